package io.snet4j.internal.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.internal.dataset.OpenDataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {
    private static final int SIZE = 300_000;

    private final Path file;
    private final byte[] content = new byte[SIZE];

    ReadAheadTest(@TempDir Path folder) throws IOException {
        new Random(1).nextBytes(content);
        file = Files.write(folder.resolve("dataset.zip"), content);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void whateverIsReadAheadTheBytesComeInOrder(int seed) throws IOException {
        Random dice = new Random(seed);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (OpenDataset dataset = OpenDataset.open(file)) {
            ReadAhead ahead = new ReadAhead(dataset);
            while (sent.size() < SIZE) {
                int left = SIZE - sent.size();
                ahead.take(Math.min(left, 1 + dice.nextInt(50_000))).writeTo(sent);
                ahead.fill(Math.min(SIZE - sent.size(), dice.nextInt(60_000)));
            }
        }
        assertThat(sent.toByteArray()).isEqualTo(content);
    }

    /** It may be sent again; see {@code KeptCall}. */
    @Test
    void theFirstMessageKeepsItsBytes() {
        try (OpenDataset dataset = OpenDataset.open(file)) {
            ReadAhead ahead = new ReadAhead(dataset);
            ahead.fill(30_000);
            ByteString first = ahead.take(1000);
            byte[] bytes = first.toByteArray();
            ahead.take(1000);
            for (int i = 0; i < 5; i++) {
                ahead.take(30_000);
            }

            assertThat(first.toByteArray()).isEqualTo(bytes);
        }
    }

    @Test
    void theOthersShareOneArray() {
        try (OpenDataset dataset = OpenDataset.open(file)) {
            ReadAhead ahead = new ReadAhead(dataset);
            ahead.take(30_000);
            ByteString second = ahead.take(30_000);
            byte[] bytes = second.toByteArray();
            ahead.take(30_000);

            assertThat(second.toByteArray()).isNotEqualTo(bytes);
        }
    }

    @Test
    void aFileThatBecameShorterIsNamed() throws IOException {
        try (OpenDataset dataset = OpenDataset.open(file)) {
            Files.write(file, new byte[10]);

            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> new ReadAhead(dataset).take(20))
                    .withMessageContaining("became shorter");
        }
    }
}
