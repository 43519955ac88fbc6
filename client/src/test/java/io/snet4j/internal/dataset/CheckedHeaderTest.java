package io.snet4j.internal.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.internal.archive.TarHeader;
import io.snet4j.testing.TarMaker;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckedHeaderTest {
    @ParameterizedTest
    @CsvSource({"\u00c3\u00a9, \u0095\\.png", "a\\b, \u0095.png", "\u0095, \u00c3\u00a9.png", "d, a.png"})
    void bothFieldsOfANameAreInOneEncoding(String prefix, String name) throws UnreadableArchiveException {
        byte[] raw = (prefix + "/" + name).getBytes(ISO_8859_1);
        byte[] tar = new TarMaker()
                .entry("", '0', "", new byte[0], block -> {
                    System.arraycopy(raw, 0, block, 345, prefix.length());
                    System.arraycopy(raw, prefix.length() + 1, block, 0, name.length());
                })
                .build();

        assertThat(CheckedHeader.parse(Arrays.copyOf(tar, TarHeader.BLOCK), 0).name())
                .isEqualTo(EntryPath.decodeUntold(raw));
    }
}
