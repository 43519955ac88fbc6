package io.snet4j.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.StatusRuntimeException;
import io.snet4j.Network;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.FeeLimit;
import io.snet4j.chain.KnownBlock;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.junit.TestSession;
import io.snet4j.toy.OnChain;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.NewModel;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that lies about fees and blocks, before a real one that tells what came of it. */
class LyingNodeIT {
    private static final BigInteger ABSURD_PRICE = BigInteger.TEN.pow(16);
    private static final BigInteger TWO_GWEI = BigInteger.valueOf(2_000_000_000);
    private static final Wei TOTAL = Wei.ofEther("0.001");

    private static TestSession net;
    private static OnChain onChain;

    private final List<SignedAmount> signed = new CopyOnWriteArrayList<>();
    private FaultyNode lying;
    private NodeControl node;

    @BeforeAll
    static void start() {
        net = Toys.alone(new ToyService()).start();
        onChain = new OnChain(net);
    }

    @AfterAll
    static void stop() {
        net.close();
    }

    @BeforeEach
    void aNode() {
        lying = FaultyNode.before(net.connection().rpcUrl());
        node = NodeControl.of(net.connection().rpcUrl());
    }

    @AfterEach
    void close() {
        node.close();
        lying.close();
    }

    private SnetClient.Builder client(String role) {
        return Toys.clientWithoutDeposits(net, role)
                .ethereumRpc(lying.uri())
                .spendingLimit(Toys.DEPOSIT_100)
                .onPayment(signed::add);
    }

    /** With the exception that the stub has wrapped. */
    private static void paidCall(ServiceClient service) {
        try {
            Toys.call(service);
        } catch (StatusRuntimeException e) {
            throw e.getCause() instanceof SnetException reason ? reason : e;
        }
    }

    private static Address address(String role) {
        return net.account(role).address();
    }

    private static Named<Consumer<FaultyNode>> lie(String name, Consumer<FaultyNode> lie) {
        return Named.of(name, lie);
    }

    static Stream<Named<Consumer<FaultyNode>>> dear() {
        return Stream.of(
                lie("tip", node -> node.says("eth_maxPriorityFeePerGas", ABSURD_PRICE)),
                lie("base fee", node -> node.says("eth_getBlockByNumber", "baseFeePerGas", fee -> ABSURD_PRICE)),
                lie("legacy price", node -> node.refuses("eth_maxPriorityFeePerGas", "no such method")
                        .says("eth_gasPrice", ABSURD_PRICE)),
                lie("gas", node -> node.says("eth_estimateGas", BigInteger.TWO.pow(255))));
    }

    @ParameterizedTest
    @MethodSource("dear")
    void aPaidCallAtAnAbsurdFeeSendsAndSignsNothing(Consumer<FaultyNode> lie) {
        Wei before = node.ether(address("consumer"));
        BigInteger sent = node.transactions(address("consumer"));
        lie.accept(lying);
        try (SnetClient client = client("consumer").build();
                ServiceClient service = net.open(client)) {
            assertThatExceptionOfType(SpendingLimitException.class)
                    .isThrownBy(() -> paidCall(service))
                    .satisfies(e -> assertThat(e.getMessage())
                            .contains("FetchToken.approve", "0.05 ether", "raise perTransaction", "another node"));
            PaymentPlan plan = service.payments().plan(Toys.CALL);
            assertThat(plan.obstacle())
                    .hasValueSatisfying(why -> assertThat(why).contains("0.05 ether", "per transaction"));
            assertThat(plan.transactions()).isEmpty();
        }
        assertThat(signed).isEmpty();
        assertThat(node.transactions(address("consumer"))).isEqualTo(sent);
        assertThat(node.ether(address("consumer"))).isEqualTo(before);
    }

