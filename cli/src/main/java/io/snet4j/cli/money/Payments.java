package io.snet4j.cli.money;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.AuditEntry;
import io.snet4j.payment.PaymentAudit;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingScope;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an audit file says was paid. A payment whose end is not known counts: it can be claimed. */
public final class Payments {
    /**
     * One payment.
     *
     * @param time when it was signed
     */
    public record Payment(Instant time, SignedAmount signed, Optional<PaymentOrigin> origin, Optional<Charge> charge) {
        /** By UTC, when it was signed. */
        public LocalDate day() {
            return time.atZone(ZoneOffset.UTC).toLocalDate();
        }

        /** Nothing only if that is known. */
        public Cogs paid() {
            return charge.equals(Optional.of(Charge.NONE)) ? Cogs.ZERO : signed.price();
        }
    }

    private final Map<SignedAmount, Payment> payments = new LinkedHashMap<>();

    private Payments() {}

    /** @param audit need not be there */
    public static Payments read(Path audit) {
        Payments payments = new Payments();
        if (!Files.exists(audit)) {
            return payments;
        }
        try {
            PaymentAudit.read(audit, payments::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return payments;
    }

    private void add(AuditEntry entry) {
        if (entry instanceof AuditEntry.Signed signed) {
            payments.put(
                    signed.payment(), new Payment(signed.time(), signed.payment(), signed.origin(), Optional.empty()));
        } else if (entry instanceof AuditEntry.Settled settled) {
            payments.computeIfPresent(
                    settled.payment(),
                    (signed, before) ->
                            new Payment(before.time(), signed, before.origin(), Optional.of(settled.charge())));
        }
    }

    public List<Payment> all() {
        return List.copyOf(payments.values());
    }

    /** Where amounts add up. */
    private record Place(Optional<Long> chain, Optional<Address> escrow, ChannelId channel, ChannelNonce nonce) {
        static Place of(Payment payment) {
            return new Place(
                    payment.origin().map(PaymentOrigin::chainId),
                    payment.origin().map(PaymentOrigin::escrow),
                    payment.signed().channelId(),
                    payment.signed().nonce());
        }
    }

    /**
     * What they added to what can be claimed, by the ledger's rule: a payment counts by what it raises the highest
     * amount that was signed for its channel and nonce, whatever became of it.
     *
     * @param scope payments of lines that name no service are in that of everything
     */
    public Cogs added(SpendingScope scope, Instant since) {
        Map<Place, Cogs> highest = new HashMap<>();
        Cogs sum = Cogs.ZERO;
        for (Payment payment : payments.values()) {
            Cogs amount = payment.signed().amount();
            Cogs before = highest.getOrDefault(Place.of(payment), Cogs.ZERO);
            if (amount.compareTo(before) > 0) {
                highest.put(Place.of(payment), amount);
                if (!payment.time().isBefore(since) && covers(scope, payment)) {
                    sum = sum.plus(lower(amount.minus(before), payment.signed().price()));
                }
            }
        }
        return sum;
    }

    private static boolean covers(SpendingScope scope, Payment payment) {
        return scope.equals(SpendingScope.everything())
                || payment.origin()
                        .filter(origin -> scope.covers(
                                origin.organizationId(),
                                origin.serviceId(),
                                payment.signed().modelId()))
                        .isPresent();
    }

    private static Cogs lower(Cogs one, Cogs other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    public static Cogs sum(List<Payment> payments) {
        return payments.stream().map(Payment::paid).reduce(Cogs.ZERO, Cogs::plus);
    }
}
