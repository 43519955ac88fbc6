package io.snet4j.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.live.ClientNet;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which channel pays, and what is never done to have one. Each test has an account of its own. */
class ChannelChoiceIT {
    private static ClientNet net;

    @BeforeAll
    static void start() {
        net = new ClientNet(ClientNet.options());
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
                        .spendingLimit(ClientNet.DEPOSIT_100)
                        .build();
                ServiceClient service = net.open(client)) {
            service.payments().openChannel(Cogs.ZERO);
            service.payments().openChannel(Cogs.of(500));
            PaymentChannel fitting = service.payments().openChannel(Cogs.of(50));
            BigInteger blocks = net.now();

            ClientNet.call(service);

            assertThat(net.now()).as("no transaction").isEqualTo(blocks);
            assertThat(net.unclaimed(fitting.id())).isEqualTo(ClientNet.CALL);
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
            ClientNet.call(service);
            ClientNet.call(service);
            net.beginClaim(channel);

            ClientNet.call(service);
            ChannelState state = payments.listChannels().get(0);
            payments.addFunds(channel, Cogs.of(100));
            ClientNet.call(service);

            assertThat(state.nonce()).isEqualTo(BigInteger.ONE);
            assertThat(state.onChain().nonce()).isEqualTo(BigInteger.ZERO);
            assertThat(state.signed()).isEqualTo(Cogs.of(7));
            assertThat(state.available()).isEqualTo(Cogs.of(30 - 14 - 7));
            assertThatThrownBy(() -> ClientNet.call(service))
                    .as("the daemon does not see the new funds")
                    .hasRootCauseInstanceOf(SpendingLimitException.class);
            net.claim(channel);
            ClientNet.call(service);
            assertThat(net.unclaimed(channel)).isEqualTo(Cogs.of(21));
            assertThat(net.escrow.channel(channel).orElseThrow().value()).isEqualTo(Cogs.of(30 - 14 + 100));
        }
    }

    // Guards: SpendingTally.requirePerCall, and ChannelFunding.target for what a channel may get.
    @Test
    @Tag("D14")
    void aPriceBeyondTheLimitMovesNoMoney() {
        Cogs less = ClientNet.CALL.minus(Cogs.of(1));
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
            assertThatThrownBy(() -> ClientNet.call(service))
                    .hasRootCauseInstanceOf(SpendingLimitException.class)
                    .hasStackTraceContaining(setting);
            assertThat(service.payments().plan(ClientNet.CALL).obstacle())
                    .hasValueSatisfying(text -> assertThat(text).contains(setting));
        }
    }

    // Guard: ChannelLifetime.newExpiration holds the threshold against the cap.
    @Test
    @Tag("D17")
    void anAbsurdThresholdLocksNoMoney() {
        try (ClientNet absurd =
                        new ClientNet(ClientNet.options().devnet(devnet -> devnet.expirationThreshold(1_000_000_000)));
                SnetClient client = absurd.client("consumer")
                        .spendingLimit(ClientNet.DEPOSIT_100)
                        .build();
                ServiceClient service = absurd.open(client)) {
            BigInteger blocks = absurd.now();

            assertThatThrownBy(() -> ClientNet.call(service))
                    .hasRootCauseInstanceOf(SpendingLimitException.class)
                    .hasStackTraceContaining("expirationCap");
            assertThatThrownBy(() -> service.payments().openChannel(Cogs.of(7)))
                    .isInstanceOf(SpendingLimitException.class);

            assertThat(absurd.now()).isEqualTo(blocks);
        }
    }
}
