package io.snet4j.internal.ledger;

import io.snet4j.errors.PaymentStateException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.memory.BudgetCounters;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.payment.BudgetState;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The budgets of a client's limit, as all who share its memory use them. Thread-safe; blocks on the memory. */
public final class SharedBudgets {
    private static final Logger LOG = LoggerFactory.getLogger(SharedBudgets.class);

    private final Memory memory;
    private final List<SpendingBudget> budgets;

    SharedBudgets(Memory memory, List<SpendingBudget> budgets) {
        this.memory = memory;
        this.budgets = budgets;
    }

    /** Those that a payment must fit into. */
    private List<SpendingBudget> of(ServiceKey service, Optional<String> model) {
        return budgets.stream()
                .filter(budget -> budget.scope().covers(service.organizationId(), service.serviceId(), model))
                .toList();
    }

    /** Whether a payment has to fit into any. Does not block. */
    public boolean concern(ServiceKey service, Optional<String> model) {
        return !of(service, model).isEmpty();
    }

    /**
     * Before a channel is chosen or opened for a payment; nothing is taken.
     *
     * @throws SpendingLimitException if one of them has not so much left
     */
    public void check(ServiceKey service, Optional<String> model, Cogs price) {
        List<SpendingBudget> concerned = of(service, model);
        if (!concerned.isEmpty() && !price.isZero()) {
            try {
                memory.budgets().check(concerned, price);
            } catch (IOException e) {
                throw unknown(e);
            }
        }
    }

    /**
     * Before something is signed. To be closed when it is, or is not.
     *
     * @throws SpendingLimitException if one of them has not so much left
     */
    Share take(ServiceKey service, Optional<String> model, Cogs price) {
        List<SpendingBudget> concerned = price.isZero() ? List.of() : of(service, model);
        try {
            return new Share(concerned.isEmpty() ? List.of() : memory.budgets().take(concerned, price), price);
        } catch (IOException e) {
            throw unknown(e);
        }
    }

    /** How each of them stands. */
    public List<BudgetState> states() {
        try {
            return budgets.isEmpty() ? List.of() : memory.budgets().states(budgets);
        } catch (IOException e) {
            throw new PaymentStateException("what is used of the budgets cannot be read from " + memory + ": " + e, e);
        }
    }

    private PaymentStateException unknown(IOException e) {
        return new PaymentStateException(
                "what is used of the budgets cannot be kept in " + memory + ", so nothing was signed: " + e, e);
    }

    /** What was taken for one payment. For one thread. */
    final class Share implements AutoCloseable {
        private final List<BudgetCounters.Part> parts;
        private final Cogs taken;
        private Cogs spent = Cogs.ZERO;

        private Share(List<BudgetCounters.Part> parts, Cogs taken) {
            this.parts = parts;
            this.taken = taken;
        }

        /**
         * From now on it counts, whatever becomes of the signature, because the next signature of the same amount adds
         * nothing.
         *
         * @param raise what the signature adds. What is more than the price was signed by others, and is not counted
         */
        void spend(Cogs raise) {
            spent = raise.compareTo(taken) < 0 ? raise : taken;
        }

        @Override
        public void close() {
            Cogs rest = taken.minus(spent);
            if (parts.isEmpty() || rest.isZero()) {
                return;
            }
            try {
                memory.budgets().giveBack(parts, rest);
            } catch (IOException e) {
                LOG.warn(
                        "{} that were not signed stay counted against the budgets: {}",
                        rest,
                        ForeignText.of(e.toString()));
            }
        }
    }
}
