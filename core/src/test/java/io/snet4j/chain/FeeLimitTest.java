package io.snet4j.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snet4j.errors.ChainException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.identity.Identity;
import io.snet4j.identity.UnsignedTransaction;
import io.snet4j.testing.ScriptedNode;
import io.snet4j.testing.ScriptedNode.Answer;
import io.snet4j.testing.Vectors;
import io.snet4j.value.Address;
import io.snet4j.value.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a node may make transactions cost. Here one is sent with 1.2 million gas and up to 16 383 more, at 100 wei at
 * most: 120 to 121.7 million wei.
 */
class FeeLimitTest {
    private static final Address TO = Vectors.address(Vectors.ALL.at("/mpe_addresses/devnet"));
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(30);
    private static final Wei ENOUGH_FOR_ONE = Wei.of(122_000_000);
    private static final Wei ANY = Wei.ofEther("1000");

    private final ScriptedNode node = new ScriptedNode();
    private final AtomicInteger nonce = new AtomicInteger(5);
    private final SigningPayer payer = new SigningPayer();

    /** Keeps what it signed. */
    private static final class SigningPayer implements Identity {
        private final Identity key = Identity.ofPrivateKey(Vectors.privateKey("anvil0"));
        private final List<UnsignedTransaction> signed = new CopyOnWriteArrayList<>();

        @Override
        public Address address() {
            return key.address();
        }

        @Override
        public byte[] signMessage(byte[] message) {
            return key.signMessage(message);
        }

        @Override
        public byte[] signTransaction(UnsignedTransaction transaction) {
            signed.add(transaction);
            return key.signTransaction(transaction);
        }

        private List<Integer> nonces() {
            return signed.stream().map(one -> one.nonce().intValue()).toList();
        }

        /** Of all that can be mined together. */
        private Wei most() {
            return signed.stream()
                    .map(UnsignedTransaction::nonce)
                    .distinct()
                    .map(nonce -> signed.stream()
                            .filter(one -> one.nonce().equals(nonce))
                            .map(one ->
                                    new Wei(one.gasLimit().multiply(one.fee().maxFeePerGas())))
                            .max(Wei::compareTo)
                            .orElseThrow())
                    .reduce(Wei.ZERO, Wei::plus);
        }
    }

