package io.snet4j.internal.memory;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.payment.AuditEntry;
import io.snet4j.payment.PaymentAudit;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an audit file says of payments that have no outcome there, and of models. For one thread at a time. */
public final class AuditHistory {
    private static final Logger LOG = LoggerFactory.getLogger(AuditHistory.class);

    /** Signed, and nobody knew what it came to. */
    public record Left(SignedAmount payment, PaymentOrigin origin, Optional<Charge> proven) {}

    private final Map<SignedAmount, Left> left = new LinkedHashMap<>();
    private final Map<ModelKey, ModelPayment> models = new HashMap<>();
    private int withoutOrigin;

    /** Of a file that is not there, nothing. */
    public static AuditHistory of(Path file) {
        AuditHistory history = new AuditHistory();
        try {
            if (Files.exists(file)) {
                PaymentAudit.read(file, history::add);
            }
        } catch (IOException e) {
            LOG.warn("what an earlier process left in {} cannot be read: {}", file, ForeignText.of(e.toString()));
        }
        if (history.withoutOrigin > 0) {
            LOG.info(
                    "{} has payments without an outcome that do not name their service; they stay so: {}",
                    file,
                    history.withoutOrigin);
        }
        return history;
    }

    public Iterable<Left> left() {
        return left.values();
    }

    public Map<ModelKey, ModelPayment> models() {
        return models;
    }

    private void add(AuditEntry entry) {
        if (entry instanceof AuditEntry.Signed signed) {
            signed(signed);
        } else if (entry instanceof AuditEntry.Settled settled) {
            settled(settled.payment(), settled.charge());
        }
    }

    private void signed(AuditEntry.Signed signed) {
        SignedAmount payment = signed.payment();
        if (signed.origin().isEmpty()) {
            withoutOrigin++;
            return;
        }
        PaymentOrigin origin = signed.origin().get();
        left.put(payment, new Left(payment, origin, Optional.empty()));
        payment.modelId()
                .ifPresent(model -> models.put(
                        new ModelKey(ServiceKey.of(origin), model),
                        new ModelPayment(payment, origin, Optional.empty())));
    }

    private void settled(SignedAmount payment, Charge charge) {
        Left settled = charge == Charge.UNKNOWN ? left.get(payment) : left.remove(payment);
        if (settled == null && withoutOrigin > 0) {
            withoutOrigin--;
        }
        if (settled == null) {
            models.replaceAll((key, last) -> last.payment().equals(payment) ? last.settled(charge) : last);
        } else {
            payment.modelId()
                    .map(model -> new ModelKey(ServiceKey.of(settled.origin()), model))
                    .ifPresent(key -> models.computeIfPresent(
                            key, (same, last) -> last.payment().equals(payment) ? last.settled(charge) : last));
        }
        if (settled != null && charge == Charge.CHARGED) {
            left.replaceAll((earlier, open) -> isOfSameNonce(open, settled)
                    ? new Left(earlier, open.origin(), Optional.of(ModelPayment.provenBy(payment, earlier)))
                    : open);
        }
    }

    /** One file may be of several networks, whose channels have the same numbers. */
    private static boolean isOfSameNonce(Left open, Left charged) {
        return open.origin().chainId() == charged.origin().chainId()
                && open.origin().escrow().equals(charged.origin().escrow())
                && ModelPayment.sameNonce(open.payment(), charged.payment());
    }
}
