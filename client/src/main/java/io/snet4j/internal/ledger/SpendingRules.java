package io.snet4j.internal.ledger;

import io.snet4j.errors.PaymentNotApprovedException;
import io.snet4j.errors.ServiceNotAllowedException;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.payment.Approval;
import io.snet4j.payment.ApprovalRequest;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.payment.SpendingScope;
import io.snet4j.value.Cogs;
import java.util.List;
import java.util.Optional;

/** Whom a client may pay, and who is asked first. Immutable. */
public final class SpendingRules {
    private final SpendingLimit limit;

    public SpendingRules(SpendingLimit limit) {
        this.limit = limit;
    }

    /** @throws ServiceNotAllowedException if the service may not be paid */
    public void requireAllowed(ServiceKey service) {
        matching(limit.denied(), service).ifPresent(scope -> {
            throw new ServiceNotAllowedException(
                    ForeignText.of(service.toString()) + " is not paid: the spending limit denies " + scope
                            + ", whatever it allows; take that from its denied ones to pay it");
        });
        if (!limit.allowed().isEmpty() && matching(limit.allowed(), service).isEmpty()) {
            throw new ServiceNotAllowedException(ForeignText.of(service.toString())
                    + " is not paid: the spending limit allows " + limit.allowed() + " only; allow it to pay it");
        }
    }

    private static Optional<SpendingScope> matching(List<SpendingScope> scopes, ServiceKey service) {
        return scopes.stream()
                .filter(scope -> scope.covers(service.organizationId(), service.serviceId(), Optional.empty()))
                .findFirst();
    }

    /** Whether somebody is asked about a payment of so much. */
    public boolean asksAbout(Cogs amount) {
        return limit.approval().filter(asked -> isAbove(asked, amount)).isPresent();
    }

    private static boolean isAbove(Approval asked, Cogs amount) {
        return amount.compareTo(asked.above()) > 0;
    }

    /**
     * Blocks as long as who is asked does.
     *
     * @throws PaymentNotApprovedException if it is refused, or who is asked fails
     */
    public void requireApproved(ApprovalRequest request) {
        limit.approval().filter(asked -> isAbove(asked, request.amount())).ifPresent(asked -> {
            boolean approved;
            try {
                approved = asked.approver().approve(request);
            } catch (RuntimeException e) {
                throw new PaymentNotApprovedException(
                        text(request, asked) + " cannot be approved: " + ForeignText.of(e.toString()), e);
            }
            if (!approved) {
                throw new PaymentNotApprovedException(text(request, asked) + " was not approved", null);
            }
        });
    }

    private static String text(ApprovalRequest request, Approval asked) {
        return "the payment of " + request.amount() + " to "
                + ForeignText.of(request.organizationId() + "/" + request.serviceId())
                + ", which is above the " + asked.above() + " that need no approval,";
    }
}
