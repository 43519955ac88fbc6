package io.snet4j.junit.fault;

import static io.snet4j.junit.SnetAssertions.assertThat;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.value.Cogs;
import org.junit.jupiter.api.Test;

class MoneyFaultsIT extends FaultCase {
    @Test
    @SnetNetwork(funds = "0.0001")
    @Seen(fault = "tokens spent", by = "@SnetNetwork(funds = \"0.0001\")", as = InsufficientFundsException.class)
    void whatCannotBeAffordedIsNotPaid(TestSession session) {
        call(session.open());
        seen(() -> call(session.open()));

        session.devnet().fund(session.account().address(), PRICE);
        isWhole(session, 2);
    }

    @Test
    @Seen(fault = "spending limit met", by = ".total(PRICE)", as = SpendingLimitException.class)
    void nothingIsPaidAboveTheLimit(TestSession session) {
        SpendingLimit once = SpendingLimit.builder()
                .channelDeposit(Cogs.ofFet("1"))
                .total(PRICE)
                .build();
        try (SnetClient client = session.newClient().spendingLimit(once).build()) {
            ServiceClient service = session.open(client);
            call(service);
            seen(() -> call(service));
        }

        isWhole(session, 2);
    }

    @Test
    @SnetNetwork(freeCalls = 1)
    @Seen(
            fault = "free calls used up",
            by = "@SnetNetwork(freeCalls = 1)",
            as = Seen.Nothing.class,
            charge = Charge.CHARGED)
    void callsArePaidWhenThereAreNoFreeOnesLeft(TestSession session) {
        call(session.open());
        assertThat(session).hasSigned(Cogs.ZERO);
        notSeen(() -> call(session.open()));
        assertThat(session).hasSigned(PRICE);

        isWhole(session, 2);
    }

    @Test
    @SnetNetwork(network = "expired")
    @Seen(
            fault = "channel expired",
            by = "session.devnet().expireChannel(",
            as = Seen.Nothing.class,
            charge = Charge.CHARGED)
    void aChannelThatExpiredIsExtended(TestSession session) {
        call(session.open());
        session.devnet()
                .expireChannel(session.open().payments().channelStates().get(0).id());
        notSeen(() -> call(session.open()));
        assertThat(session).channel().isNotExpired();

        isWhole(session, 3);
    }
}
