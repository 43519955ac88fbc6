package io.snet4j.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snet4j.errors.InvalidRequestException;
import io.snet4j.value.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private final Path folder;

    KeystoreTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Identity read(String content, String password) throws IOException {
        Path file = Files.writeString(folder.resolve("key.json"), content);
        return Identity.ofKeystore(file, password.toCharArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {PBKDF2, SCRYPT})
    void theKnownFilesHoldTheKnownKey(String content) throws IOException {
        Identity identity = read(content, PASSWORD);

        assertThat(identity.address()).isEqualTo(ADDRESS);
        assertThat(identity)
                .hasToString(Identity.ofPrivateKey("7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d")
                        .toString());
    }

    @Test
    void aWrongPasswordIsToldWithoutRepeatingIt() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> read(PBKDF2, "verysecret"))
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
                "262144|0|crypto.kdfparams.c",
                "262144|99999999999|crypto.kdfparams.c",
                "262144|\"many\"|crypto.kdfparams.c",
                "hmac-sha256|hmac-sha1|crypto.kdfparams.prf",
                "ae3cd4|zz3cd4|crypto.kdfparams.salt is not hexadecimal",
                "5318b4d5|5318|crypto.ciphertext has 30 bytes, not 32",
                "5318b4d5|5318b4d6|password of the keystore",
                "517ead92|517ead93|password of the keystore",
                "6087dab2|6087|crypto.cipherparams.iv",
                "\"version\":3|\"version\":3,\"address\":\"0000000000000000000000000000000000000001\"|address is 0",
                "{\"crypto\"|{crypto|not JSON",
                "\"crypto\"|\"krypto\"|crypto.cipher",
            })
    void aDamagedFileIsRefusedByTheFieldThatIsWrong(String part, String instead, String told) {
        assertThat(PBKDF2).contains(part);
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> read(PBKDF2.replace(part, instead), PASSWORD))
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
