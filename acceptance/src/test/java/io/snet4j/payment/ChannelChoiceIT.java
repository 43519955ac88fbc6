package io.snet4j.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.junit.TestSession;
import io.snet4j.toy.OnChain;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which channel pays, and what is never done to have one. Each test has an account of its own. */
class ChannelChoiceIT {
    private static TestSession net;
    private static OnChain onChain;

    @BeforeAll
    static void start() {
        net = Toys.alone(new ToyService()).start();
        onChain = new OnChain(net);
    }

    @AfterAll
    static void stop() {
        net.close();
    }

    // Guard: GroupChannels.bestFit passes over channels with too little free.
    @Test
    @Tag("D13")
    void theChannelThatCoversThePricePaysNotTheFirstNorOneOfAnotherSender() {
        try (SnetClient owner = Toys.clientWithoutDeposits(net, "consumer2")
                        .signer(net.account("consumer").identity())
                        .build();
                ServiceClient theirs = net.open(owner)) {
            theirs.payments().openChannel(Cogs.of(7));
        }
        try (SnetClient client = Toys.clientWithoutDeposits(net, "consumer")
                        .spendingLimit(Toys.DEPOSIT_100)
                        .build();
                ServiceClient service = net.open(client)) {
            service.payments().openChannel(Cogs.ZERO);
            service.payments().openChannel(Cogs.of(500));
            PaymentChannel fitting = service.payments().openChannel(Cogs.of(50));
            BlockNumber blocks = onChain.now();

            Toys.call(service);

            assertThat(onChain.now()).as("no transaction").isEqualTo(blocks);
            assertThat(onChain.unclaimed(fitting.id())).isEqualTo(Toys.CALL);
            assertThat(service.payments().channels()).hasSize(3);
        }
    }

    // Guard: StateReader takes the daemon's nonce and subtracts what its claim takes; ChannelBook.changed leaves
    // out funds that the daemon does not see yet.
    @Test
    @Tag("D12")
    void whileAClaimIsOnItsWayCallsGoOnAtTheNextNonceWithWhatIsLeft() {
        try (SnetClient client = Toys.clientWithoutDeposits(net, "consumer3").build();
                ServiceClient service = net.open(client)) {
            Payments payments = service.payments();
            ChannelId channel = payments.openChannel(Cogs.of(30)).id();
            Toys.call(service);
            Toys.call(service);
            onChain.beginClaim(channel);

            Toys.call(service);
            ChannelState state = payments.channelStates().get(0);
            payments.addFunds(channel, Cogs.of(100));
            Toys.call(service);

            assertThat(state.nonce()).isEqualTo(ChannelNonce.of(1));
            assertThat(state.onChain().nonce()).isEqualTo(ChannelNonce.of(0));
            assertThat(state.signed()).isEqualTo(Cogs.of(7));
            assertThat(state.available()).isEqualTo(Cogs.of(30 - 14 - 7));
            assertThatThrownBy(() -> Toys.call(service))
                    .as("the daemon does not see the new funds")
                    .hasRootCauseInstanceOf(SpendingLimitException.class);
            onChain.claim(channel);
            Toys.call(service);
            assertThat(onChain.unclaimed(channel)).isEqualTo(Cogs.of(21));
            assertThat(onChain.escrow.channel(channel).orElseThrow().value()).isEqualTo(Cogs.of(30 - 14 + 100));
        }
    }

    // Guards: SpendingTally.requirePerCall, and ChannelFunding.target for what a channel may get.
    @Test
    @Tag("D14")
    void aPriceBeyondTheLimitMovesNoMoney() {
        net.account("consumer4");
        Cogs less = Toys.CALL.minus(Cogs.of(1));
        BlockNumber blocks = onChain.now();
        SpendingLimit perCall = SpendingLimit.builder()
                .channelDeposit(Cogs.of(100))
                .perCall(less)
                .build();
        SpendingLimit perChannel = SpendingLimit.builder().channelDeposit(less).build();

        assertRefused("consumer4", perCall, "perCall");
        assertRefused("consumer4", perChannel, "channelDeposit");

        assertThat(onChain.now()).isEqualTo(blocks);
    }

    private static void assertRefused(String role, SpendingLimit limit, String setting) {
        try (SnetClient client = Toys.clientWithoutDeposits(net, role)
                        .spendingLimit(limit)
                        .build();
                ServiceClient service = net.open(client)) {
            assertThatThrownBy(() -> Toys.call(service))
                    .hasRootCauseInstanceOf(SpendingLimitException.class)
                    .hasStackTraceContaining(setting);
            assertThat(service.payments().plan(Toys.CALL).obstacle())
                    .hasValueSatisfying(text -> assertThat(text).contains(setting));
        }
    }

    // Guard: ChannelLifetime.newExpiration holds the threshold against the cap.
    @Test
    @Tag("D17")
    void anAbsurdThresholdLocksNoMoney() {
        try (TestSession absurd = Toys.alone(new ToyService())
                        .expirationThreshold(BlockCount.of(1_000_000_000))
                        .start();
                SnetClient client = Toys.clientWithoutDeposits(absurd, "consumer")
                        .spendingLimit(Toys.DEPOSIT_100)
                        .build();
                ServiceClient service = absurd.open(client)) {
            BlockNumber blocks = absurd.devnet().blockNumber();

            assertThatThrownBy(() -> Toys.call(service))
                    .hasRootCauseInstanceOf(SpendingLimitException.class)
                    .hasStackTraceContaining("expirationCap");
            assertThatThrownBy(() -> service.payments().openChannel(Cogs.of(7)))
                    .isInstanceOf(SpendingLimitException.class);

            assertThat(absurd.devnet().blockNumber()).isEqualTo(blocks);
        }
    }
}
