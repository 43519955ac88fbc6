package io.snet4j.payment;

import io.snet4j.errors.SnetException.Charge;
import java.time.Instant;
import java.util.Optional;

/**
 * A line of a {@link PaymentAudit}: what happened to money, and when.
 *
 * @since 0.1.0
 */
public sealed interface AuditEntry {
    /** By the clock of the machine that wrote it. */
    Instant time();

    /**
     * A payment was signed; written before it left.
     *
     * @param origin empty in lines of earlier versions, and of those who call the audit themselves
     */
    record Signed(Instant time, SignedAmount payment, Optional<PaymentOrigin> origin) implements AuditEntry {
        public Signed(Instant time, SignedAmount payment) {
            this(time, payment, Optional.empty());
        }
    }

    /**
     * What a signed payment came to; the last one of a payment counts. A payment that lacks it was cut off, and may
     * have been charged. The next client that opens the service with this audit adds it, if daemon or chain prove it.
     */
    record Settled(Instant time, SignedAmount payment, Charge charge) implements AuditEntry {}

    /** A channel was opened, funded or extended. */
    record Deposited(Instant time, ChannelDeposit deposit) implements AuditEntry {}
}
