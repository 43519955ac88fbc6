package io.snet4j.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.junit.TestNetwork.Options;
import io.snet4j.junit.TestSession;
import io.snet4j.toy.OnChain;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a user does with money on purpose. Each test has an account of its own. */
class AccountIT {
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

    @Test
    void aDepositApprovesWhatIsMissingAndAWithdrawalBringsItBack() {
        try (SnetClient client = Toys.clientWithoutDeposits(net, "consumer").build()) {
            Account account = client.account();
            Cogs before = account.tokenBalance();

            account.deposit(Cogs.of(50));
            account.withdraw(Cogs.of(20));

            assertThat(account.escrowBalance()).isEqualTo(Cogs.of(30));
            assertThat(account.tokenBalance()).isEqualTo(before.minus(Cogs.of(30)));
            assertThat(account.allowance()).isEqualTo(Cogs.ZERO);
            assertThatThrownBy(() -> account.withdraw(Cogs.of(31)))
                    .isInstanceOf(InsufficientFundsException.class)
                    .hasMessageContaining("30 cogs")
                    .hasMessageContaining("31 cogs");
            assertThatThrownBy(() -> account.deposit(Cogs.ZERO)).isInstanceOf(InvalidRequestException.class);

            Address other = net.account("consumer6").address();
            Cogs theirs = onChain.escrow.balance(other);
            account.transfer(other, Cogs.of(30));
            assertThat(onChain.escrow.balance(other)).isEqualTo(theirs.plus(Cogs.of(30)));
            assertThat(account.escrowBalance()).isEqualTo(Cogs.ZERO);
            assertThatThrownBy(() -> account.transfer(Address.parse("0x" + "0".repeat(40)), Cogs.of(1)))
                    .isInstanceOf(InvalidRequestException.class);
        }
    }

    @Test
    void aChannelIsOpenedFundedAndExtendedWithoutASpendingLimitAndTheNextCallKnowsIt() {
        try (SnetClient client = Toys.clientWithoutDeposits(net, "consumer2").build();
                ServiceClient service = net.open(client)) {
            Payments payments = service.payments();

            PaymentChannel opened = payments.openChannel(Cogs.of(7));
            Toys.call(service);
            PaymentChannel funded = payments.addFunds(opened.id(), Cogs.of(7));
            Toys.call(service);
            BlockNumber later = funded.expiration().plus(BlockCount.of(10));
            PaymentChannel extended = payments.extend(opened.id(), later);
            PaymentChannel both = payments.extendAndAddFunds(opened.id(), later.plus(BlockCount.of(1)), Cogs.of(7));
            Toys.call(service);

            assertThat(funded.value()).isEqualTo(Cogs.of(14));
            assertThat(extended.expiration()).isEqualTo(later);
            assertThat(both.value()).isEqualTo(Cogs.of(21));
            assertThat(both).isEqualTo(onChain.escrow.channel(opened.id()).orElseThrow());
            assertThat(onChain.unclaimed(opened.id())).isEqualTo(Cogs.of(21));
            assertThat(payments.channelStates()).singleElement().satisfies(state -> assertThat(state.available())
                    .isEqualTo(Cogs.ZERO));
        }
    }

