package io.snet4j.internal.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.memory.StateFolder;
import io.snet4j.internal.text.ForeignText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services for which nothing more is signed, because their daemon took a payment that it had refused. They are kept for
 * the life of the client, and in the state folder, if there is one, for all that share it, until somebody lifts them.
 * Thread-safe; reads the disk.
 */
public final class Bans {
    private static final Logger LOG = LoggerFactory.getLogger(Bans.class);
    private static final Path FILE = Path.of("banned.json");

    private final Optional<StateFolder> folder;
    /** Of this client, where there is no folder, or it cannot be written. */
    private final Map<ServiceKey, String> known = new ConcurrentHashMap<>();

    /** Those that there was a ban for when the folder was read last. */
    private final Set<ServiceKey> seen = ConcurrentHashMap.newKeySet();

    Bans(Optional<StateFolder> folder) {
        this.folder = folder;
    }

    /** @throws UntrustedDaemonException if nothing is signed for the service any more */
    public void requireNone(ServiceKey service) {
        reason(service).ifPresent(reason -> {
            throw refusal(service, reason, Charge.NONE);
        });
    }

    /** As {@link #requireNone}, early: reads the disk only to learn whether a ban that it knew of still holds. */
    public void requireNoneKnown(ServiceKey service) {
        if (seen.contains(service)) {
            requireNone(service);
        }
    }

    public static UntrustedDaemonException refusal(ServiceKey service, String reason, Charge charge) {
        return new UntrustedDaemonException(
                "nothing more is signed for " + service + ": " + reason
                        + ". If you trust it all the same, call payments().liftBan() of the service",
                null,
                charge);
    }

    /** Why nothing is signed for the service. */
    public Optional<String> reason(ServiceKey service) {
        Optional<String> reason = find(service);
        if (reason.isPresent()) {
            seen.add(service);
        } else {
            seen.remove(service);
        }
        return reason;
    }

    private Optional<String> find(ServiceKey service) {
        if (folder.isEmpty()) {
            return Optional.ofNullable(known.get(service));
        }
        // Another process may have found out, or lifted it.
        try {
            return folder.get()
                    .read(FILE)
                    .flatMap(json -> find(json, service))
                    .or(() -> Optional.ofNullable(known.get(service)));
        } catch (IOException e) {
            throw new PaymentException(
                    "which services are banned cannot be read from the state directory "
                            + folder.get().path() + ", so nothing was signed: " + e,
                    e,
                    Charge.NONE);
        }
    }

    public void ban(ServiceKey service, String reason) {
        if (reason(service).isPresent()) {
            return;
        }
        seen.add(service);
        LOG.error("nothing more is signed for {}: {}", ForeignText.of(service.toString()), ForeignText.of(reason));
        try {
            change(json -> json.put(key(service), reason));
        } catch (PaymentException e) {
            LOG.error("other processes do not hear of it", e);
            known.put(service, reason);
        }
        if (folder.isEmpty()) {
            known.put(service, reason);
        }
    }

    /** @return whether there was one */
    public boolean lift(ServiceKey service) {
        boolean was = reason(service).isPresent();
        known.remove(service);
        change(json -> json.remove(key(service)));
        return was;
    }

    private void change(Consumer<ObjectNode> change) {
        if (folder.isEmpty()) {
            return;
        }
        try {
            folder.get().update(FILE, old -> {
                ObjectNode json = old.filter(ObjectNode.class::isInstance)
                        .map(ObjectNode.class::cast)
                        .orElseGet(JsonNodeFactory.instance::objectNode);
                change.accept(json);
                return json;
            });
        } catch (IOException e) {
            throw new PaymentException(
                    "which services are banned cannot be kept in the state directory "
                            + folder.get().path() + ": " + e,
                    e,
                    Charge.NONE);
        }
    }

    private static Optional<String> find(JsonNode json, ServiceKey service) {
        return Optional.ofNullable(json.get(key(service))).map(JsonNode::asText);
    }

    private static String key(ServiceKey service) {
        return service.organizationId() + "/" + service.serviceId() + "/" + service.groupId();
    }
}
