package io.snet4j.internal.percall;

import io.snet4j.internal.ledger.Ledger;
import io.snet4j.internal.ledger.SpendingRules;
import io.snet4j.internal.loop.PricedCall;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.payment.ApprovalRequest;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;

/**
 * What is asked once before a call is paid, and before a channel is taken or opened for it: whether the budgets have room,
 * and whether who approves large payments does. For one call.
 */
final class Clearance {
    private final Ledger ledger;
    private final SpendingRules rules;
    private final ServiceKey service;
    private final PricedCall request;
    private final Address payer;
    private volatile boolean obtained;

    Clearance(Ledger ledger, SpendingRules rules, ServiceKey service, PricedCall request, Address payer) {
        this.ledger = ledger;
        this.rules = rules;
        this.service = service;
        this.request = request;
        this.payer = payer;
    }

    /** Whether {@link #obtain} has something to do. Does not block. */
    boolean isMissing() {
        return !obtained && (ledger.budgets().concern(service, request.modelId()) || rules.asksAbout(request.price()));
    }

    /**
     * Blocks. Nobody is asked about what no budget has room for.
     *
     * @throws io.snet4j.errors.PaymentException if the call may not be paid
     */
    void obtain() {
        ledger.budgets().check(service, request.modelId(), atLeast());
        rules.requireApproved(new ApprovalRequest(
                service.organizationId(),
                service.serviceId(),
                request.method(),
                request.modelId(),
                request.price(),
                payer));
        obtained = true;
    }

    /** What was signed for calls that were refused may pay this one, and is counted already. */
    private Cogs atLeast() {
        Cogs refused = ledger.tally().sums().refused();
        return request.price().compareTo(refused) > 0 ? request.price().minus(refused) : Cogs.ZERO;
    }
}
