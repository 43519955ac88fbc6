package io.snet4j.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snet4j.errors.InvalidRequestException;
import io.snet4j.value.Address;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two files of the Web3 Secret Storage definition, and what may be wrong with one. */
class KeystoreTest {
    private static final String PASSWORD = "testpassword";
    private static final Address ADDRESS = Address.parse("0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b");
    private static final String PBKDF2 =
            """
            {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
             "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46","kdf":"pbkdf2",
             "kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256",
              "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
             "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
             "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
            """;
    private static final String SCRYPT =
            """
            {"address":"008aeeda4d805471df9b2a5b0f38a0c3bcba786b","Crypto":{"cipher":"aes-128-ctr",
             "cipherparams":{"iv":"83dbcc02d8ccb40e466191a123791e0e"},
             "ciphertext":"d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c","kdf":"scrypt",
             "kdfparams":{"dklen":32,"n":262144,"r":1,"p":8,
              "salt":"ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"},
             "mac":"2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"},
             "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
            """;

    /** The first with 7 rounds instead of 262144, for what need not take its time. */
    private static final String QUICK = PBKDF2.replace("262144", "7")
            .replace(
                    "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
                    "5e38d6ae30ee6c8e2b4def2e3d6360f818ed8d94cee2ac5020081ca0d137c23a")
            .replace(
                    "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2",
                    "2347ae3f4d2867f53a2a41111817eb936b56c4d970cc1fc9311a58e1a4889e48");

    private final Path folder;

    KeystoreTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Identity read(String content, String password) throws IOException {
        Path file = Files.writeString(folder.resolve("key.json"), content);
        return Identity.ofKeystore(file, password.toCharArray());
    }

    @ParameterizedTest
    @MethodSource("knownFiles")
    void theKnownFilesHoldTheKnownKey(String content) throws IOException {
        Identity identity = read(content, PASSWORD);

        assertThat(identity.address()).isEqualTo(ADDRESS);
        assertThat(identity)
                .hasToString(Identity.ofPrivateKey("7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d")
                        .toString());
    }

    static Stream<String> knownFiles() {
        return Stream.of(PBKDF2, SCRYPT, QUICK);
    }

    /** Each of these is within its own bound; together they take gigabytes. */
    @ParameterizedTest
    @CsvSource({"2, 1024, 1024", "2, 1024, 17", "4096, 1024, 4"})
    void whatAFileAsksOfTheKeyDerivationIsBoundedTogether(String n, String r, String p) {
        String scrypt = SCRYPT.replace("\"n\":262144", "\"n\":" + n)
                .replace("\"r\":1", "\"r\":" + r)
                .replace("\"p\":8", "\"p\":" + p);

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> read(scrypt, PASSWORD))
                .withMessageContaining("too much memory or time");
    }

    @ParameterizedTest
    @CsvSource({"16777216, 64", "16777216, 1024", "1000000, 1024", "600000, 1000"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void allRoundsOfAllBlocksAreBoundedTogether(String rounds, String length) {
        String pbkdf2 =
                PBKDF2.replace("\"c\":262144", "\"c\":" + rounds).replace("\"dklen\":32", "\"dklen\":" + length);

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> read(pbkdf2, PASSWORD))
                .withMessageContaining("too much time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "dklen"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aNumberOfSixtyThousandDigitsIsRefused(String name) {
        String digits = "9".repeat(60_000);
        for (String number : List.of(digits, "1e" + digits, "0." + digits, "-1", "\"" + digits + "\"")) {
            String file = PBKDF2.replaceFirst("\"" + name + "\":[0-9]+", "\"" + name + "\":" + number);

            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> read(file, PASSWORD))
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
        }
    }

    private Identity published(String name, String password) throws IOException {
        try (InputStream in = KeystoreTest.class.getResourceAsStream("/" + name)) {
            return read(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8), password);
        }
    }

    @Test
    void aKeyThatLacksItsZerosIsWhole() throws IOException {
        assertThat(published("keystore-31-byte-ciphertext.json", "X").address())
                .isEqualTo(Address.parse("0xa2e320899816a225e48b9a065e9f565b82e98537"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"caf\u00e9", "cafe\u0301", "\uff43\uff41\uff46\u00e9"})
    void aPasswordIsTheSameInAllFormsOfUnicode(String password) throws IOException {
        assertThat(published("keystore-ethers-nfkc-password.json", password).address())
                .isEqualTo(Address.parse("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"));
    }

    @Test
    void aWrongPasswordIsToldWithoutRepeatingIt() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> read(QUICK, "verysecret"))
                .withMessageContaining("password")
                .withMessageContaining("key.json")
                .withMessageNotContaining("verysecret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "\"version\":3|\"version\":1|version is 1, not 3",
                "\"version\":3|\"other\":3|version is missing, not 3",
                "aes-128-ctr|aes-256-cbc|crypto.cipher",
                "\"pbkdf2\"|\"argon2\"|crypto.kdf is neither",
                "\"c\":7|\"c\":0|crypto.kdfparams.c",
                "\"c\":7|\"c\":99999999999|crypto.kdfparams.c",
                "\"c\":7|\"c\":\"many\"|crypto.kdfparams.c",
                "hmac-sha256|hmac-sha1|crypto.kdfparams.prf",
                "ae3cd4|zz3cd4|crypto.kdfparams.salt is not hexadecimal",
                "5e38d6ae30ee6c8e2b4def2e3d6360f818ed8d94cee2ac5020081ca0d137c23a|0x|crypto.ciphertext has 0 bytes, not 32",
                "5e38d6ae|5e3800000000000000000000000000000000000000000000000000000000000000000000"
                        + "000000000000000000000000000000000000000000000000000000000000000000000000|crypto.ciphertext has",
                "5e38d6ae|5e38d6af|password of the keystore",
                "2347ae3f|2347ae3e|password of the keystore",
                "6087dab2|6087|crypto.cipherparams.iv",
                "\"version\":3|\"version\":3,\"address\":\"0000000000000000000000000000000000000001\"|address is 0",
                "{\"crypto\"|{crypto|not JSON",
                "\"crypto\"|\"krypto\"|crypto.cipher",
            })
    void aDamagedFileIsRefusedByTheFieldThatIsWrong(String part, String instead, String told) {
        assertThat(QUICK).contains(part);
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> read(QUICK.replace(part, instead), PASSWORD))
                .withMessageContaining("key.json")
                .withMessageContaining(told)
                .withNoCause();
    }

    @ParameterizedTest
    @CsvSource({"n,262145", "n,1", "r,0", "p,-1", "dklen,99999"})
    void parametersThatScryptDoesNotKnowAreRefused(String name, String value) {
        String content = SCRYPT.replaceAll("\"" + name + "\":\\d+", "\"" + name + "\":" + value);
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> read(content, PASSWORD))
                .withMessageContaining("crypto.kdfparams");
    }

    @Test
    void aDerivationThatWouldTakeAllMemoryIsRefused() {
        String content = SCRYPT.replace("\"n\":262144,\"r\":1", "\"n\":16777216,\"r\":8");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> read(content, PASSWORD))
                .withMessageContaining("too much memory");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> Identity.ofKeystore(folder.resolve("missing.json"), new char[0]))
                .withMessageContaining("missing.json");
    }
}
