package io.snet4j;

import io.snet4j.internal.pay.CallPayments;
import io.snet4j.internal.pay.Payer;
import io.snet4j.internal.transport.Budget;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.Payments;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.List;

/** What users see of the payer. */
final class PaymentsView implements Payments {
    private final Payer payer;
    private final CallPayments calls;
    private final Duration deadline;

    PaymentsView(Payer payer, CallPayments calls, Duration deadline) {
        this.payer = payer;
        this.calls = calls;
        this.deadline = deadline;
    }

    @Override
    public Address payer() {
        return payer.wallet().identity().address();
    }

    @Override
    public List<ChannelState> listChannels() {
        return payer.list(Budget.of(deadline));
    }

    @Override
    public ChannelState ensureChannel(Cogs amount) {
        return payer.ensure(amount, Budget.of(deadline));
    }

    @Override
    public long freeCallsLeft() {
        return calls.freeCallsLeft(Budget.of(deadline));
    }
}
