package io.snet4j.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoresTest {
    private static final String KEY = "00000000000000000000000000000000000000000000000000000000000000a1";
    private static final String WORDS = "test test test test test test test test test test test junk";
    private static final String PASSWORD = "p\u00e4ss w\u00f6rd";

    private final Path folder;

    KeystoresTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Identity read(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("key.json"), content);
        return Identity.ofKeystore(file, PASSWORD.toCharArray());
    }

    @Test
    void whatIsWrittenIsReadBackWithThePassword() throws IOException {
        String content = Keystores.ofPrivateKey("0x" + KEY, PASSWORD.toCharArray());

        assertThat(read(content)).hasToString(Identity.ofPrivateKey(KEY).toString());
        assertThat(content).doesNotContain(KEY.substring(60));
    }

    @Test
    void itHasTheFieldsAndTheWorkThatWalletsAskFor() throws IOException {
        JsonNode file = new ObjectMapper().readTree(Keystores.ofPrivateKey(KEY, PASSWORD.toCharArray()));

        assertThat(file.path("version").asInt()).isEqualTo(3);
        assertThat(file.path("address").asText()).matches("[0-9a-f]{40}");
        assertThat(file.path("id").asText()).hasSize(36);
        JsonNode parameters = file.at("/crypto/kdfparams");
        assertThat(parameters.path("n").asInt()).isEqualTo(1 << 18);
        assertThat(parameters.path("r").asInt()).isEqualTo(8);
        assertThat(parameters.path("p").asInt()).isEqualTo(1);
        assertThat(file.at("/crypto/ciphertext").asText()).hasSize(64);
    }

    @Test
    void twoOfTheSameKeyHaveNothingInCommon() throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode first = json.readTree(Keystores.ofPrivateKey(KEY, PASSWORD.toCharArray()));
        JsonNode second = json.readTree(Keystores.ofPrivateKey(KEY, PASSWORD.toCharArray()));

        for (String field : new String[] {"/id", "/crypto/ciphertext", "/crypto/mac", "/crypto/kdfparams/salt"}) {
            assertThat(first.at(field)).as(field).isNotEqualTo(second.at(field));
        }
        assertThat(first.at("/crypto/cipherparams/iv")).isNotEqualTo(second.at("/crypto/cipherparams/iv"));
    }

    @Test
    void wordsAreKeptAsTheKeyAtTheirPath() throws IOException {
        String path = "m/44'/60'/0'/0/1";

        Identity kept = read(Keystores.ofMnemonic(WORDS, path, PASSWORD.toCharArray()));

        assertThat(kept.address()).isEqualTo(Identity.ofMnemonic(WORDS, path).address());
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutBeingRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keystores.ofPrivateKey("f00d", PASSWORD.toCharArray()))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("f00d"));
    }

    @Test
    void newMnemonicsAreTwelveWordsOfWhichNoTwoAreTheSame() {
        assertThat(Stream.generate(Identity::newMnemonic).limit(50))
                .doesNotHaveDuplicates()
                .allSatisfy(words -> {
                    assertThat(Arrays.asList(words.split(" "))).hasSize(12);
                    assertThat(Identity.ofMnemonic(words)).isNotNull();
                });
    }
}