    @BeforeEach
    void aNodeThatMinesAtOnce() {
        node.on("eth_chainId", "\"0x7a69\"")
                .on("eth_estimateGas", quantity(1_000_000))
                .on("eth_maxPriorityFeePerGas", quantity(40))
                .on("eth_getBlockByNumber", "{\"baseFeePerGas\":" + quantity(30) + "}")
                .on("eth_gasPrice", quantity(80))
                .on("eth_getTransactionCount", parameters -> Answer.result(quantity(nonce.get())))
                .on("eth_sendRawTransaction", parameters -> {
                    nonce.incrementAndGet();
                    return Answer.result("\"0xabc\"");
                })
                .on("eth_getTransactionReceipt", receipt(1_000_000, 60));
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static String quantity(long value) {
        return "\"0x" + Long.toHexString(value) + "\"";
    }

    private static String receipt(long gasUsed, long price) {
        return "{\"transactionHash\":\"0xabc\",\"blockNumber\":\"0x7\",\"gasUsed\":" + quantity(gasUsed)
                + ",\"effectiveGasPrice\":" + quantity(price)
                + ",\"status\":\"0x1\",\"contractAddress\":null,\"logs\":[]}";
    }

    private Chain chain(Wei perTransaction, Wei total) {
        return Chain.connect(node.uri(), DEADLINE, new FeeLimit(perTransaction, total));
    }

    private void send(Chain chain) {
        send(chain, DEADLINE);
    }

    private void send(Chain chain, Duration deadline) {
        chain.send(payer, Optional.of(TO), new byte[] {9}, deadline);
    }

    private void assertRefused(Chain chain, String... words) {
        int signed = payer.signed.size();
        assertThatExceptionOfType(SpendingLimitException.class)
                .isThrownBy(() -> send(chain))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
        assertThat(payer.signed).hasSize(signed);
    }

    @ParameterizedTest
    @CsvSource({
        "eth_maxPriorityFeePerGas, 10000000000000000",
        "eth_estimateGas, 10000000000000000",
        "eth_estimateGas, 57896044618658097711785492504343953926634992332820282019728792003956564819967",
        "eth_maxPriorityFeePerGas, 115792089237316195423570985008687907853269984665640564039457584007913129639935",
    })
    void whatAnAbsurdNodeNamesIsNotSigned(String method, BigInteger value) {
        node.on(method, "\"0x" + value.toString(16) + "\"");
        try (Chain chain = Chain.connect(node.uri(), DEADLINE)) {
            assertRefused(chain, "0.05 ether per transaction", "use another node");
        }
        assertThat(node.requests("eth_sendRawTransaction")).isEmpty();
    }

    @Test
    void anAbsurdBaseFeeIsNotSigned() {
        node.on("eth_getBlockByNumber", "{\"baseFeePerGas\":\"0x" + "f".repeat(64) + "\"}");
        try (Chain chain = Chain.connect(node.uri(), DEADLINE)) {
            assertRefused(chain, "per transaction");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"baseFeePerGas\":\"0x1\"}"})
    void anAbsurdLegacyPriceIsNotSigned(String block) {
        node.on("eth_getBlockByNumber", block)
                .on("eth_maxPriorityFeePerGas", parameters -> Answer.error("{\"code\":-32601,\"message\":\"no\"}"))
                .on("eth_gasPrice", quantity(10_000_000_000_000_000L));
        try (Chain chain = Chain.connect(node.uri(), DEADLINE)) {
            assertRefused(chain, "per transaction");
        }
        assertThat(node.requests("eth_sendRawTransaction")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "eth_maxPriorityFeePerGas, \"0x-ffff\"",
        "eth_estimateGas, \"0x-1\"",
        "eth_estimateGas, \"0x+1\"",
        "eth_estimateGas, \"0x1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\""
    })
    void aQuantityWithASignOrOfMoreThan256BitsIsNone(String method, String quantity) {
        node.on(method, quantity);
        try (Chain chain = Chain.connect(node.uri(), DEADLINE)) {
            assertThatExceptionOfType(ChainException.class)
                    .isThrownBy(() -> send(chain))
                    .withMessageContaining("of another form");
        }
        assertThat(payer.signed).isEmpty();
    }

    @Test
    void theRefusalNamesFeeGasPriceLimitAndTheWayOut() {
        node.on("eth_estimateGas", quantity(1_000_000_000_000L)).on("eth_maxPriorityFeePerGas", quantity(1_000_000));
        try (Chain chain = Chain.connect(node.uri(), DEADLINE)) {
            assertThatExceptionOfType(SpendingLimitException.class)
                    .isThrownBy(() -> send(chain))
                    .satisfies(e -> assertThat(e.getMessage())
                            .containsPattern("may cost 1\\.2000\\d+ ether in fees"
                                    + " \\(12000000\\d{5} gas at up to 1000060 wei each\\)")
                            .contains("allows 0.05 ether per transaction", "raise perTransaction", "another node"));
        }
    }

    @Test
    void withoutALimitAnyFeeIsPaid() {
        node.on("eth_maxPriorityFeePerGas", quantity(10_000_000_000_000_000L));
        try (Chain chain = Chain.connect(node.uri(), DEADLINE, FeeLimit.none())) {
            send(chain);
        }
        assertThat(payer.signed).hasSize(1);
    }

    @Test
    void eachAttemptAfterAFeeThatWasTooLowIsHeldAgainstTheLimit() {
        node.on("eth_sendRawTransaction", parameters -> {
            node.on("eth_maxPriorityFeePerGas", quantity(1_000_000));
            return Answer.error("{\"message\":\"transaction underpriced\"}");
        });
        try (Chain chain = chain(ENOUGH_FOR_ONE, ANY)) {
            assertThatExceptionOfType(SpendingLimitException.class)
                    .isThrownBy(() -> send(chain))
                    .withMessageContaining("Before, the node refused to take it: transaction underpriced");
        }
        assertThat(payer.signed).hasSize(1);
    }

    @Test
    void theTotalCountsWhatWasPaidOnceThereIsAReceipt() {
        // Two were paid 60 million each; the most of three is above 360 million, what counts is below 242.
        try (Chain chain = chain(ANY, Wei.of(242_000_000))) {
            send(chain);
            send(chain);
            send(chain);

            assertRefused(chain, "180000000 wei", "242000000 wei", "in all", "raise total");
        }
    }

    @Test
    void aTransactionThatRevertedWasPaid() {
        node.on("eth_getTransactionReceipt", receipt(1_000_000, 60).replace("\"status\":\"0x1\"", "\"status\":\"0x0\""))
                .on("eth_call", parameters -> Answer.error("{\"code\":3,\"message\":\"execution reverted: late\"}"));
        try (Chain chain = chain(ANY, Wei.of(179_000_000))) {
            assertThatExceptionOfType(ChainException.class).isThrownBy(() -> send(chain));
            assertRefused(chain, "60000000 wei", "in all");
        }
    }

    @Test
    void aTransactionWithoutAReceiptGoesOnCountingAtItsMost() {
        node.on("eth_getTransactionReceipt", "null");
        try (Chain chain = chain(ANY, Wei.of(244_000_000))) {
            assertThatExceptionOfType(ChainException.class).isThrownBy(() -> send(chain, SHORT));
            assertThatExceptionOfType(ChainException.class).isThrownBy(() -> send(chain, SHORT));
            assertRefused(chain, "in all", "2 transactions without a receipt");
        }
        assertThat(payer.nonces()).containsExactly(5, 6);
    }

    @Test
    void whatTheNodeSaysItRefusedGoesOnCountingAsItMayBeMinedAllTheSame() {
        node.on("eth_sendRawTransaction", parameters -> {
            nonce.incrementAndGet();
            return Answer.error("{\"code\":-32000,\"message\":\"nonce too low\"}");
        });
        try (Chain chain = chain(ANY, Wei.of(244_000_000))) {
            assertThatExceptionOfType(SpendingLimitException.class).isThrownBy(() -> send(chain));
        }
        assertThat(payer.nonces()).containsExactly(5, 6);
        assertThat(payer.most()).isLessThan(Wei.of(244_000_000));
    }

    @Test
    void ofSeveralWithOneNonceTheDearestCounts() {
        AtomicInteger tip = new AtomicInteger(40);
        node.on("eth_maxPriorityFeePerGas", parameters -> Answer.result(quantity(tip.get())))
                .on("eth_sendRawTransaction", parameters -> {
                    tip.set(payer.signed.size() == 1 ? 120 : 40);
                    return Answer.error("{\"message\":\"transaction underpriced\"}");
                });
        // 1.2 million gas at 100, 180, 100 and 100 wei.
        try (Chain chain = chain(ANY, Wei.of(219_000_000))) {
            assertThatExceptionOfType(ChainException.class)
                    .isThrownBy(() -> send(chain))
                    .withMessageContaining("underpriced");
            assertThat(payer.nonces()).containsExactly(5, 5, 5, 5);
            nonce.set(6);
            assertRefused(chain, "in all", "1 transactions");
        }
        assertThat(payer.most()).isGreaterThan(Wei.of(216_000_000));
    }

    @ParameterizedTest
    @CsvSource({
        "no gas, 0, 60",
        "less gas than any transaction needs, 20999, 100",
        "more gas than was allowed, 1217000, 60",
        "no price, 1000000, 0",
        "a price below the tip, 1200000, 39",
        "a price above the highest, 1000000, 101",
        "less than a quarter of the most, 700000, 40",
        "less than a quarter of the most at an honest price, 500000, 59",
    })
    void aReceiptThatCannotBeTrueDoesNotLowerWhatCounts(String lie, long gasUsed, long price) {
        node.on("eth_getTransactionReceipt", receipt(gasUsed, price));
        try (Chain chain = chain(ANY, ENOUGH_FOR_ONE)) {
            send(chain);
            assertRefused(chain, "in all", "1 transactions without a receipt that can be believed");
        }
    }

    @Test
    void aNodeThatLiesInReceiptsCanBringWhatIsPaidToFourTimesTheTotalAtMost() {
        node.on("eth_getTransactionReceipt", receipt(780_000, 40));
        Wei total = Wei.of(400_000_000);
        try (Chain chain = chain(ANY, total)) {
            assertThatExceptionOfType(SpendingLimitException.class).isThrownBy(() -> {
                for (int i = 0; i < 100; i++) {
                    send(chain);
                }
            });
        }
        assertThat(payer.most()).isGreaterThan(total).isLessThan(total.times(BigInteger.valueOf(4)));
    }

    @Test
    void aLegacyPriceIsPaidInFullWhateverTheReceiptSays() {
        node.on("eth_getBlockByNumber", "{}").on("eth_getTransactionReceipt", receipt(1_200_000, 1));
        // 80 wei each.
        try (Chain chain = chain(ANY, Wei.of(191_000_000))) {
            send(chain);
            assertRefused(chain, "96000000 wei", "in all");
        }
    }

    @Test
    void aReceiptWithoutAPriceCountsAtTheHighest() {
        node.on("eth_getTransactionReceipt", receipt(1_000_000, 60).replace("effectiveGasPrice", "other"));
        try (Chain chain = chain(ANY, Wei.of(219_000_000))) {
            send(chain);
            assertRefused(chain, "100000000 wei", "in all");
        }
    }

    @Test
    void sendersAtTheSameTimeShareTheTotal() {
        node.on("eth_getTransactionReceipt", "null");
        try (Chain chain = chain(ANY, Wei.of(366_000_000))) {
            List<CompletableFuture<Void>> sends = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> send(chain, Duration.ofMillis(500))))
                    .toList();
            List<Throwable> failures = sends.stream()
                    .map(send -> send.handle((done, failure) -> failure).join())
                    .map(failure -> failure instanceof CompletionException ? failure.getCause() : failure)
                    .toList();

            assertThat(failures).hasOnlyElementsOfTypes(ChainException.class, SpendingLimitException.class);
            assertThat(payer.signed).hasSize(3);
            assertThat(payer.most()).isLessThan(Wei.of(366_000_000));
        }
    }

    @Test
    void aViewWithAnotherLimitHasAnAccountOfItsOwnAndTheSameNonces() {
        node.on("eth_getTransactionReceipt", "null");
        try (Chain chain = chain(ANY, ENOUGH_FOR_ONE)) {
            assertThatExceptionOfType(ChainException.class).isThrownBy(() -> send(chain, SHORT));
            assertRefused(chain, "in all");
            try (Chain view = chain.withFeeLimit(new FeeLimit(ANY, ENOUGH_FOR_ONE))) {
                assertThatExceptionOfType(ChainException.class).isThrownBy(() -> send(view, SHORT));
                assertRefused(view, "in all");
            }
            assertThat(payer.nonces()).containsExactly(5, 6);
            assertThat(chain.chainId()).as("still open").isEqualTo(31337);
        }
    }

    @Test
    void whatIsPlannedIsCheckedAsWhatIsSent() {
        GasEstimate one = new GasEstimate(BigInteger.valueOf(1000), Wei.of(100), GasEstimate.Basis.FIXED);
        try (Chain chain = chain(Wei.of(100_000), Wei.of(250_000))) {
            chain.checkFees(List.of(one, one));
            assertThatExceptionOfType(SpendingLimitException.class)
                    .isThrownBy(() -> chain.checkFees(List.of(one, one, one)))
                    .withMessageContaining("300000 wei")
                    .withMessageContaining("250000 wei");
        }
        try (Chain chain = chain(Wei.of(99_999), Wei.of(250_000))) {
            assertThatExceptionOfType(SpendingLimitException.class)
                    .isThrownBy(() -> chain.checkFees(List.of(one)))
                    .withMessageContaining("per transaction");
        }
    }

    @Test
    void theDefaultsAreATwentiethAndAQuarterOfAnEther() {
        assertThat(FeeLimit.defaults())
                .isEqualTo(new FeeLimit(Wei.ofEther("0.05"), Wei.ofEther("0.25")))
                .hasToString("FeeLimit[perTransaction=0.05 ether, total=0.25 ether]");
        assertThat(FeeLimit.none()).hasToString("FeeLimit[none]");
    }
}
