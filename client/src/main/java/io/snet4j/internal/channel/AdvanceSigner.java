package io.snet4j.internal.channel;

import io.snet4j.internal.core.Budget;
import io.snet4j.internal.ledger.Ledger;
import io.snet4j.internal.ledger.PaymentEvents;
import io.snet4j.internal.loop.FairQueue;
import io.snet4j.internal.loop.ServiceScope;
import io.snet4j.internal.loop.Tickets;
import io.snet4j.value.Cogs;

/** Signs amounts that pay many calls of a service, as the price of one call is signed. */
public interface AdvanceSigner {
    /**
     * Begins the payment of many calls.
     *
     * @throws io.snet4j.errors.PaymentException if the limit, or the service's contract, forbids it; nothing is signed
     */
    Tickets ticketsInAdvance(Cogs amount, Budget budget);

    /** Signs once more what is signed already on a channel whose state is verified. */
    OpenPayment signAgain(ChannelBook book, FairQueue.Lease turn);

    ServiceChannels channels();

    ServiceScope scope();

    Ledger ledger();

    PaymentEvents events();
}
