package io.snet4j.internal.ledger;

import io.snet4j.errors.PaymentException;
import io.snet4j.errors.ServiceNotAllowedException;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.payment.SpendingScope;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whom a client may pay, by the lists of its limit. */
public final class SpendingRules {
    private SpendingRules() {}

    /** Why a service may not be paid; empty if it may. */
    public static Optional<Supplier<PaymentException>> obstacle(SpendingLimit limit, ServiceKey service) {
        Optional<SpendingScope> denied = matching(limit.denied(), service);
        if (denied.isPresent()) {
            return Optional.of(() -> new ServiceNotAllowedException(
                    ForeignText.of(service.toString()) + " is not paid: the spending limit denies " + denied.get()
                            + ", whatever it allows; take that from its denied ones to pay it"));
        }
        if (limit.allowed().isEmpty() || matching(limit.allowed(), service).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(() -> new ServiceNotAllowedException(ForeignText.of(service.toString())
                + " is not paid: the spending limit allows " + limit.allowed() + " only; allow it to pay it"));
    }

    private static Optional<SpendingScope> matching(List<SpendingScope> scopes, ServiceKey service) {
        return scopes.stream()
                .filter(scope -> scope.covers(service.organizationId(), service.serviceId(), Optional.empty()))
                .findFirst();
    }
}
