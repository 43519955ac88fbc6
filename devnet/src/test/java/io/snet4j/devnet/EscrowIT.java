package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.chain.Chain;
import io.snet4j.chain.ChannelClaim;
import io.snet4j.chain.EscrowEstimates;
import io.snet4j.chain.EscrowEstimates.Kind;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.GasEstimate;
import io.snet4j.chain.GasEstimate.Basis;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.MultiPartyEscrow.OpenedChannel;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.chain.Receipt;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.errors.ChainException;
import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What payers and providers do with the escrow, what it costs, and how channels are found on nodes with limits. */
final class EscrowIT {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final Identity SENDER = TestChain.account(0);
    private static final Identity SIGNER = TestChain.account(1);
    private static final Identity RECIPIENT = TestChain.account(2);
    private static final Identity STRANGER = TestChain.account(3);
    private static final Address PAYER = SENDER.address();

    private static TestChain net;
    private static MultiPartyEscrow escrow;
    private static FetchToken token;
    private String snapshot;

    @BeforeAll
    static void start() {
        net = new TestChain();
        escrow = new MultiPartyEscrow(net.chain, ContractDeployment.EXPECTED.mpe());
        token = new FetchToken(net.chain, ContractDeployment.EXPECTED.token());
    }

    @AfterAll
    static void stop() {
        net.close();
    }

    @BeforeEach
    void remember() {
        snapshot = net.rpc.snapshot();
    }

    @AfterEach
    void forget() {
        net.rpc.revert(snapshot);
    }

    private static void approve() {
        token.approve(SENDER, escrow.address(), Cogs.of(1_000_000), DEADLINE);
    }

    private static GroupId group(int number) {
        byte[] id = new byte[32];
        id[31] = (byte) number;
        return GroupId.of(id);
    }

    private static BlockNumber later(long blocks) {
        return net.chain.blockNumber().plus(BlockCount.of(blocks));
    }

    private static PaymentChannel open(Address recipient, int group, long value) {
        return escrow.depositAndOpenChannel(
                SENDER, SIGNER.address(), recipient, group(group), Cogs.of(value), later(100), DEADLINE);
    }

    private static ChannelClaim claim(PaymentChannel channel, long amount, boolean sendBack) {
        byte[] message = ProtocolMessages.mpeClaim(escrow.address(), channel.id(), channel.nonce(), Cogs.of(amount));
        return new ChannelClaim(channel.id(), Cogs.of(amount), SIGNER.signMessage(message), sendBack);
    }

