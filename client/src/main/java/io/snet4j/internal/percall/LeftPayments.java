package io.snet4j.internal.percall;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.channel.PaymentEvidence;
import io.snet4j.internal.channel.StateClient;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.internal.ledger.ModelPayments;
import io.snet4j.internal.memory.AuditHistory;
import io.snet4j.internal.memory.ProcessName;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.internal.transport.Pauses;
import io.snet4j.payment.PaymentAudit;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles payments whose process ended before their outcome was known, in the audit file and in the memory of models.
 * Opening a service settles those for this service, before anything is signed. A payment of which neither daemon nor
 * chain prove anything stays open. Thread-safe.
 */
public final class LeftPayments {
    private static final Logger LOG = LoggerFactory.getLogger(LeftPayments.class);

    /** Opening a service waits for it, if there is anything left. */
    private static final Duration TIME = Duration.ofSeconds(10);

    private final OrderedLock lock = OrderedLock.of(LockRank.LEFT_PAYMENTS);
    private final PayerAccount account;
    private final ModelPayments models;
    private final Pauses pauses;
    private final Map<SignedAmount, AuditHistory.Left> inAudit = new LinkedHashMap<>();
    private @Nullable PaymentAudit audit;
    private @Nullable Path file;

    public LeftPayments(PayerAccount account, ModelPayments models, Pauses pauses) {
        this.account = account;
        this.models = models;
        this.pauses = pauses;
    }

    /** An audit to be read with the first service, and continued. */
    public void in(PaymentAudit writer, Path auditFile) {
        lock.lock();
        try {
            audit = writer;
            file = auditFile;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks, if there is something to ask for. Throws nothing: what stays open is logged.
     *
     * @param states asked for only if there is something
     */
    public void settle(ServiceKey service, Supplier<StateClient> states) {
        lock.lock();
        try {
            read();
            Map<SignedAmount, PaymentOrigin> left = left(service);
            if (left.isEmpty()) {
                return;
            }
            PaymentEvidence evidence = new PaymentEvidence(account, pauses, states.get());
            Budget budget = Budget.of(TIME);
            left.forEach((payment, origin) -> {
                AuditHistory.Left audited = inAudit.get(payment);
                Optional<Charge> proven = audited == null ? Optional.empty() : audited.proven();
                PaymentEvidence.Finding finding = proven.map(PaymentEvidence.Finding::of)
                        .orElseGet(() -> find(evidence, payment, origin, budget));
                if (finding.charge() == Charge.UNKNOWN) {
                    LOG.warn(
                            "an earlier process signed {}, and it is not known whether it was taken: {}",
                            payment,
                            ForeignText.of(finding.why()));
                } else {
                    tell(payment, finding.charge());
                }
            });
        } finally {
            lock.unlock();
        }
    }

    /** As {@link PaymentEvidence} finds. */
    PaymentEvidence.Finding find(SignedAmount payment, PaymentOrigin origin, StateClient states, Budget budget) {
        return new PaymentEvidence(account, pauses, states).find(payment, origin, budget);
    }

    /** A failure here leaves the outcome unknown, because it is no reason not to open a service. */
    private static PaymentEvidence.Finding find(
            PaymentEvidence evidence, SignedAmount payment, PaymentOrigin origin, Budget budget) {
        try {
            return evidence.find(payment, origin, budget);
        } catch (RuntimeException e) {
            return PaymentEvidence.Finding.unknown("the search failed: " + e);
        }
    }

    /** A payment was taken that had not been when the daemon was asked. */
    void taken(SignedAmount payment) {
        tell(payment, Charge.CHARGED);
    }

    void tell(SignedAmount payment, Charge charge) {
        lock.lock();
        try {
            LOG.info("an earlier call or process signed {}; settled: {}", payment, charge);
            models.onSettled(payment, charge);
            PaymentAudit writer = audit;
            if (writer == null) {
                return;
            }
            try {
                writer.onSettled(payment, charge);
                inAudit.remove(payment);
            } catch (RuntimeException e) {
                LOG.warn("the outcome of {} is not in the audit file: {}", payment, ForeignText.of(e.toString()));
            }
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        Path unread = file;
        if (unread == null) {
            return;
        }
        file = null;
        AuditHistory history = AuditHistory.of(unread);
        history.left().forEach(open -> {
            if (isOurs(open.origin())) {
                inAudit.put(open.payment(), open);
            }
        });
        history.models().forEach((key, payment) -> {
            if (isOurs(payment.origin())) {
                models.learn(key, payment);
            }
        });
    }

    private boolean isOurs(PaymentOrigin origin) {
        return origin.chainId() == account.contracts().chain().chainId()
                && origin.escrow().equals(account.escrow().address())
                && origin.payer().equals(account.payer());
    }

    private Map<SignedAmount, PaymentOrigin> left(ServiceKey service) {
        Map<SignedAmount, PaymentOrigin> left = new LinkedHashMap<>();
        inAudit.values().stream()
                .filter(open -> ServiceKey.of(open.origin()).equals(service))
                .forEach(open -> left.put(open.payment(), open.origin()));
        try {
            models.left(service).values().forEach(open -> left.put(open.payment(), open.origin()));
        } catch (IOException e) {
            LOG.warn("what an earlier process left in the state directory cannot be read: {}", e.toString());
        }
        left.values().removeIf(origin -> ProcessName.isAlive(origin.process()));
        return left;
    }
}
