package io.snet4j.internal.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.GroupId;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Digits;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the last payments for models are written. In their file they stand in one object whose fields are service and
 * model, oldest first.
 */
public final class ModelPaymentText {
    private static final Logger LOG = LoggerFactory.getLogger(ModelPaymentText.class);

    private ModelPaymentText() {}

    static void put(ObjectNode json, ModelKey key, ModelPayment last) {
        // So that the newest stands last.
        json.remove(name(key));
        json.set(name(key), write(key.modelId(), last));
    }

    public static ObjectNode write(String modelId, ModelPayment last) {
        SignedAmount payment = last.payment();
        PaymentOrigin origin = last.origin();
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("organization", origin.organizationId())
                .put("service", origin.serviceId())
                .put("group", HexFormat.of().formatHex(origin.groupId().toBytes()))
                .put("model", modelId)
                .put("method", payment.method())
                .put("channel", payment.channelId().toString())
                .put("nonce", payment.nonce().toString())
                .put("amount", payment.amount().value().toString())
                .put("price", payment.price().value().toString())
                .put("chain", Long.toString(origin.chainId()))
                .put("escrow", origin.escrow().toString())
                .put("payer", origin.payer().toString())
                .put("block", origin.block().toString())
                .put("process", origin.process());
        last.charge().ifPresent(charge -> entry.put("charge", charge.name()));
        return entry;
    }

    static Optional<ModelPayment> read(JsonNode json, ModelKey key) {
        JsonNode entry = json.path(name(key));
        return entry.isObject() ? read(entry) : Optional.empty();
    }

    static Map<ModelKey, ModelPayment> of(ServiceKey service, JsonNode json) {
        Map<ModelKey, ModelPayment> found = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            read(entry.getValue())
                    .filter(payment -> ServiceKey.of(payment.origin()).equals(service))
                    .ifPresent(payment -> found.put(
                            new ModelKey(service, payment.payment().modelId().orElse("")), payment));
        }
        return found;
    }

    /** Of one payment, as {@link #write} wrote it; empty if it is damaged. */
    public static Optional<ModelPayment> read(JsonNode json) {
        try {
            SignedAmount payment = new SignedAmount(
                    ChannelId.parse(json.path("channel").asText()),
                    ChannelNonce.parse(json.path("nonce").asText()),
                    Cogs.parse(json.path("amount").asText()),
                    Cogs.parse(json.path("price").asText()),
                    json.path("method").asText(),
                    Optional.of(json.path("model").asText()));
            PaymentOrigin origin = new PaymentOrigin(
                    Digits.decimal(json.path("chain").asText()).longValueExact(),
                    Address.parse(json.path("escrow").asText()),
                    Address.parse(json.path("payer").asText()),
                    json.path("organization").asText(),
                    json.path("service").asText(),
                    GroupId.of(HexFormat.of().parseHex(json.path("group").asText())),
                    BlockNumber.parse(json.path("block").asText()),
                    json.path("process").asText());
            Optional<Charge> charge = json.has("charge")
                    ? Optional.of(Charge.valueOf(json.path("charge").asText()))
                    : Optional.empty();
            return Optional.of(new ModelPayment(payment, origin, charge));
        } catch (IllegalArgumentException | ArithmeticException e) {
            LOG.warn("what was paid for a model is damaged and ignored: {}", ForeignText.of(e.toString()));
            return Optional.empty();
        }
    }

    private static String name(ModelKey key) {
        ServiceKey service = key.service();
        return service.organizationId() + "\n" + service.serviceId() + "\n" + service.groupId() + "\n" + key.modelId();
    }
}