    @Test
    void aTransferMovesTheBalanceWithinTheEscrow() {
        approve();
        escrow.deposit(SENDER, Cogs.of(100), DEADLINE);

        escrow.transfer(SENDER, STRANGER.address(), Cogs.of(40), DEADLINE);

        assertThat(escrow.balance(PAYER)).isEqualTo(Cogs.of(60));
        assertThat(escrow.balance(STRANGER.address())).isEqualTo(Cogs.of(40));
        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> escrow.transfer(SENDER, STRANGER.address(), Cogs.of(61), DEADLINE))
                .withMessageContaining("Insufficient balance");
    }

    @Test
    void severalChannelsAreClaimedInOneTransaction() {
        approve();
        PaymentChannel first = open(RECIPIENT.address(), 1, 100);
        PaymentChannel second = open(RECIPIENT.address(), 2, 50);
        ChannelClaim whole = claim(second, 30, true);
        whole.signature()[64] -= 27;

        escrow.multiChannelClaim(RECIPIENT, List.of(claim(first, 60, false), whole), DEADLINE);

        assertThat(escrow.balance(RECIPIENT.address())).isEqualTo(Cogs.of(90));
        assertThat(escrow.channel(first.id()).orElseThrow().value()).isEqualTo(Cogs.of(40));
        assertThat(escrow.channel(first.id()).orElseThrow().nonce()).isEqualTo(ChannelNonce.of(1));
        assertThat(escrow.channel(second.id()).orElseThrow().value()).isEqualTo(Cogs.ZERO);
        assertThat(escrow.balance(PAYER)).isEqualTo(Cogs.of(20));
    }

    @Test
    void oneWrongClaimAmongSeveralLeavesAllOfThemUnclaimed() {
        approve();
        PaymentChannel first = open(RECIPIENT.address(), 1, 100);
        PaymentChannel second = open(RECIPIENT.address(), 2, 50);

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> escrow.multiChannelClaim(
                        RECIPIENT,
                        List.of(
                                claim(first, 60, false),
                                new ChannelClaim(
                                        second.id(),
                                        Cogs.of(50),
                                        claim(second, 30, false).signature(),
                                        false)),
                        DEADLINE))
                .withMessageContaining("Invalid signature");
        assertThat(escrow.channel(first.id()).orElseThrow()).isEqualTo(first);
        assertThatIllegalArgumentException().isThrownBy(() -> escrow.multiChannelClaim(RECIPIENT, List.of(), DEADLINE));
    }

    @Test
    void allChannelsOfOneSenderAreFoundWhateverTheirGroupAndRecipient() {
        approve();
        long from = net.chain.blockNumber().toLong() + 1;
        PaymentChannel first = open(RECIPIENT.address(), 1, 100);
        PaymentChannel second = open(STRANGER.address(), 2, 50);

        List<OpenedChannel> found = escrow.channelsOpened(PAYER, BlockNumber.of(0), net.chain.blockNumber());

        assertThat(found)
                .containsExactly(
                        new OpenedChannel(first, BlockNumber.of(from)),
                        new OpenedChannel(second, BlockNumber.of(from + 1)));
        assertThat(escrow.channelsOpened(STRANGER.address(), BlockNumber.of(0), net.chain.blockNumber()))
                .isEmpty();
        assertThat(escrow.nextChannelId())
                .isEqualTo(ChannelId.of(second.id().value().add(BigInteger.ONE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 50})
    void aNodeThatLimitsRangesGivesTheSameChannelsWithNoMoreQueriesThanHalvingNeeds(int limit) {
        approve();
        for (int i = 0; i < 5; i++) {
            open(RECIPIENT.address(), i, i);
            net.rpc.mine(BlockCount.of(7));
        }
        BlockNumber head = net.chain.blockNumber();
        List<OpenedChannel> whole = escrow.channelsOpened(PAYER, BlockNumber.of(0), head);
        try (FaultyNode proxy = FaultyNode.before(net.uri());
                Chain limited = Chain.connect(proxy.uri(), DEADLINE)) {
            proxy.on(
                    "eth_getLogs",
                    (request, node) -> length(request) > limit
                            ? request.error(-32602, "exceed maximum block range: " + limit)
                            : node.ask(request));

            assertThat(new MultiPartyEscrow(limited, escrow.address()).channelsOpened(PAYER, BlockNumber.of(0), head))
                    .hasSize(5)
                    .isEqualTo(whole);
            assertThat(proxy.requests("eth_getLogs")).hasSizeLessThanOrEqualTo(halving(head.toLong() + 1, limit));
        }
    }

    @Test
    void aNodeWithoutLimitIsAskedOnce() {
        try (FaultyNode proxy = FaultyNode.before(net.uri());
                Chain counted = Chain.connect(proxy.uri(), DEADLINE)) {
            new MultiPartyEscrow(counted, escrow.address())
                    .channelsOpened(PAYER, BlockNumber.of(0), net.chain.blockNumber());

            assertThat(proxy.requests("eth_getLogs")).hasSize(1);
        }
    }

    private static long length(FaultyNode.Request request) throws IOException {
        JsonNode range = new ObjectMapper().readTree(request.param(0));
        return Long.decode(range.path("toBlock").asText())
                - Long.decode(range.path("fromBlock").asText())
                + 1;
    }

    private static int halving(long length, long limit) {
        return length <= limit ? 1 : 1 + halving(length / 2, limit) + halving(length - length / 2, limit);
    }

    @Test
    void everyTransactionNeedsLessThanItsEstimateAndItsFixedFigure() {
        EscrowEstimates estimates = escrow.estimates();
        List<String> figures = new ArrayList<>();
        check(
                figures,
                Kind.APPROVE,
                () -> token.estimateApprove(PAYER, escrow.address(), Cogs.ofFet("1000")),
                () -> token.approve(SENDER, escrow.address(), Cogs.ofFet("1000"), DEADLINE));
        check(
                figures,
                Kind.DEPOSIT,
                () -> estimates.deposit(PAYER, Cogs.ofFet("100")),
                () -> escrow.deposit(SENDER, Cogs.ofFet("100"), DEADLINE));
        check(
                figures,
                Kind.TRANSFER,
                () -> estimates.transfer(PAYER, STRANGER.address(), Cogs.ofFet("10")),
                () -> escrow.transfer(SENDER, STRANGER.address(), Cogs.ofFet("10"), DEADLINE));
        check(
                figures,
                Kind.WITHDRAW,
                () -> estimates.withdraw(STRANGER.address(), Cogs.ofFet("3")),
                () -> escrow.withdraw(STRANGER, Cogs.ofFet("3"), DEADLINE));
        ChannelId id = escrow.nextChannelId();
        // The id is what matters: openings return the channel, so their gas is read off the last block.
        check(
                figures,
                Kind.OPEN_CHANNEL,
                () -> estimates.openChannel(
                        PAYER, SIGNER.address(), RECIPIENT.address(), group(9), Cogs.ofFet("5"), later(9)),
                () -> opened(() -> escrow.openChannel(
                        SENDER, SIGNER.address(), RECIPIENT.address(), group(9), Cogs.ofFet("5"), later(9), DEADLINE)));
        check(
                figures,
                Kind.DEPOSIT_AND_OPEN_CHANNEL,
                () -> estimates.depositAndOpenChannel(
                        PAYER, SIGNER.address(), RECIPIENT.address(), group(9), Cogs.ofFet("5"), later(9)),
                () -> opened(() -> escrow.depositAndOpenChannel(
                        SENDER, SIGNER.address(), RECIPIENT.address(), group(9), Cogs.ofFet("5"), later(9), DEADLINE)));
        check(
                figures,
                Kind.CHANNEL_EXTEND,
                () -> estimates.channelExtend(PAYER, id, later(20)),
                () -> escrow.channelExtend(SENDER, id, later(20), DEADLINE));
        check(
                figures,
                Kind.CHANNEL_ADD_FUNDS,
                () -> estimates.channelAddFunds(PAYER, id, Cogs.ofFet("1")),
                () -> escrow.channelAddFunds(SENDER, id, Cogs.ofFet("1"), DEADLINE));
        check(
                figures,
                Kind.CHANNEL_EXTEND_AND_ADD_FUNDS,
                () -> estimates.channelExtendAndAddFunds(PAYER, id, later(30), Cogs.ofFet("1")),
                () -> escrow.channelExtendAndAddFunds(SENDER, id, later(30), Cogs.ofFet("1"), DEADLINE));
        ChannelId other = ChannelId.of(id.value().add(BigInteger.ONE));
        byte[] signature =
                SENDER.signMessage(ProtocolMessages.mpeClaim(escrow.address(), other, ChannelNonce.of(0), Cogs.of(70)));
        check(
                figures,
                Kind.CHANNEL_CLAIM,
                () -> estimates.channelClaim(
                        RECIPIENT.address(), new ChannelClaim(other, Cogs.of(70), signature, false)),
                () -> escrow.channelClaim(RECIPIENT, other, Cogs.of(70), signature, false, DEADLINE));
        net.rpc.mine(BlockCount.of(40));
        check(
                figures,
                Kind.CHANNEL_CLAIM_TIMEOUT,
                () -> estimates.channelClaimTimeout(PAYER, id),
                () -> escrow.channelClaimTimeout(SENDER, id, DEADLINE));
        assertThat(figures).hasSize(Kind.values().length);
    }

    @Test
    void theFirstDepositOfAllIsTheDearestAndFitsToo() {
        approve();
        GasEstimate estimated = escrow.estimates()
                .depositAndOpenChannel(PAYER, SIGNER.address(), RECIPIENT.address(), group(1), Cogs.of(9), later(9));

        assertThat(escrow.nextChannelId()).isEqualTo(ChannelId.of(0));
        assertThat(Kind.DEPOSIT_AND_OPEN_CHANNEL.maxGas()).isGreaterThanOrEqualTo(estimated.gas());
    }

    private static Receipt opened(Supplier<PaymentChannel> opening) {
        opening.get();
        String block;
        try (NodeControl control = NodeControl.of(net.uri())) {
            block = control.ask("eth_getBlockByNumber", "[\"latest\",false]");
        }
        String gas = block.replaceAll("(?s).*\"gasUsed\":\"(0x[0-9a-f]+)\".*", "$1");
        return new Receipt(
                "0x", net.chain.blockNumber(), BigInteger.valueOf(Long.decode(gas)), Optional.empty(), List.of());
    }

    private static void check(
            List<String> figures, Kind kind, Supplier<GasEstimate> estimate, Supplier<Receipt> transaction) {
        GasEstimate estimated = estimate.get();
        GasEstimate fixed = escrow.estimates().atMost(kind);
        BigInteger used = transaction.get().gasUsed();
        figures.add(kind + ": used " + used + ", estimated " + estimated.gas() + ", at most " + fixed.gas());

        assertThat(estimated.basis()).isEqualTo(Basis.NODE);
        assertThat(fixed.basis()).isEqualTo(Basis.FIXED);
        assertThat(used).as("%s", figures).isLessThanOrEqualTo(estimated.gas());
        assertThat(estimated.gas()).as("%s", figures).isLessThanOrEqualTo(fixed.gas());
        // Or it would say nothing.
        assertThat(fixed.gas()).as("%s", figures).isLessThanOrEqualTo(used.multiply(BigInteger.TWO));
        assertThat(estimated.maxFee()).isEqualTo(estimated.maxFeePerGas().times(estimated.gas()));
    }

    @Test
    void whatWouldRevertCannotBeEstimatedByTheNodeButHasAFixedFigure() {
        BlockNumber before = net.chain.blockNumber();

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> escrow.estimates()
                        .depositAndOpenChannel(
                                PAYER, SIGNER.address(), RECIPIENT.address(), group(1), Cogs.of(1), later(9)))
                .withMessageContaining("depositAndOpenChannel");
        assertThat(escrow.estimates().atMost(Kind.DEPOSIT_AND_OPEN_CHANNEL).maxFee())
                .isGreaterThan(Wei.ZERO);
        assertThat(net.chain.blockNumber()).isEqualTo(before);
    }

    @Test
    void anAccountOfTheNodeSignsAsARemoteSigner() {
        Identity remote = Identity.ofRemoteSigner(net.uri(), SENDER.address(), DEADLINE);
        token.approve(remote, escrow.address(), Cogs.of(100), DEADLINE);
        PaymentChannel channel = escrow.depositAndOpenChannel(
                remote, remote.address(), RECIPIENT.address(), group(1), Cogs.of(100), later(50), DEADLINE);
        byte[] message = ProtocolMessages.mpeClaim(escrow.address(), channel.id(), ChannelNonce.of(0), Cogs.of(70));

        byte[] signature = remote.signMessage(message);

        assertThat(signature).isEqualTo(SENDER.signMessage(message));
        escrow.channelClaim(RECIPIENT, channel.id(), Cogs.of(70), signature, false, DEADLINE);
        assertThat(escrow.balance(RECIPIENT.address())).isEqualTo(Cogs.of(70));
    }
}
