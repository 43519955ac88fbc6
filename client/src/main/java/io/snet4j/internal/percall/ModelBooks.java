package io.snet4j.internal.percall;

import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.channel.PaymentEvidence;
import io.snet4j.internal.channel.ServiceChannels;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.ledger.HighWaterMarks;
import io.snet4j.internal.ledger.ModelPayments;
import io.snet4j.internal.memory.ModelKey;
import io.snet4j.internal.memory.ModelPayment;
import io.snet4j.internal.memory.ProcessName;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the books, the daemon and the chain say of the payments for one service's models. Thread-safe. */
public final class ModelBooks {
    private final ServiceKey service;
    private final ServiceChannels channels;
    private final HighWaterMarks marks;
    private final ModelPayments models;
    private final LeftPayments left;

    ModelBooks(
            ServiceKey service,
            ServiceChannels channels,
            HighWaterMarks marks,
            ModelPayments models,
            LeftPayments left) {
        this.service = service;
        this.channels = channels;
        this.marks = marks;
        this.models = models;
        this.left = left;
    }

    /**
     * The last payment for a model.
     *
     * @param payment empty if nobody remembers one
     * @param charge whether it was taken
     * @param why that is not known; empty if it is
     */
    public record Last(Optional<SignedAmount> payment, Charge charge, String why) {}

    /**
     * The last payment that is remembered. Daemon and chain are asked only if its outcome is not. Blocks.
     *
     * @return empty if nothing is remembered
     */
    public Optional<Last> last(String modelId, Budget budget) {
        ModelKey key = key(modelId);
        Optional<ModelPayment> known;
        try {
            known = models.last(key);
        } catch (IOException e) {
            return Optional.of(new Last(Optional.empty(), Charge.UNKNOWN, "the state directory cannot be read: " + e));
        }
        return known.map(payment -> last(payment, budget));
    }

    private Last last(ModelPayment known, Budget budget) {
        SignedAmount payment = known.payment();
        Optional<SignedAmount> signed = Optional.of(payment);
        if (!known.isOpen()) {
            return new Last(signed, known.charge().orElseThrow(), "");
        }
        if (payment.price().isZero()) {
            return new Last(signed, Charge.NONE, "");
        }
        if (known.charge().isEmpty() && ProcessName.isAlive(known.origin().process())) {
            return new Last(signed, Charge.UNKNOWN, "process " + known.origin().process() + " may still be at it");
        }
        PaymentEvidence.Finding found = left.find(payment, known.origin(), channels.states(), budget);
        if (found.charge() != Charge.UNKNOWN) {
            left.tell(payment, found.charge());
        }
        return new Last(signed, found.charge(), found.why());
    }

    /** Where nobody remembers a payment for the model: none was taken if none was ever taken for anything. Blocks. */
    public Last withoutMemory(Budget budget) {
        Optional<SignedAmount> none = Optional.empty();
        try {
            List<ChannelState> states = channels.list(budget);
            boolean nothing = states.size() == channels.group().ids().size()
                    && states.stream().allMatch(this::isUntouched);
            if (nothing) {
                return new Last(none, Charge.NONE, "");
            }
            Cogs paid = states.stream().map(ChannelState::signed).reduce(Cogs.ZERO, Cogs::plus);
            return new Last(
                    none,
                    Charge.UNKNOWN,
                    "this client has no record of it, and its channels were paid from (" + paid
                            + " not claimed yet); a stateDirectory or an auditFile keeps such records");
        } catch (SnetException e) {
            return new Last(none, Charge.UNKNOWN, "it could not be asked for: " + e.getMessage());
        }
    }

    private boolean isUntouched(ChannelState state) {
        ChannelNonce first = ChannelNonce.ZERO;
        boolean forgotten = marks.at(state.id(), first)
                .filter(mark -> !mark.accepted().isZero())
                .isPresent();
        return !forgotten
                && state.signed().isZero()
                && state.nonce().equals(first)
                && state.onChain().nonce().equals(first);
    }

    /**
     * Until it is closed, no payment is signed for the model that could be taken in addition to the last one. Such a
     * payment fails with {@link io.snet4j.errors.EarlierPaymentTakenException}, or with {@link
     * io.snet4j.errors.PaymentOutcomeUnknownException}.
     */
    public Resumption resume(String modelId, Last last) {
        ModelKey key = key(modelId);
        models.resume(key, last.payment());
        return () -> models.endResume(key);
    }

    /** Something that was begun once, and is made again. */
    @FunctionalInterface
    public interface Resumption extends AutoCloseable {
        @Override
        void close();
    }

    private ModelKey key(String modelId) {
        return new ModelKey(service, modelId);
    }
}
