package io.snet4j.payment;

import io.snet4j.errors.SnetException.Charge;
import java.time.Instant;

/** A line of a {@link PaymentAudit}: what happened to money, and when. */
public sealed interface AuditEntry {
    /** By the clock of the machine that wrote it. */
    Instant time();

    /** A payment was signed; written before it left. */
    record Signed(Instant time, SignedAmount payment) implements AuditEntry {}

    /** What a signed payment came to. One that lacks it was cut off: what is signed may have been charged. */
    record Settled(Instant time, SignedAmount payment, Charge charge) implements AuditEntry {}

    /** A channel was opened, funded or extended. */
    record Deposited(Instant time, ChannelDeposit deposit) implements AuditEntry {}
}