    @Test
    void whatWouldBeOfNoUseOrNeverComeBackIsRefusedBeforeAnythingIsSent() {
        try (SnetClient client = Toys.clientWithoutDeposits(net, "consumer3").build();
                ServiceClient service = net.open(client)) {
            Payments payments = service.payments();
            BlockNumber now = onChain.now();
            PaymentChannel channel = payments.openChannel(Cogs.of(5));
            BlockNumber blocks = onChain.now();

            assertThatThrownBy(() -> payments.openChannel(Cogs.of(5), now.plus(BlockCount.of(100))))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("of no use");
            assertThatThrownBy(() ->
                            payments.extend(channel.id(), channel.expiration().minus(BlockCount.of(1))))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining(channel.expiration().toString());
            assertThatThrownBy(() -> payments.openChannel(Cogs.ofFet("1000000000")))
                    .isInstanceOf(InsufficientFundsException.class);
            assertThatThrownBy(() -> payments.addFunds(
                            ChannelId.of(channel.id().value().add(BigInteger.valueOf(1000))), Cogs.of(1)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("there is no payment channel");
            assertThatThrownBy(() -> payments.refund(channel.id()))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("expires at block " + channel.expiration());
            assertThat(onChain.now()).isEqualTo(blocks);
        }
    }

    // Guard: ChannelLifetime.requireWithinCap, for channels of one's own and for those that exist.
    @Test
    @Tag("J1")
    void anAbsurdExpirationIsRefusedAndAnAbsurdChannelIsShownUsedAndNotFed() {
        BigInteger absurd = new BigInteger("2300000040320240");
        try (SnetClient client = Toys.clientWithoutDeposits(net, "consumer4")
                        .spendingLimit(Toys.DEPOSIT_100)
                        .build();
                ServiceClient service = net.open(client)) {
            assertThatThrownBy(() -> service.payments().openChannel(Cogs.of(5), BlockNumber.of(absurd)))
                    .isInstanceOf(SpendingLimitException.class)
                    .hasMessageContaining(absurd.toString());
            client.account().deposit(Cogs.of(10));
            PaymentChannel channel = onChain.escrow.openChannel(
                    net.account("consumer4").identity(),
                    net.account("consumer4").address(),
                    service.group().recipient(),
                    service.group().id(),
                    Cogs.of(10),
                    BlockNumber.of(absurd),
                    Duration.ofSeconds(30));

            assertThatThrownBy(() -> service.payments().addFunds(channel.id(), Cogs.of(5)))
                    .isInstanceOf(SpendingLimitException.class);
            Toys.call(service);
            Toys.call(service);

            assertThat(service.payments().channels())
                    .filteredOn(own -> own.onChain().id().equals(channel.id()))
                    .singleElement()
                    .satisfies(own -> {
                        assertThat(own.onChain().expiration()).isEqualTo(BlockNumber.of(absurd));
                        assertThat(own.onChain().value()).isEqualTo(Cogs.of(10));
                        assertThat(own.refundable()).isFalse();
                    });
            assertThat(onChain.unclaimed(channel.id())).isEqualTo(Cogs.of(7));
            assertThat(client.account().refundExpired()).isEmpty();
        }
    }

    // Guard: ChannelDirectory.view tells an expired channel by its block.
    @Test
    @Tag("D32")
    void anExpiredChannelIsRefundedThroughTheAccountWithTheDaemonDownAndTheMoneyLeavesTheEscrow() {
        try (TestSession own = Toys.alone(new ToyService()).start();
                SnetClient client = Toys.clientWithoutDeposits(own, "consumer").build()) {
            ServiceClient service = own.open(client);
            Payments payments = service.payments();
            PaymentChannel first =
                    payments.openChannel(Cogs.of(50), own.devnet().blockNumber().plus(BlockCount.of(150)));
            PaymentChannel second =
                    payments.openChannel(Cogs.of(60), own.devnet().blockNumber().plus(BlockCount.of(150)));
            PaymentChannel living = payments.openChannel(Cogs.of(70));
            Cogs tokens = client.account().tokenBalance();
            own.devnet().mine(BlockCount.of(200));
            own.service().stopDaemon();

            assertThat(payments.channels())
                    .extracting(channel -> channel.onChain().id(), OwnChannel::refundable)
                    .containsExactly(tuple(first.id(), true), tuple(second.id(), true), tuple(living.id(), false));
            Refund one = payments.refund(first.id());
            List<Refund> all = client.account().refundExpired();
            client.account().withdraw(Cogs.of(110));

            assertThat(one).isEqualTo(new Refund(first.id(), Cogs.of(50)));
            assertThat(all).containsExactly(new Refund(second.id(), Cogs.of(60)));
            assertThat(client.account().escrowBalance()).isEqualTo(Cogs.ZERO);
            assertThat(client.account().tokenBalance()).isEqualTo(tokens.plus(Cogs.of(110)));
            assertThat(client.account().channels())
                    .extracting(channel -> channel.onChain().value())
                    .containsExactly(Cogs.ZERO, Cogs.ZERO, Cogs.of(70));
            assertThatThrownBy(() -> client.account().refund(first.id()))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("nothing in payment channel");
        }
    }

    @Test
    void aShortChannelOfADevnetPaysThenExpiresAndIsRefunded() {
        try (TestSession own = Toys.alone(new ToyService(), Options.defaults().withChannelLife(BlockCount.of(60)))
                        .start();
                SnetClient client = own.newClient("consumer").build();
                ServiceClient service = own.open(client)) {
            Toys.call(service);
            OwnChannel channel = service.payments().channels().get(0);
            assertThat(channel.onChain().expiration())
                    .isLessThanOrEqualTo(own.devnet().blockNumber().plus(BlockCount.of(60)));
            assertThat(client.account().refundExpired()).isEmpty();

            own.devnet().mine(BlockCount.of(60));

            assertThat(client.account().refundExpired())
                    .containsExactly(new Refund(channel.onChain().id(), Cogs.ofFet("1")));
        }
    }

    @Test
    void whatAPlanSaysIsWhatTheCallDoes() {
        SpendingLimit limit = SpendingLimit.builder()
                .channelDeposit(Cogs.of(20))
                .perCall(Cogs.of(20))
                .build();
        try (SnetClient client = Toys.clientWithoutDeposits(net, "consumer5")
                        .spendingLimit(limit)
                        .build();
                ServiceClient service = net.open(client)) {
            Payments payments = service.payments();
            BlockNumber blocks = onChain.now();
            PaymentPlan first = payments.plan(Toys.CALL);
            PaymentPlan tooDear = payments.plan(Cogs.of(21));
            assertThat(onChain.now()).as("nothing was sent").isEqualTo(blocks);
            assertThat(onChain.escrow.channelsOpened(net.account("consumer5").address(), BlockNumber.ZERO, blocks))
                    .isEmpty();

            assertThat(first.transactions())
                    .extracting(PlannedTransaction::kind)
                    .containsExactly(PlannedTransaction.Kind.APPROVE, PlannedTransaction.Kind.DEPOSIT_AND_OPEN_CHANNEL);
            assertThat(first.channelId()).isEmpty();
            assertThat(first.deposit()).isEqualTo(Cogs.of(20));
            assertThat(first.gas()).isPositive();
            assertThat(first.maxFee()).isGreaterThan(new Wei(first.gas()));
            assertThat(tooDear.obstacle())
                    .hasValueSatisfying(text -> assertThat(text).contains("perCall"));
            assertThat(tooDear.transactions()).isEmpty();

            Toys.call(service);
            assertThat(onChain.now()).isEqualTo(blocks.plus(BlockCount.of(2)));
            PaymentChannel channel = payments.channels().get(0).onChain();
            assertThat(channel.value()).isEqualTo(first.deposit());
            assertThat(channel.expiration()).isEqualTo(first.expiration().orElseThrow());

            PaymentPlan second = payments.plan(Toys.CALL);
            assertThat(second.transactions()).isEmpty();
            assertThat(second.channelId()).contains(channel.id());
            Toys.call(service);
            assertThat(onChain.now()).isEqualTo(blocks.plus(BlockCount.of(2)));

            PaymentPlan third = payments.plan(Toys.CALL);
            assertThat(third.transactions())
                    .extracting(PlannedTransaction::kind)
                    .containsExactly(
                            PlannedTransaction.Kind.APPROVE,
                            PlannedTransaction.Kind.DEPOSIT,
                            PlannedTransaction.Kind.ADD_FUNDS);
            assertThat(third.deposit()).isEqualTo(Cogs.of(14));
            Toys.call(service);
            assertThat(onChain.now()).isEqualTo(blocks.plus(BlockCount.of(5)));
            assertThat(onChain.escrow.channel(channel.id()).orElseThrow().value())
                    .isEqualTo(Cogs.of(34));
        }
    }
}
