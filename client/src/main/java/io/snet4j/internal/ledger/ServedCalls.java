package io.snet4j.internal.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.internal.memory.StateFolder;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which calls on a channel run or were served, for all processes that share a state folder. Without it, who was refused
 * because another process was served at the same amount would take that process's payment for a theft. It is written
 * without waiting for the disk: after a crash of the machine a claim is at worst told as unknown. Thread-safe.
 */
final class ServedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ServedCalls.class);
    private static final String SERVED = "served";
    private static final String RUNNING = "running";

    /** A claim is looked at soon after it was mined. */
    private static final BigInteger KEPT = BigInteger.valueOf(16);

    /**
     * What others than this client did at one nonce.
     *
     * @param served the highest amount at which anybody was served
     * @param running the highest amount at which another one's call runs, or was running when its process ended
     */
    record Others(Cogs served, Cogs running) {
        static final Others NONE = new Others(Cogs.ZERO, Cogs.ZERO);
    }

    private final Optional<StateFolder> folder;
    private final String self = UUID.randomUUID().toString();

    ServedCalls(Optional<StateFolder> folder) {
        this.folder = folder;
    }

    /** Before the signature leaves. */
    void begin(SignedAmount payment) {
        change(payment, nonce -> nonce.withObject("/" + RUNNING)
                .put(self, payment.amount().value().toString()));
    }

    void end(SignedAmount payment, boolean served) {
        change(payment, nonce -> {
            nonce.withObject("/" + RUNNING).remove(self);
            if (served && payment.amount().compareTo(amount(nonce.path(SERVED))) > 0) {
                nonce.put(SERVED, payment.amount().value().toString());
            }
        });
    }

    /** Reads the disk. */
    Others others(BigInteger channel, BigInteger nonce) {
        if (folder.isEmpty()) {
            return Others.NONE;
        }
        try {
            JsonNode found = folder.get()
                    .read(name(channel))
                    .map(json -> json.path(nonce.toString()))
                    .orElseGet(JsonNodeFactory.instance::missingNode);
            Cogs running = Cogs.ZERO;
            for (Map.Entry<String, JsonNode> call : found.path(RUNNING).properties()) {
                Cogs amount = amount(call.getValue());
                running = call.getKey().equals(self) || amount.compareTo(running) <= 0 ? running : amount;
            }
            return new Others(amount(found.path(SERVED)), running);
        } catch (IOException e) {
            LOG.warn("what other processes do on payment channel {} cannot be read: {}", channel, e.toString());
            return Others.NONE;
        }
    }

    private void change(SignedAmount payment, Consumer<ObjectNode> change) {
        if (folder.isEmpty()) {
            return;
        }
        try {
            folder.get().updateQuickly(name(payment.channelId()), old -> {
                ObjectNode json = old.filter(ObjectNode.class::isInstance)
                        .map(ObjectNode.class::cast)
                        .orElseGet(JsonNodeFactory.instance::objectNode);
                change.accept(json.withObject("/" + payment.nonce()));
                forgetBefore(payment.nonce(), json);
                return json;
            });
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            LOG.warn("other processes do not see what becomes of {}: {}", payment, e.toString());
        }
    }

    private static void forgetBefore(BigInteger nonce, ObjectNode json) {
        List<String> old = new ArrayList<>();
        json.fieldNames().forEachRemaining(name -> {
            if (!name.matches("\\d{1,78}") || new BigInteger(name).compareTo(nonce.subtract(KEPT)) < 0) {
                old.add(name);
            }
        });
        json.remove(old);
    }

    private static Cogs amount(JsonNode text) {
        try {
            return text.isTextual() ? Cogs.parse(text.textValue()) : Cogs.ZERO;
        } catch (IllegalArgumentException e) {
            return Cogs.ZERO;
        }
    }

    private static Path name(BigInteger channel) {
        return Path.of("calls-" + channel + ".json");
    }
}
