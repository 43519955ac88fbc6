package io.snet4j.internal.memory;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.payment.AuditEntry;
import io.snet4j.payment.PaymentAudit;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an audit file says of payments that have no outcome there, and of models. For one thread at a time. */
public final class AuditHistory {
    private static final Logger LOG = LoggerFactory.getLogger(AuditHistory.class);

    /** Signed, and nobody knew what it came to. */
    public record Left(SignedAmount payment, PaymentOrigin origin, Optional<Charge> proven) {}

    /** Where a payment was signed, and what is taken proves something of it. */
    private record Place(long chainId, Address escrow, ChannelId channel, ChannelNonce nonce) {
        private static Place of(SignedAmount payment, PaymentOrigin origin) {
            return new Place(origin.chainId(), origin.escrow(), payment.channelId(), payment.nonce());
        }
    }

    private final Map<SignedAmount, Left> left = new LinkedHashMap<>();
    /**
     * Those of which nothing is proven: a file of years has many, and each payment that was taken looks at its own
     * only.
     */
    private final Map<Place, Set<SignedAmount>> unproven = new HashMap<>();
    /** The last ones, oldest first. */
    private final Map<ModelKey, ModelPayment> models = new LinkedHashMap<>();

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
        unproven.computeIfAbsent(Place.of(payment, origin), place -> new LinkedHashSet<>())
                .add(payment);
        payment.modelId().ifPresent(model -> keep(new ModelKey(ServiceKey.of(origin), model), payment, origin));
    }

    private void keep(ModelKey key, SignedAmount payment, PaymentOrigin origin) {
        models.remove(key);
        models.put(key, new ModelPayment(payment, origin, Optional.empty()));
        if (models.size() > Memory.MOST_MODELS) {
            models.remove(models.keySet().iterator().next());
        }
    }

    private void settled(SignedAmount payment, Charge charge) {
        Left settled = charge == Charge.UNKNOWN ? left.get(payment) : left.remove(payment);
        if (settled == null) {
            withoutOrigin -= withoutOrigin > 0 ? 1 : 0;
            payment.modelId()
                    .ifPresent(model -> models.replaceAll(
                            (key, last) -> last.payment().equals(payment) ? last.settled(charge) : last));
            return;
        }
        payment.modelId()
                .map(model -> new ModelKey(ServiceKey.of(settled.origin()), model))
                .ifPresent(key -> models.computeIfPresent(
                        key, (same, last) -> last.payment().equals(payment) ? last.settled(charge) : last));
        if (charge != Charge.UNKNOWN) {
            ended(payment, Place.of(payment, settled.origin()), charge);
        }
    }

    /**
     * The next payment of a nonce that is taken tells of those before it; what comes later is signed on top of that.
     */
    private void ended(SignedAmount payment, Place place, Charge charge) {
        Set<SignedAmount> beside = unproven.getOrDefault(place, new LinkedHashSet<>());
        beside.remove(payment);
        if (charge == Charge.CHARGED) {
            beside.forEach(earlier -> left.computeIfPresent(
                    earlier,
                    (same, open) ->
                            new Left(earlier, open.origin(), Optional.of(ModelPayment.provenBy(payment, earlier)))));
        }
        if (charge == Charge.CHARGED || beside.isEmpty()) {
            unproven.remove(place);
        }
    }
}
