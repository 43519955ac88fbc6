package io.snet4j.devnet.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snet4j.chain.Chain;
import io.snet4j.chain.FeeLimit;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.provider.Claim;
import io.snet4j.provider.ClaimReport;
import io.snet4j.provider.ClaimScheduler;
import io.snet4j.provider.ClaimSchedulerBuilder;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.provider.ProviderListener;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is claimed when, of a real daemon on a real chain. */
final class ClaimSchedulerIT {
    private static final Cogs NEVER = Cogs.ofFet("1");
    private static final BlockCount NO_MARGIN = BlockCount.of(1);

    private static ClaimsNet net;

    @BeforeAll
    static void start() {
        net = new ClaimsNet();
    }

    @AfterAll
    static void stop() {
        net.close();
    }

    @AfterEach
    void nothingIsLeftToClaim() {
        net.claims.claimAll();
        net.verifyNothingIsLeftToClaim();
    }

    /** One look of a new scheduler. */
    private static List<Claim> look(UnaryOperator<ClaimSchedulerBuilder> rules) {
        return look(net.claims, rules);
    }

    private static List<Claim> look(ProviderClaims claims, UnaryOperator<ClaimSchedulerBuilder> rules) {
        try (ClaimScheduler scheduler = rules.apply(
                        ClaimScheduler.builder(claims).expirationMargin(NO_MARGIN))
                .build()) {
            ClaimReport report = scheduler.look();
            assertThat(report.failures()).isEmpty();
            return report.claims();
        }
    }

    private static ProviderClaims claims(URI daemon, Chain chain, FeeLimit fees) {
        return ProviderClaims.connect(daemon, chain, net.escrow.address(), net.provider.identity(), fees);
    }

    @Test
    void aChannelIsClaimedOnceItReachesTheAmountAndTheOthersAreLeft() {
        long little = net.openChannel();
        long much = net.openChannel();
        net.call(little, 0, 7);
        net.call(much, 0, 7);
        assertThat(look(rules -> rules.amount(Cogs.of(14)))).isEmpty();
        net.call(much, 0, 14);

        assertThat(look(rules -> rules.amount(Cogs.of(14))))
                .extracting(Claim::channelId)
                .containsExactly(ChannelId.of(much));
        assertThat(net.onChain(little).nonce()).isEqualTo(ChannelNonce.ZERO);
    }

    @Test
    void allChannelsAreClaimedOnceTheyReachTheAmountTogether() {
        net.call(net.openChannel(), 0, 7);
        long second = net.openChannel();
        net.call(second, 0, 7);
        assertThat(look(rules -> rules.totalAmount(Cogs.of(21)))).isEmpty();
        net.call(second, 0, 14);

        assertThat(look(rules -> rules.totalAmount(Cogs.of(21))))
                .extracting(Claim::amount)
                .containsExactlyInAnyOrder(Cogs.of(7), Cogs.of(14));
    }

    @Test
    void whatTheSenderTookBackDoesNotCountForTheAmount() {
        long lost = net.openChannel();
        net.call(lost, 0, 7);
        net.devnet.mine(BlockCount.of(ClaimsNet.LIFE));
        net.escrow.channelClaimTimeout(net.consumer.identity(), ChannelId.of(lost), ClaimsNet.TIMEOUT);
        net.call(net.openChannel(), 0, 7);

        assertThat(look(rules -> rules.totalAmount(Cogs.of(14)))).isEmpty();
        assertThat(look(rules -> rules.totalAmount(Cogs.of(7)))).hasSize(1);
    }

    @Test
    void aChannelIsClaimedOnceItsPaymentsWereSeenSoLongAgo() {
        ManualClock clock = new ManualClock();
        net.call(net.openChannel(), 0, 7);
        try (ClaimScheduler scheduler = ClaimScheduler.builder(net.claims)
                .expirationMargin(NO_MARGIN)
                .age(Duration.ofHours(1))
                .clock(clock)
                .build()) {
            assertThat(scheduler.look().claims()).isEmpty();
            clock.advance(Duration.ofMinutes(59));
            assertThat(scheduler.look().claims()).isEmpty();
            clock.advance(Duration.ofMinutes(1));
            assertThat(scheduler.look().claims()).hasSize(1);
        }
    }

    @Test
    void whileGasIsDearNothingIsSent() {
        net.call(net.openChannel(), 0, 7);
        Wei limit = net.chain.maxFeePerGas().times(BigInteger.TWO);
        try (FaultyNode node = FaultyNode.before(net.connection.rpcUrl());
                Chain chain = Chain.connect(node.uri(), ClaimsNet.TIMEOUT);
                ProviderClaims claims = claims(net.connection.daemonUrl(), chain, FeeLimit.none())) {
            UnaryOperator<ClaimSchedulerBuilder> rules =
                    builder -> builder.amount(Cogs.of(7)).maxGasPrice(limit);
            node.says("eth_maxPriorityFeePerGas", limit.value().add(BigInteger.ONE));
            assertThat(look(claims, rules)).isEmpty();
            assertThat(node.count("eth_sendRawTransaction")).isZero();
            assertThat(claims.listInProgress()).isEmpty();

            node.says("eth_maxPriorityFeePerGas", BigInteger.ONE);
            assertThat(look(claims, rules)).hasSize(1);
        }
    }