    @Test
    void theLimitBindsWhatAUserDoesOnPurpose() {
        ChannelId channel;
        ChannelId expired;
        try (SnetClient honest = Toys.clientWithoutDeposits(net, "consumer2").build();
                ServiceClient service = net.open(honest)) {
            honest.account().deposit(Cogs.of(100));
            channel = service.payments().openChannel(Cogs.of(10)).id();
            expired = onChain.escrow
                    .openChannel(
                            honest.identity(),
                            honest.identity().address(),
                            onChain.provider().address(),
                            net.connection().groupId(),
                            Cogs.of(10),
                            onChain.now().plus(BlockCount.of(2)),
                            Duration.ofSeconds(20))
                    .id();
        }
        net.devnet().mine(BlockCount.of(5));
        BigInteger sent = node.transactions(address("consumer2"));
        lying.says("eth_maxPriorityFeePerGas", ABSURD_PRICE);
        List<BiConsumer<Account, Payments>> operations = List.of(
                (account, payments) -> account.approve(Cogs.of(1)),
                (account, payments) -> account.deposit(Cogs.of(1)),
                (account, payments) -> account.withdraw(Cogs.of(1)),
                (account, payments) -> account.transfer(address("consumer3"), Cogs.of(1)),
                (account, payments) -> account.refund(expired),
                (account, payments) -> account.refundExpired(),
                (account, payments) -> payments.openChannel(Cogs.of(1)),
                (account, payments) -> payments.addFunds(channel, Cogs.of(1)),
                (account, payments) -> payments.extend(
                        channel,
                        onChain.escrow
                                .channel(channel)
                                .orElseThrow()
                                .expiration()
                                .plus(BlockCount.of(1))),
                (account, payments) -> payments.refund(expired));
        try (SnetClient client = client("consumer2").build();
                ServiceClient service = net.open(client)) {
            for (BiConsumer<Account, Payments> operation : operations) {
                assertThatExceptionOfType(SpendingLimitException.class)
                        .isThrownBy(() -> operation.accept(client.account(), service.payments()))
                        .withMessageContaining("per transaction");
            }
        }
        assertThat(node.transactions(address("consumer2"))).isEqualTo(sent);
    }

