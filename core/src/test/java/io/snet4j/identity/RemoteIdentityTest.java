package io.snet4j.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.snet4j.errors.SignerException;
import io.snet4j.testing.ScriptedNode;
import io.snet4j.testing.ScriptedNode.Answer;
import io.snet4j.testing.Vectors;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteIdentityTest {
    private static final Identity KEY = Identity.ofPrivateKey(Vectors.privateKey("anvil0"));
    private static final Identity OTHER = Identity.ofPrivateKey(Vectors.privateKey("anvil1"));
    private static final byte[] MESSAGE = {1, 2, 3};
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final Fee TIPPED = new Fee.Eip1559(BigInteger.valueOf(300), BigInteger.TWO);
    private static final Fee LEGACY = new Fee.Legacy(BigInteger.valueOf(300));

    private final ScriptedNode signer = new ScriptedNode();
    private final Identity remote = Identity.ofRemoteSigner(signer.uri(), KEY.address(), Duration.ofSeconds(20));

    @AfterEach
    void close() {
        signer.close();
    }

    private static String json(byte[] bytes) {
        return "\"0x" + HexFormat.of().formatHex(bytes) + "\"";
    }

    private static UnsignedTransaction transaction(long chainId, long nonce, Fee fee) {
        return new UnsignedTransaction(
                chainId,
                BigInteger.valueOf(nonce),
                Optional.of(OTHER.address()),
                new byte[] {7, 0, 9},
                BigInteger.valueOf(50_000),
                fee);
    }

    /** The mirrored signature: valid, but refused by careful readers. */
    private static byte[] high(byte[] signature) {
        byte[] high = signature.clone();
        byte[] s = ORDER.subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)))
                .toByteArray();
        System.arraycopy(s, s.length - 32, high, 32, 32);
        high[64] = (byte) (55 - high[64]);
        return high;
    }

    @Test
    void aMessageIsSignedAsAKeyInMemoryWouldSignIt() {
        signer.on("eth_sign", json(KEY.signMessage(MESSAGE)));

        assertThat(remote.signMessage(MESSAGE)).isEqualTo(KEY.signMessage(MESSAGE));
        assertThat(signer.requests("eth_sign").get(0).toString()).isEqualTo("[\"" + KEY.address() + "\",\"0x010203\"]");
    }

    @Test
    void highSAndZeroBasedVAreBroughtToTheFormThatTheContractTakes() {
        byte[] high = high(KEY.signMessage(MESSAGE));
        high[64] -= 27;
        signer.on("eth_sign", json(high));

        assertThat(remote.signMessage(MESSAGE)).isEqualTo(KEY.signMessage(MESSAGE));
    }

    @ParameterizedTest
    @MethodSource("noSignatures")
    void whatIsNoSignatureOfTheAccountIsRefused(byte[] answer) {
        signer.on("eth_sign", json(answer));

        assertThatExceptionOfType(SignerException.class)
                .isThrownBy(() -> remote.signMessage(MESSAGE))
                .withMessageContaining(KEY.address().toString());
    }

    static Stream<byte[]> noSignatures() {
        byte[] wrongV = KEY.signMessage(MESSAGE);
        wrongV[64] = 29;
        return Stream.of(
                OTHER.signMessage(MESSAGE),
                KEY.signMessage(new byte[] {1, 2, 4}),
                new byte[65],
                new byte[0],
                Arrays.copyOf(KEY.signMessage(MESSAGE), 64),
                wrongV);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 56, 31337, 11155111, Integer.MAX_VALUE})
    void aTransactionOfEitherKindComesBackAsAsked(long chainId) {
        for (Fee fee : new Fee[] {TIPPED, LEGACY}) {
            UnsignedTransaction transaction = transaction(chainId, 5, fee);
            signer.on("eth_signTransaction", json(KEY.signTransaction(transaction)));
            assertThat(remote.signTransaction(transaction)).isEqualTo(KEY.signTransaction(transaction));

            signer.on("eth_signTransaction", "{\"raw\":" + json(KEY.signTransaction(transaction)) + ",\"tx\":{}}");
            assertThat(remote.signTransaction(transaction)).isEqualTo(KEY.signTransaction(transaction));
        }
    }

    @Test
    void aTransactionIsAskedForWithAllItsFields() {
        UnsignedTransaction transaction = transaction(31337, 5, TIPPED);
        signer.on("eth_signTransaction", json(KEY.signTransaction(transaction)));
        remote.signTransaction(transaction);

        assertThat(signer.requests("eth_signTransaction").get(0).get(0).toString())
                .isEqualToIgnoringCase(("{'from':'" + KEY.address() + "','to':'" + OTHER.address()
                                + "','data':'0x070009','nonce':'0x5','gas':'0xc350','value':'0x0','chainId':'0x7a69',"
                                + "'maxFeePerGas':'0x12c','maxPriorityFeePerGas':'0x2'}")
                        .replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("otherTransactions")
    void anotherTransactionThanTheOneAskedForIsRefused(byte[] raw) {
        signer.on("eth_signTransaction", json(raw));

        assertThatExceptionOfType(SignerException.class)
                .isThrownBy(() -> remote.signTransaction(transaction(31337, 5, TIPPED)))
                .withMessageContaining("not the transaction");
    }

    static Stream<byte[]> otherTransactions() {
        UnsignedTransaction asked = transaction(31337, 5, TIPPED);
        byte[] right = KEY.signTransaction(asked);
        byte[] longer = Arrays.copyOf(right, right.length + 1);
        return Stream.of(
                OTHER.signTransaction(asked),
                KEY.signTransaction(transaction(1, 5, TIPPED)),
                KEY.signTransaction(transaction(31337, 6, TIPPED)),
                KEY.signTransaction(transaction(31337, 5, LEGACY)),
                KEY.signTransaction(transaction(31337, 5, new Fee.Eip1559(BigInteger.valueOf(301), BigInteger.TWO))),
                KEY.signTransaction(new UnsignedTransaction(
                        31337, asked.nonce(), Optional.of(KEY.address()), asked.data(), asked.gasLimit(), TIPPED)),
                KEY.signTransaction(new UnsignedTransaction(
                        31337, asked.nonce(), asked.to(), new byte[] {7, 0, 8}, asked.gasLimit(), TIPPED)),
                KEY.signTransaction(new UnsignedTransaction(
                        31337, asked.nonce(), asked.to(), asked.data(), BigInteger.valueOf(50_001), TIPPED)),
                longer,
                Arrays.copyOf(right, right.length - 1),
                new byte[0],
                new byte[] {2});
    }

    @Test
    void aRefusalIsToldInTheSignersWords() {
        signer.on("eth_sign", parameters -> Answer.error("{\"code\":-32000,\"message\":\"unknown account\"}"));

        assertThatExceptionOfType(SignerException.class)
                .isThrownBy(() -> remote.signMessage(MESSAGE))
                .withMessageContaining("unknown account")
                .withMessageContaining(KEY.address().toString());
    }

    @Test
    void aSignerThatIsNotThereIsToldAsSuch() {
        signer.close();

        assertThatExceptionOfType(SignerException.class)
                .isThrownBy(() -> remote.signTransaction(transaction(31337, 5, TIPPED)))
                .withMessageContaining("cannot connect");
    }

    @Test
    void onlyHttpIsSpoken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Identity.ofRemoteSigner(URI.create("ipc:/x"), Address.ZERO, Duration.ofSeconds(1)))
                .withMessageContaining("remote signer");
    }
}
