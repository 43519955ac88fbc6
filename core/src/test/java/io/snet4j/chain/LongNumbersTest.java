package io.snet4j.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.snet4j.errors.ChainException;
import io.snet4j.errors.DependencyException;
import io.snet4j.identity.Identity;
import io.snet4j.internal.core.Words;
import io.snet4j.testing.ScriptedNode;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose numbers have more digits than can be computed with. Without the bounds, each test takes minutes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongNumbersTest {
    private static final String LONG = "\"0x" + "f".repeat(3_500_000) + "\"";
    private static final String ZEROS = "\"0x" + "0".repeat(3_500_000) + "1\"";
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    private static final Identity ANYBODY = Identity.ofPrivateKey("1".repeat(64));

    private final ScriptedNode node = new ScriptedNode();
    private final Chain chain = Chain.connect(node.uri(), Duration.ofSeconds(30));

    @AfterEach
    void close() {
        chain.close();
        node.close();
    }

    static Stream<Arguments> questions() {
        return Stream.of(
                asks("eth_chainId", Chain::chainId),
                asks("eth_blockNumber", Chain::blockNumber),
                asks("eth_getTransactionCount", chain -> chain.minedTransactions(Address.ZERO)),
                asks("eth_getTransactionCount", chain -> chain.sentTransactions(Address.ZERO)),
                asks("eth_gasPrice", Chain::maxFeePerGas),
                asks("eth_estimateGas", chain -> chain.estimate(Address.ZERO, Optional.empty(), new byte[0])),
                asks(
                        "eth_estimateGas",
                        chain -> chain.send(ANYBODY, Optional.of(Address.ZERO), new byte[0], Duration.ofSeconds(20))));
    }

    private static Arguments asks(String method, Consumer<Chain> question) {
        return Arguments.of(method, question);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void aQuantityHasTwoHundredAndFiftySixBits(String method, Consumer<Chain> question) {
        for (String quantity : List.of(LONG, ZEROS, "\"0x1" + "0".repeat(64) + "\"", "\"0x-1\"", "\"0x\"")) {
            node.on("eth_getBlockByNumber", "{}").on(method, quantity);

            assertThatExceptionOfType(ChainException.class)
                    .isThrownBy(() -> question.accept(chain))
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseFeePerGas", "number"})
    void soHasOneWithinABlock(String field) {
        node.on("eth_getBlockByNumber", "{\"" + field + "\":" + LONG + "}").on("eth_gasPrice", LONG);

        assertThatExceptionOfType(ChainException.class).isThrownBy(chain::maxFeePerGas);
    }

    @Test
    void soHasTheBlockOfALog() {
        node.on(
                "eth_getLogs",
                "[{\"address\":\"" + Address.ZERO + "\",\"blockNumber\":" + LONG + ",\"topics\":[],\"data\":\"0x\"}]");

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> chain.logs(Address.ZERO, List.of(), BlockNumber.of(0), BlockNumber.of(10)));
    }

    @Test
    void aNumberOfJsonThatIsAsLongIsNoAnswer() {
        node.on("eth_blockNumber", "1".repeat(3_500_000));

        assertThatExceptionOfType(DependencyException.class).isThrownBy(chain::blockNumber);
    }

    /** Each takes three bytes on the wire, and fifty in memory. */
    @Test
    void neitherIsAnAnswerOfMoreValuesThanItHasRoomFor() {
        node.on("eth_getBlockByNumber", "{\"number\":\"0x1\",\"uncles\":[" + "[],".repeat(600_000) + "[]]}");

        assertThatExceptionOfType(DependencyException.class).isThrownBy(chain::maxFeePerGas);
    }

    static Stream<Arguments> lengths() {
        return Stream.of(
                Arguments.of("2^31-1", BigInteger.valueOf(Integer.MAX_VALUE)),
                Arguments.of("2^31", BigInteger.ONE.shiftLeft(31)),
                Arguments.of(
                        "2^32+1, one in its lower half",
                        BigInteger.ONE.shiftLeft(32).add(BigInteger.ONE)),
                Arguments.of("2^256-1", MOST),
                Arguments.of("one more than there are", BigInteger.TWO));
    }

    /** Of a list of ids, which is the first and only value; there is one of them. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("lengths")
    void aListIsNoLongerThanItsData(String name, BigInteger length) {
        node.on("eth_call", hex(Words.uint256(32), Words.uint256(length), Words.uint256(7)));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> new RegistryContract(chain, Address.ZERO).listOrganizations());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lengths")
    void noValueLiesBeyondTheData(String name, BigInteger place) {
        node.on(
                "eth_call",
                hex(
                        Words.uint256(place.multiply(BigInteger.valueOf(32)).min(MOST)),
                        Words.uint256(1),
                        Words.uint256(7)));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> new RegistryContract(chain, Address.ZERO).listOrganizations());
    }

    @Test
    void aReasonIsNoLongerThanItsData() {
        byte[] reason = Abi.concat(Function.of("Error(string)").selector(), Words.uint256(32));
        byte[] data = Abi.concat(reason, Words.uint256(Integer.MAX_VALUE));
        node.on(
                "eth_call",
                parameters -> ScriptedNode.Answer.error(
                        "{\"code\":3,\"message\":\"execution reverted\",\"data\":" + hex(data) + "}"));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> chain.call(Address.ZERO, new byte[0]))
                .withMessageContaining("execution reverted");
    }

    @Test
    void listsThatFitAreRead() {
        node.on("eth_call", hex(Words.uint256(32), Words.uint256(1), new byte[] {'a'}, new byte[31]));

        assertThat(new RegistryContract(chain, Address.ZERO).listOrganizations())
                .containsExactly("a");
    }

    @Test
    void whatDoesNotFitAWordIsNotWrittenOut() {
        BigInteger large = BigInteger.ONE.shiftLeft(20_000_000);
        for (BigInteger number : List.of(large, large.negate())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Words.uint256(number))
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
        }
    }

    private static String hex(byte[]... parts) {
        byte[] all = {};
        for (byte[] part : parts) {
            all = Abi.concat(all, part);
        }
        return "\"0x" + HexFormat.of().formatHex(all) + "\"";
    }
}