    /** As many deposits as it takes until no more is allowed. */
    private Wei spentUntilRefused(String role, FeeLimit limit) {
        Wei before = node.ether(address(role));
        try (SnetClient client = client(role)
                .spendingLimit(SpendingLimit.builder().feeLimit(limit).build())
                .build()) {
            assertThatExceptionOfType(SpendingLimitException.class)
                    .isThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            client.account().deposit(Cogs.of(1));
                        }
                    })
                    .withMessageContaining("in all");
        }
        return before.minus(node.ether(address(role)));
    }

    @Test
    void whatIsPaidInAllStaysWithinTheTotal() {
        lying.says("eth_maxPriorityFeePerGas", TWO_GWEI);

        Wei spent = spentUntilRefused("consumer3", new FeeLimit(TOTAL, TOTAL));

        assertThat(spent).isLessThanOrEqualTo(TOTAL);
        // What counts is what was paid: else the most of what was sent would have ended it earlier.
        assertThat(spent).isGreaterThan(Wei.ofEther("0.0007"));
    }

    static Stream<Named<UnaryOperator<BigInteger>>> impossibleReceipts() {
        return Stream.of(
                Named.of("nothing", truth -> BigInteger.ZERO),
                Named.of("one", truth -> BigInteger.ONE),
                Named.of("a tenth", truth -> truth.divide(BigInteger.TEN)));
    }

    @ParameterizedTest
    @MethodSource("impossibleReceipts")
    void whatIsPaidInAllStaysWithinTheTotalWhateverReceiptsSay(UnaryOperator<BigInteger> lie) {
        lying.says("eth_maxPriorityFeePerGas", TWO_GWEI);
        for (String field : List.of("gasUsed", "effectiveGasPrice")) {
            lying.says("eth_getTransactionReceipt", field, lie);
            assertThat(spentUntilRefused("consumer3", new FeeLimit(TOTAL, TOTAL)))
                    .as(field)
                    .isGreaterThan(Wei.ZERO)
                    .isLessThanOrEqualTo(TOTAL);
        }
    }

    @Test
    void aReceiptThatNamesHalfOfTheGasDoesNotLetMoreThanTwiceTheTotalBePaid() {
        lying.says("eth_maxPriorityFeePerGas", TWO_GWEI)
                .says("eth_getTransactionReceipt", "gasUsed", truth -> truth.divide(BigInteger.TWO));

        assertThat(spentUntilRefused("consumer3", new FeeLimit(TOTAL, TOTAL)))
                .isLessThanOrEqualTo(TOTAL.times(BigInteger.TWO));
    }

    @Test
    void whatTheNodeMinesAndSaysItRefusedCountsToo() {
        lying.says("eth_maxPriorityFeePerGas", TWO_GWEI)
                .refuses("eth_sendRawTransaction", "nonce too low")
                .says("eth_getTransactionByHash", "null");

        assertThat(spentUntilRefused("consumer3", new FeeLimit(TOTAL, TOTAL)))
                .isGreaterThan(Wei.ZERO)
                .isLessThanOrEqualTo(TOTAL);
    }

    private SnetClient.Builder dated(String role) {
        return client(role)
                .network(Network.builder("dated", net.connection().chainId())
                        .registry(net.connection().contracts().registry())
                        .escrow(net.connection().contracts().mpe())
                        .token(net.connection().contracts().token())
                        .knownBlock(new KnownBlock(net.devnet().blockNumber(), Instant.now(), Duration.ofSeconds(12)))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000_000_000L, Long.MAX_VALUE - 10, Long.MAX_VALUE})
    void aBlockOfTheFutureGetsNoTransactionAndNoSignature(long head) {
        BigInteger sent = node.transactions(address("consumer4"));
        lying.says("eth_blockNumber", BigInteger.valueOf(head));
        try (SnetClient client = dated("consumer4").build();
                ServiceClient service = net.open(client)) {
            List<Runnable> operations = new ArrayList<>();
            operations.add(() -> paidCall(service));
            operations.add(() -> service.payments().openChannel(Cogs.of(10)));
            operations.add(() -> service.payments().ensureChannel(Cogs.of(10)));
            operations.add(() -> service.payments().plan(Cogs.of(10)));
            operations.add(() -> service.training().createModel(NewModel.of("size", "mine")));
            operations.add(() -> client.account().refundExpired());
            for (Runnable operation : operations) {
                assertThatExceptionOfType(ChainException.class)
                        .isThrownBy(operation::run)
                        .withMessageContaining("names " + head + " as its latest block")
                        .withMessageContaining("clock");
            }
        }
        assertThat(signed).isEmpty();
        assertThat(node.transactions(address("consumer4"))).isEqualTo(sent);
    }

    @Test
    void theClockIsNotAskedWhereASettingSaysSo() {
        lying.says("eth_blockNumber", BigInteger.valueOf(1_000_000_000));
        try (SnetClient client = dated("consumer4").checkBlocksByClock(false).build()) {
            assertThat(client.account().channels()).isEmpty();
        }
    }

    @Test
    void theTrueBlockPassesTheClock() {
        try (SnetClient client = dated("consumer5").build();
                ServiceClient service = net.open(client)) {
            Toys.call(service);
        }
        assertThat(signed).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE - 30, Long.MAX_VALUE - 5, Long.MAX_VALUE})
    void onALocalNetworkTheLargestBlocksAreCountedExactlyOrATypedError(long head) {
        lying.says("eth_blockNumber", BigInteger.valueOf(head)).says("eth_getLogs", "[]");
        try (SnetClient client = client("consumer6").build();
                ServiceClient service = net.open(client)) {
            BlockCount threshold = service.group().expirationThreshold();
            PaymentPlan plan = service.payments().plan(Toys.CALL);

            assertThat(plan.expiration()).hasValueSatisfying(block -> assertThat(block)
                    .isEqualTo(BlockNumber.of(head).plus(threshold).plus(BlockCount.of(20 + 50_400))));
            assertThatExceptionOfType(SnetException.class)
                    .isThrownBy(() -> service.training().createModel(NewModel.of("size", "mine")));
            assertThat(client.account().channels()).isEmpty();
        }
    }
}
