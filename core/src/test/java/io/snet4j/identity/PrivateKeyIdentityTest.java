package io.snet4j.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.snet4j.explore.RandomTest;
import io.snet4j.testing.SentTransaction;
import io.snet4j.testing.Vectors;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeyIdentityTest {
    private static final String KEY = Vectors.privateKey("anvil0");
    private static final Address ADDRESS = Vectors.address(Vectors.ALL.at("/keys/anvil0/address"));

    @Test
    void aKeyIsReadWithAndWithoutPrefix() {
        assertThat(Identity.ofPrivateKey(KEY).address()).isEqualTo(ADDRESS);
        assertThat(Identity.ofPrivateKey(KEY.substring(2).toUpperCase()).address())
                .isEqualTo(ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0x",
                "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff8",
                "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff8000",
                "0xzz0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
                "0x0000000000000000000000000000000000000000000000000000000000000000",
                "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
                "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void whatIsNoKeyIsRefusedWithoutBeingRepeated(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Identity.ofPrivateKey(text))
                .withMessageStartingWith("not a private key: ")
                .withMessageNotContaining(text.length() < 4 ? "\0" : text.substring(2, text.length() / 2))
                .withNoCause();
    }

    @Test
    void itsTextShowsTheAddressAndNothingOfTheKey() {
        assertThat(Identity.ofPrivateKey(KEY)).hasToString("Identity[" + ADDRESS + "]");
    }

    @Tag("explore")
    @Test
    void signaturesOfRandomKeysAndMessagesAreTheirs() {
        RandomTest.SIGNATURES.run((seed, random) -> {
            BigInteger key = new BigInteger(255, random).add(BigInteger.ONE);
            byte[] message = new byte[random.nextInt(100)];
            random.nextBytes(message);
            Identity identity = Identity.ofPrivateKey(String.format("%064x", key));

            byte[] signature = identity.signMessage(message);

            assertThat(Signatures.recover(message, signature)).hasValue(identity.address());
            assertThat(Signatures.canonical(signature)).hasValue(signature);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSignedTransactionCarriesAllItsFields(boolean createsContract) {
        Optional<Address> to = createsContract
                ? Optional.empty()
                : Optional.of(Vectors.address(Vectors.ALL.at("/mpe_addresses/devnet")));
        byte[] data = {1, 2, 3};

        byte[] raw = Identity.ofPrivateKey(KEY)
                .signTransaction(new UnsignedTransaction(
                        31337,
                        BigInteger.TWO,
                        to,
                        data,
                        BigInteger.valueOf(21_000),
                        new Fee.Eip1559(BigInteger.TEN, BigInteger.ONE)));

        SentTransaction sent = SentTransaction.parse(HexFormat.of().formatHex(raw));
        assertThat(sent)
                .isEqualTo(new SentTransaction(
                        false,
                        31337,
                        BigInteger.TWO,
                        BigInteger.ONE,
                        BigInteger.TEN,
                        BigInteger.valueOf(21_000),
                        to.map(address -> address.toString().toLowerCase(Locale.ROOT))
                                .orElse("0x"),
                        BigInteger.ZERO,
                        "0x010203"));
    }
}
