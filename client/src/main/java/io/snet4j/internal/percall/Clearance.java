package io.snet4j.internal.percall;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.PaymentNotApprovedException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.channel.OpenPayment;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.ledger.Ledger;
import io.snet4j.internal.ledger.SharedBudgets;
import io.snet4j.internal.loop.PricedCall;
import io.snet4j.internal.loop.ServiceScope;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.internal.transport.Waits;
import io.snet4j.payment.Approval;
import io.snet4j.payment.ApprovalRequest;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Asks whether the budgets have room for a call, and whether the approver agrees to it: once, before a channel is taken
 * or opened. For one call. A limit without budgets and approver needs none.
 */
final class Clearance {
    private final Ledger ledger;
    private final ServiceKey service;
    private final PricedCall request;
    private final Address payer;
    private final Optional<SharedBudgets> budgets;
    private final Optional<Approval> asked;
    private volatile boolean obtained;

    Clearance(Ledger ledger, ServiceKey service, PricedCall request, Address payer) {
        this.ledger = ledger;
        this.service = service;
        this.request = request;
        this.payer = payer;
        this.budgets = ledger.budgets().filter(all -> all.concern(service, request.modelId()));
        this.asked =
                ledger.tally().limit().approval().filter(who -> request.price().compareTo(who.above()) > 0);
    }

    /**
     * Asks, then begins the payment. The approver may take as long as the call has, because the call holds no channel
     * meanwhile.
     */
    CompletableFuture<OpenPayment> before(
            Supplier<CompletableFuture<OpenPayment>> prepare, ServiceScope scope, Budget budget) {
        if (obtained || budgets.isEmpty() && asked.isEmpty()) {
            return prepare.get();
        }
        CompletableFuture<OpenPayment> result = scope.endWithMe(new CompletableFuture<>());
        budget.onExpiry(result, scope.executor(), () -> result.completeExceptionally(tooLate()));
        try {
            scope.executor().execute(() -> ask(prepare, result));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new CallCancelledException("the client was closed", e, Charge.NONE));
        }
        return result;
    }

    private void ask(Supplier<CompletableFuture<OpenPayment>> prepare, CompletableFuture<OpenPayment> result) {
        try {
            // The budgets come first, so that nobody is asked to approve what does not fit.
            budgets.ifPresent(all -> all.check(service, request.modelId(), atLeast()));
            asked.ifPresent(this::requireApproved);
            obtained = true;
            if (!result.isDone()) {
                hand(prepare.get(), result);
            }
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private static void hand(CompletableFuture<OpenPayment> prepared, CompletableFuture<OpenPayment> result) {
        result.whenComplete((payment, failure) -> prepared.cancel(false));
        prepared.whenComplete((payment, failure) -> {
            if (failure != null) {
                result.completeExceptionally(Waits.cause(failure));
            } else if (!result.complete(payment)) {
                payment.end(Charge.NONE);
            }
        });
    }

    /**
     * The least that this call adds to the budgets: what was signed for refused calls is counted already, and may pay
     * this one.
     */
    private Cogs atLeast() {
        Cogs refused = ledger.tally().sums().refused();
        return request.price().compareTo(refused) > 0 ? request.price().minus(refused) : Cogs.ZERO;
    }

    private void requireApproved(Approval who) {
        boolean approved;
        try {
            approved = who.approver()
                    .approve(new ApprovalRequest(
                            service.organizationId(),
                            service.serviceId(),
                            request.method(),
                            request.modelId(),
                            request.price(),
                            payer));
        } catch (RuntimeException e) {
            throw new PaymentNotApprovedException(
                    text(who) + " cannot be approved: " + ForeignText.of(e.toString()), e);
        }
        if (!approved) {
            throw new PaymentNotApprovedException(text(who) + " was not approved", null);
        }
    }

    private String text(Approval who) {
        return "the payment of " + request.price() + " to "
                + ForeignText.of(service.organizationId() + "/" + service.serviceId())
                + ", which is above the " + who.above() + " that need no approval,";
    }

    private static DeadlineExceededException tooLate() {
        return new DeadlineExceededException(
                "the payment was not ready within the deadline: who approves payments, the budgets, another paid call"
                        + " that holds the payment channel or the Ethereum node took too long. Nothing was signed",
                null,
                Charge.NONE);
    }
}
