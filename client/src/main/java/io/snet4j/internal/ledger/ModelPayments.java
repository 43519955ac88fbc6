package io.snet4j.internal.ledger;

import io.snet4j.errors.PaymentStateException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.ModelKey;
import io.snet4j.internal.memory.ModelPayment;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last payment for each model and its outcome, as the client's memory keeps them. Whoever goes on with a model
 * learns here what another process paid for it. Thread-safe; blocks on the memory.
 */
public final class ModelPayments implements PaymentListener {
    private static final Logger LOG = LoggerFactory.getLogger(ModelPayments.class);

    private final Memory memory;
    private final Map<ModelKey, ModelPayment> last = new ConcurrentHashMap<>();
    private final Set<ModelKey> open = ConcurrentHashMap.newKeySet();
    private final Map<ModelKey, ResumeGuard> resumed = new ConcurrentHashMap<>();

    public ModelPayments(Memory memory) {
        this.memory = memory;
    }

    /**
     * A call is made once more for a model, until {@link #endResume}.
     *
     * @param earlier the payment before it; empty if nothing was ever taken from any channel
     */
    public void resume(ModelKey key, Optional<SignedAmount> earlier) {
        resumed.put(key, new ResumeGuard(earlier));
    }

    public void endResume(ModelKey key) {
        resumed.remove(key);
    }

    /**
     * Before a payment is signed. Does not block.
     *
     * @return the payment before it, if that is proven to be taken since; then nothing may be signed
     * @throws io.snet4j.errors.PaymentOutcomeUnknownException if both could be taken
     */
    public Optional<SignedAmount> taken(ServiceKey service, SignedAmount payment) {
        if (resumed.isEmpty() || payment.price().isZero()) {
            return Optional.empty();
        }
        return payment.modelId()
                .map(model -> resumed.get(new ModelKey(service, model)))
                .flatMap(guard -> guard.taken(payment));
    }

    /**
     * Before the signature leaves.
     *
     * @throws PaymentStateException if it cannot be kept
     */
    public void signed(SignedAmount payment, PaymentOrigin origin) {
        if (payment.modelId().isEmpty()) {
            return;
        }
        ServiceKey service = ServiceKey.of(origin);
        ModelKey key = new ModelKey(service, payment.modelId().get());
        ModelPayment fresh = new ModelPayment(payment, origin, Optional.empty());
        try {
            memory.signed(key, fresh);
        } catch (IOException e) {
            throw new PaymentStateException(
                    "what is signed for a model cannot be kept in " + memory + ", so nothing was sent: " + e, e);
        }
        remember(key, fresh);
    }

    @Override
    public void onSigned(SignedAmount payment) {
        throw new IllegalStateException("hears of outcomes only");
    }

    @Override
    public void onSettled(SignedAmount payment, Charge charge) {
        for (Map.Entry<ModelKey, ModelPayment> entry : of(payment)) {
            settle(entry.getKey(), entry.getValue(), charge);
        }
        if (charge == Charge.CHARGED && !open.isEmpty()) {
            for (ModelKey key : open) {
                ModelPayment earlier = last.get(key);
                if (earlier != null && ModelPayment.sameNonce(earlier.payment(), payment)) {
                    settle(key, earlier, ModelPayment.provenBy(payment, earlier.payment()));
                }
            }
        }
    }

    private List<Map.Entry<ModelKey, ModelPayment>> of(SignedAmount payment) {
        return payment.modelId().isEmpty()
                ? List.of()
                : last.entrySet().stream()
                        .filter(entry -> entry.getValue().payment().equals(payment))
                        .toList();
    }

    /** Another process may have signed for the model since: then its payment is the last one. */
    public void settle(ModelKey key, ModelPayment payment, Charge charge) {
        ModelPayment settled = payment.settled(charge);
        remember(key, settled);
        try {
            memory.settled(key, settled);
        } catch (IOException e) {
            LOG.warn("what became of {} is not kept: {}", payment.payment(), e.toString());
        }
    }

    /** Takes over a payment from a book that is not the memory, such as an audit. */
    public void learn(ModelKey key, ModelPayment payment) {
        if (!last.containsKey(key)) {
            remember(key, payment);
        }
    }

    private void remember(ModelKey key, ModelPayment payment) {
        last.put(key, payment);
        if (payment.isOpen()) {
            open.add(key);
        } else {
            open.remove(key);
        }
    }

    /** @throws IOException if it cannot be read */
    public Optional<ModelPayment> last(ModelKey key) throws IOException {
        Optional<ModelPayment> kept = memory.lastPayment(key);
        kept.ifPresent(payment -> remember(key, payment));
        return kept.or(() -> Optional.ofNullable(last.get(key)));
    }

    /** Those whose outcome nobody told, of one service. */
    public Map<ModelKey, ModelPayment> left(ServiceKey service) throws IOException {
        memory.lastPayments(service).forEach(this::remember);
        Map<ModelKey, ModelPayment> left = new ConcurrentHashMap<>();
        for (ModelKey key : open) {
            ModelPayment payment = last.get(key);
            if (key.service().equals(service) && payment != null) {
                left.put(key, payment);
            }
        }
        return left;
    }
}
