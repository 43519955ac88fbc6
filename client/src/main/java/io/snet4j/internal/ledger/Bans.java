package io.snet4j.internal.ledger;

import io.snet4j.errors.PaymentStateException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.text.ForeignText;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services for which nothing more is signed, because their daemon took a payment that it had refused. They are kept for
 * the life of the client, and for all that share its memory, until somebody lifts them. Thread-safe; reads the memory.
 */
public final class Bans {
    private static final Logger LOG = LoggerFactory.getLogger(Bans.class);

    private final Memory memory;
    /** Bans that could not be written to the memory. */
    private final Map<ServiceKey, String> unkept = new ConcurrentHashMap<>();

    /** Services that were banned when the memory was read last. */
    private final Set<ServiceKey> seen = ConcurrentHashMap.newKeySet();

    Bans(Memory memory) {
        this.memory = memory;
    }

    /** @throws UntrustedDaemonException if nothing is signed for the service any more */
    public void requireNone(ServiceKey service) {
        reason(service).ifPresent(reason -> {
            throw refusal(service, reason, Charge.NONE);
        });
    }

    /**
     * As {@link #requireNone}, for an early look. It reads the memory only to learn whether a known ban still holds.
     */
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
        // Another process may have found out, or lifted it.
        try {
            return memory.ban(service).or(() -> Optional.ofNullable(unkept.get(service)));
        } catch (IOException e) {
            throw new PaymentStateException(
                    "which services are banned cannot be read from " + memory + ", so nothing was signed: " + e, e);
        }
    }

    public void ban(ServiceKey service, String reason) {
        if (reason(service).isPresent()) {
            return;
        }
        seen.add(service);
        LOG.error("nothing more is signed for {}: {}", ForeignText.of(service.toString()), ForeignText.of(reason));
        try {
            memory.ban(service, reason);
        } catch (IOException e) {
            LOG.error("nobody else hears of it: it cannot be kept in {}", memory, e);
            unkept.put(service, reason);
        }
    }

    /** @return whether there was one */
    public boolean lift(ServiceKey service) {
        boolean was = reason(service).isPresent();
        unkept.remove(service);
        try {
            memory.liftBan(service);
        } catch (IOException e) {
            throw new PaymentStateException("which services are banned cannot be kept in " + memory + ": " + e, e);
        }
        return was;
    }
}
