package io.snet4j.cli.money;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.AuditEntry;
import io.snet4j.payment.PaymentAudit;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an audit file says was paid. A payment whose end is not known counts: it can be claimed. */
public final class Payments {
    /**
     * One payment.
     *
     * @param day by UTC, when it was signed
     */
    public record Payment(LocalDate day, SignedAmount signed, Optional<PaymentOrigin> origin, Optional<Charge> charge) {
        /** What counts against limits. */
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
            LocalDate day = signed.time().atZone(ZoneOffset.UTC).toLocalDate();
            payments.put(signed.payment(), new Payment(day, signed.payment(), signed.origin(), Optional.empty()));
        } else if (entry instanceof AuditEntry.Settled settled) {
            payments.computeIfPresent(
                    settled.payment(),
                    (signed, before) ->
                            new Payment(before.day(), signed, before.origin(), Optional.of(settled.charge())));
        }
    }

    public List<Payment> all() {
        return List.copyOf(payments.values());
    }

    public Cogs total() {
        return sum(all());
    }

    public Cogs on(LocalDate day) {
        return sum(all().stream().filter(payment -> payment.day().equals(day)).toList());
    }

    public static Cogs sum(List<Payment> payments) {
        return payments.stream().map(Payment::paid).reduce(Cogs.ZERO, Cogs::plus);
    }
}
