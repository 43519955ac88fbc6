package io.snet4j.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.devnet.Devnet;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.live.ToyService;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which channel pays, and what is never done to have one. Each test has an account of its own. */
class ChannelChoiceIT {
    private static PaidNet net;

    @BeforeAll
    static void start() {
        net = new PaidNet();
    }

    @AfterAll
    static void stop() {
        net.close();
    }

    // Guard: GroupChannels.bestFit passes over channels with too little free.
    @Test
    @Tag("D13")
    void theChannelThatCoversThePricePaysNotTheFirstNorOneOfAnotherSender() {
        try (SnetClient owner =
                        net.client("consumer2").signer(net.account("consumer")).build();
                ServiceClient theirs = net.open(owner)) {
            theirs.payments().openChannel(Cogs.of(7));
        }
        try (SnetClient client = net.client("consumer")
                        .spendingLimit(PaidNet.DEPOSIT_100)
                        .build();
                ServiceClient service = net.open(client)) {
            service.payments().openChannel(Cogs.ZERO);
            service.payments().openChannel(Cogs.of(500));
            PaymentChannel fitting = service.payments().openChannel(Cogs.of(50));
            BigInteger blocks = net.now();

            PaidNet.call(service);

            assertThat(net.now()).as("no transaction").isEqualTo(blocks);
            assertThat(net.unclaimed(fitting.id())).isEqualTo(PaidNet.CALL);
            assertThat(service.payments().ownChannels()).hasSize(3);
        }
    }

    // Guard: StateReader takes the daemon's nonce and subtracts what its claim takes; ChannelBook.changed leaves
    // out funds that the daemon does not see yet.
    @Test
    @Tag("D12")
    void whileAClaimIsOnItsWayCallsGoOnAtTheNextNonceWithWhatIsLeft() {
        try (SnetClient client = net.client("consumer3").build();
                ServiceClient service = net.open(client)) {
            Payments payments = service.payments();
            BigInteger channel = payments.openChannel(Cogs.of(30)).id();
            PaidNet.call(service);
            PaidNet.call(service);
            net.beginClaim(channel);

            PaidNet.call(service);
            ChannelState state = payments.listChannels().get(0);
            payments.addFunds(channel, Cogs.of(100));
            PaidNet.call(service);

            assertThat(state.nonce()).isEqualTo(BigInteger.ONE);
            assertThat(state.onChain().nonce()).isEqualTo(BigInteger.ZERO);
            assertThat(state.signed()).isEqualTo(Cogs.of(7));
            assertThat(state.available()).isEqualTo(Cogs.of(30 - 14 - 7));
            assertThatThrownBy(() -> PaidNet.call(service))
                    .as("the daemon does not see the new funds")
                    .hasRootCauseInstanceOf(SpendingLimitException.class);
            net.claim(channel);
            PaidNet.call(service);
            assertThat(net.unclaimed(channel)).isEqualTo(Cogs.of(21));
            assertThat(net.escrow.channel(channel).orElseThrow().value()).isEqualTo(Cogs.of(30 - 14 + 100));
        }
    }

    // Guards: SpendingTally.requirePerCall, and ChannelFunding.target for what a channel may get.
    @Test
    @Tag("D14")
    void aPriceBeyondTheLimitMovesNoMoney() {
        Cogs less = PaidNet.CALL.minus(Cogs.of(1));
        BigInteger blocks = net.now();
        SpendingLimit perCall = SpendingLimit.builder()
                .channelDeposit(Cogs.of(100))
                .perCall(less)
                .build();
        SpendingLimit perChannel = SpendingLimit.builder().channelDeposit(less).build();

        assertRefused("consumer4", perCall, "perCall");
        assertRefused("consumer4", perChannel, "channelDeposit");

        assertThat(net.now()).isEqualTo(blocks);
    }

    private static void assertRefused(String role, SpendingLimit limit, String setting) {
        try (SnetClient client = net.client(role).spendingLimit(limit).build();
                ServiceClient service = net.open(client)) {
            assertThatThrownBy(() -> PaidNet.call(service))
                    .hasRootCauseInstanceOf(SpendingLimitException.class)
                    .hasStackTraceContaining(setting);
            assertThat(service.payments().plan(PaidNet.CALL).obstacle())
                    .hasValueSatisfying(text -> assertThat(text).contains(setting));
        }
    }

    // Guard: ChannelLifetime.newExpiration holds the threshold against the cap.
    @Test
    @Tag("D17")
    void anAbsurdThresholdLocksNoMoney() {
        try (PaidNet absurd = new PaidNet(Devnet.builder()
                        .service(new ToyService())
                        .callPrice(PaidNet.CALL)
                        .expirationThreshold(1_000_000_000)
                        .start());
                SnetClient client = absurd.client("consumer")
                        .spendingLimit(PaidNet.DEPOSIT_100)
                        .build();
                ServiceClient service = absurd.open(client)) {
            BigInteger blocks = absurd.now();

            assertThatThrownBy(() -> PaidNet.call(service))
                    .hasRootCauseInstanceOf(SpendingLimitException.class)
                    .hasStackTraceContaining("expirationCap");
            assertThatThrownBy(() -> service.payments().openChannel(Cogs.of(7)))
                    .isInstanceOf(SpendingLimitException.class);

            assertThat(absurd.now()).isEqualTo(blocks);
        }
    }
}