    @Test
    void aChannelIsClaimedBeforeItExpiresHoweverLittleItIsAndHoweverDearGasIs() {
        long channel = net.openChannel();
        net.call(channel, 0, 7);
        UnaryOperator<ClaimSchedulerBuilder> rules = builder ->
                builder.amount(NEVER).maxGasPrice(Wei.of(1)).expirationMargin(BlockCount.of(ClaimsNet.LIFE / 2));
        assertThat(look(rules)).isEmpty();

        net.devnet.mine(BlockCount.of(ClaimsNet.LIFE / 2));

        assertThat(look(rules)).extracting(Claim::channelId).containsExactly(ChannelId.of(channel));
        assertThat(net.chain.blockNumber().isBefore(net.onChain(channel).expiration()))
                .isTrue();
    }

    @Test
    void aClaimThatAKillInterruptedIsFinishedFirstAndAlone() {
        long channel = net.openChannel();
        net.call(channel, 0, 7);
        net.startClaim(channel, 0);
        net.call(channel, 1, 7);
        assertThat(look(rules -> rules.maxGasPrice(Wei.of(1)))).isEmpty();

        assertThat(look(rules -> rules.amount(NEVER))).extracting(Claim::nonce).containsExactly(ChannelNonce.ZERO);

        assertThat(net.claims.listUnclaimed()).hasSize(1);
    }

    @Test
    void aChannelThatItsSenderExtendedExpiresAsTheChainSays() {
        long interrupted = net.openChannel();
        net.call(interrupted, 0, 7);
        net.startClaim(interrupted, 0);
        long unclaimed = net.openChannel();
        net.call(unclaimed, 0, 7);
        net.devnet.mine(BlockCount.of(ClaimsNet.LIFE / 2));
        BlockNumber later = net.chain.blockNumber().plus(BlockCount.of(10 * ClaimsNet.LIFE));
        net.escrow.channelExtend(net.consumer.identity(), ChannelId.of(interrupted), later, ClaimsNet.TIMEOUT);
        net.escrow.channelExtend(net.consumer.identity(), ChannelId.of(unclaimed), later, ClaimsNet.TIMEOUT);

        assertThat(look(rules -> rules.maxGasPrice(Wei.of(1)).expirationMargin(BlockCount.of(ClaimsNet.LIFE))))
                .isEmpty();
    }

    @Test
    void aDaemonThatIsAwayIsAskedAgainUntilItIsBack() {
        net.call(net.openChannel(), 0, 7);
        Heard heard = new Heard();
        try (FaultyDaemon daemon = FaultyDaemon.before(net.connection.daemonUrl());
                ProviderClaims claims = claims(daemon.uri(), net.chain, FeeLimit.none());
                ClaimScheduler scheduler = ClaimScheduler.builder(claims)
                        .amount(Cogs.of(7))
                        .interval(Duration.ofMillis(10))
                        .listener(heard)
                        .build()) {
            daemon.down();
            scheduler.start();
            assertThat(heard.failed.join()).isInstanceOf(DaemonUnavailableException.class);

            daemon.heal();

            assertThat(heard.claimed.join().amount()).isEqualTo(Cogs.of(7));
        }
    }

    @Test
    void theFeeLimitHoldsAndWhatItKeptBackIsFinishedLater() {
        net.call(net.openChannel(), 0, 7);
        BlockNumber block = net.chain.blockNumber();
        FeeLimit least = new FeeLimit(Wei.of(1), Wei.of(1));
        try (ProviderClaims poor = claims(net.connection.daemonUrl(), net.chain, least)) {
            assertThatExceptionOfType(SpendingLimitException.class)
                    .isThrownBy(() -> look(poor, rules -> rules.amount(Cogs.of(7))));
        }
        assertThat(net.chain.blockNumber()).isEqualTo(block);

        assertThat(look(rules -> rules.amount(Cogs.of(7)))).hasSize(1);
    }

    @Test
    void whoWantsTheMoneyNowHasItWhateverTheRulesSay() {
        net.call(net.openChannel(), 0, 7);
        try (ClaimScheduler scheduler = ClaimScheduler.builder(net.claims)
                .amount(NEVER)
                .maxGasPrice(Wei.of(1))
                .build()) {
            assertThat(scheduler.claimNow().claims()).hasSize(1);
        }
    }

    private static final class Heard implements ProviderListener {
        private final CompletableFuture<Claim> claimed = new CompletableFuture<>();
        private final CompletableFuture<SnetException> failed = new CompletableFuture<>();

        @Override
        public void onClaimed(Claim claim) {
            claimed.complete(claim);
        }

        @Override
        public void onClaimFailed(Optional<ChannelId> channel, SnetException failure) {
            failed.complete(failure);
        }
    }

    private static final class ManualClock extends Clock {
        private Instant now = Instant.EPOCH;

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
