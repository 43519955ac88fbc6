package io.snet4j.internal.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.memory.ModelKey;
import io.snet4j.internal.memory.ModelPayment;
import io.snet4j.internal.memory.ModelPaymentText;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.memory.StateFolder;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was signed last for each model, and what it came to; on disk, too, if there is a folder, so that a process that goes
 * on with a model knows what another one paid for it. Thread-safe; blocks on the disk.
 */
public final class ModelPayments implements PaymentListener {
    private static final Logger LOG = LoggerFactory.getLogger(ModelPayments.class);
    private static final Path FILE = Path.of("models.json");

    /** The oldest are forgotten. */
    private static final int MOST = 10_000;

    private final Optional<StateFolder> folder;
    private final Map<ModelKey, ModelPayment> last = new ConcurrentHashMap<>();
    private final Set<ModelKey> open = ConcurrentHashMap.newKeySet();

    public ModelPayments(Optional<StateFolder> folder) {
        this.folder = folder;
    }

    /**
     * Before the signature leaves.
     *
     * @throws PaymentException if it cannot be kept
     */
    public void signed(SignedAmount payment, PaymentOrigin origin) {
        if (payment.modelId().isEmpty()) {
            return;
        }
        ServiceKey service = ServiceKey.of(origin);
        ModelKey key = new ModelKey(service, payment.modelId().get());
        ModelPayment fresh = new ModelPayment(payment, origin, Optional.empty());
        try {
            store(key, fresh, true);
        } catch (IOException e) {
            throw new PaymentException(
                    "what is signed for a model cannot be kept in the state directory, so nothing was sent: " + e,
                    e,
                    Charge.NONE);
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
            store(key, settled, false);
        } catch (IOException e) {
            LOG.warn("what became of {} is not kept: {}", payment.payment(), e.toString());
        }
    }

    /** Of a book that is not the folder, such as an audit. */
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

    /** @throws IOException if the folder has it and cannot be read */
    public Optional<ModelPayment> last(ModelKey key) throws IOException {
        Optional<ModelPayment> kept = folder.isEmpty()
                ? Optional.empty()
                : folder.get().read(FILE).flatMap(json -> ModelPaymentText.read(json, key));
        kept.ifPresent(payment -> remember(key, payment));
        return kept.or(() -> Optional.ofNullable(last.get(key)));
    }

    /** Those whose outcome nobody told, of one service. */
    public Map<ModelKey, ModelPayment> left(ServiceKey service) throws IOException {
        Optional<JsonNode> kept =
                folder.isEmpty() ? Optional.empty() : folder.get().read(FILE);
        kept.ifPresent(json -> ModelPaymentText.of(service, json).forEach(this::remember));
        Map<ModelKey, ModelPayment> left = new ConcurrentHashMap<>();
        for (ModelKey key : open) {
            ModelPayment payment = last.get(key);
            if (key.service().equals(service) && payment != null) {
                left.put(key, payment);
            }
        }
        return left;
    }

    private void store(ModelKey key, ModelPayment payment, boolean fresh) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        if (fresh) {
            folder.get().update(FILE, old -> put(old, key, payment));
        } else {
            folder.get()
                    .updateQuickly(
                            FILE,
                            old -> old.flatMap(json -> ModelPaymentText.read(json, key))
                                            .filter(there -> there.payment().equals(payment.payment()))
                                            .isPresent()
                                    ? put(old, key, payment)
                                    : old.orElseGet(JsonNodeFactory.instance::objectNode));
        }
    }

    private static JsonNode put(Optional<JsonNode> old, ModelKey key, ModelPayment payment) {
        ObjectNode json = old.filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseGet(JsonNodeFactory.instance::objectNode);
        ModelPaymentText.put(json, key, payment);
        while (json.size() > MOST) {
            json.remove(json.fieldNames().next());
        }
        return json;
    }
}
