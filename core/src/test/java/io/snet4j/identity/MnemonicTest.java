package io.snet4j.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.snet4j.testing.Vectors;
import io.snet4j.value.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MnemonicTest {
    private static final String ANVIL = "test test test test test test test test test test test junk";
    private static final String ZEROS =
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aPathLeadsToTheAccountsThatWalletsShow(int index) {
        assertThat(Identity.ofMnemonic(ANVIL, "m/44'/60'/0'/0/" + index).address())
                .isEqualTo(Vectors.address(Vectors.ALL.at("/keys/anvil" + index + "/address")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/1", "/1'", "/", "9"})
    void aPathOfAMillionStepsIsNone(String step) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Identity.ofMnemonic(ANVIL, "m" + step.repeat(1_000_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void withoutPathItIsTheFirstAccount() {
        assertThat(Identity.ofMnemonic(ZEROS).address())
                .isEqualTo(Address.parse("0x9858EfFD232B4033E47d90003D41EC34EcaEda94"));
    }

    @Test
    void caseAndWhiteSpaceDoNotMatter() {
        assertThat(Identity.ofMnemonic("  " + ANVIL.replace(" ", " \n\t").toUpperCase() + "\n")
                        .address())
                .isEqualTo(Identity.ofMnemonic(ANVIL).address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u3000", "\u00a0", "\u2003", " \u200b", "\r\n"})
    void spacesOfAllKindsAreSpaces(String space) {
        assertThat(Identity.ofMnemonic("\ufeff" + ANVIL.replace(" ", space) + space)
                        .address())
                .isEqualTo(Identity.ofMnemonic(ANVIL).address());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "44'/60'/0'/0/1",
                "M/44'/60'/0'/0/1",
                "m/44h/60h/0h/0/1",
                "m/44H/60H/0H/0/1",
                "m/44\u2019/60\u2019/0\u2019/0/1",
                "m/44\u2032/60\u2032/0\u2032/0/1"
            })
    void aPathIsTheSameHoweverItIsWritten(String path) {
        assertThat(Identity.ofMnemonic(ANVIL, path).address())
                .isEqualTo(Identity.ofMnemonic(ANVIL, "m/44'/60'/0'/0/1").address());
    }

    /** The second vector is the first of BIP-39's own list, with the Ethereum account that follows from its seed. */
    @ParameterizedTest
    @CsvSource({"'', 0x9858EfFD232B4033E47d90003D41EC34EcaEda94", "TREZOR, 0x9c32F71D4DB8Fb9e1A58B0a80dF79935e7256FA6"})
    void aPassphraseLeadsToAnAccountOfItsOwn(String passphrase, String address) {
        assertThat(Identity.ofMnemonic(ZEROS, Identity.FIRST_ACCOUNT, passphrase)
                        .address())
                .isEqualTo(Address.parse(address));
    }

    @Test
    void aPassphraseIsTheSameInAllFormsOfUnicode() {
        assertThat(Identity.ofMnemonic(ZEROS, Identity.FIRST_ACCOUNT, "\u00c5").address())
                .isEqualTo(Identity.ofMnemonic(ZEROS, Identity.FIRST_ACCOUNT, "A\u030a")
                        .address());
    }

    @Test
    void theKeyIsTheOneThatTheNetworkKnows() {
        byte[] message = {1, 2, 3};
        assertThat(Identity.ofMnemonic(ANVIL).signMessage(message))
                .isEqualTo(Identity.ofPrivateKey(Vectors.privateKey("anvil0")).signMessage(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test test tset test test test test test test test test junk|word 3 of the mnemonic",
                "test test test test test test test test test test test secretword|word 12 of the mnemonic",
                "test test test test test test test test test test test test|checksum",
                "test test test test test test test test test test junk test|checksum",
                "test junk|not 2",
                "''|not 1",
            })
    void aWrongMnemonicIsRefusedByPositionWithoutItsWords(String words, String told) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Identity.ofMnemonic(words))
                .withMessageContaining(told)
                .withMessageNotContaining("tset")
                .withMessageNotContaining("secretword")
                .withMessageNotContaining("junk");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "m/", "m/x", "m/44x", "m/44'h", "44'/", "/44'", "m/2147483648", "m/-1", "m/44'//0", "m/0/"})
    void whatIsNoPathIsRefused(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Identity.ofMnemonic(ANVIL, path))
                .withMessageContaining("\"" + path + "\"")
                .withMessageNotContaining("junk");
    }
}
