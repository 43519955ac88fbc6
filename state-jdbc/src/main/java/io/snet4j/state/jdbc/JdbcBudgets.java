package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.BudgetCounters;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.payment.BudgetState;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.payment.SpendingScope;
import io.snet4j.payment.SpendingWindow;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Budgets of all clients of a payer. An instance takes a portion of each, from one call's worth up to 32, and uses it
 * without the database. All of a portion counts from the moment when it is taken; what an instance that is gone had
 * taken stays counted, because it may have signed it. Thread-safe.
 */
final class JdbcBudgets implements BudgetCounters {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcBudgets.class);
    private static final long PAUSE_MILLIS = 100;
    private static final int IDLE_LIVES = 2;

    private final BudgetRows rows;
    private final PayerBudget ofPayer;
    private final long life;
    private final LongSupplier clock;

    /**
     * Who gives a portion back is alone with the database, because the row goes that shows it to others; those who take
     * some are not in each other's way.
     */
    private final ReadWriteLock moving = new ReentrantReadWriteLock(true);

    /** Guarded by this, as the portions are. */
    private final Map<Counter, Portion> portions = new HashMap<>();

    /** What is counted together, whatever its clients allow. */
    private record Counter(SpendingScope scope, SpendingWindow window) {
        static Counter of(SpendingBudget budget) {
            return new Counter(budget.scope(), budget.window());
        }
    }

    /**
     * @param ofPayer counts the budget without a window for all payments
     * @param life for which an instance counts as alive that is not heard of
     * @param clock of this process, in nanoseconds; only spans are told by it
     */
    JdbcBudgets(BudgetRows rows, PayerBudget ofPayer, Duration life, LongSupplier clock) {
        this.rows = rows;
        this.ofPayer = ofPayer;
        this.life = life.toNanos();
        this.clock = clock;
    }

    @Override
    public List<Part> take(List<SpendingBudget> budgets, Cogs amount) throws IOException {
        List<SpendingBudget> others = ofPayer.keep(budgets);
        while (true) {
            Optional<List<Part>> taken = takeHere(others, amount);
            if (taken.isPresent()) {
                return taken.get();
            }
            fetch(others, amount, false);
        }
    }

    @Override
    public void check(List<SpendingBudget> budgets, Cogs amount) throws IOException {
        List<SpendingBudget> others = ofPayer.keep(budgets);
        ofPayer.check(amount);
        fetch(others, amount, true);
    }

    private synchronized Optional<List<Part>> takeHere(List<SpendingBudget> budgets, Cogs amount) {
        long now = clock.getAsLong();
        List<Portion> all = new ArrayList<>();
        for (SpendingBudget budget : budgets) {
            Portion portion = portions.get(Counter.of(budget));
            if (portion == null || !missing(portion, amount, now).isZero()) {
                return Optional.empty();
            }
            all.add(portion);
        }
        all.forEach(portion -> portion.use(amount, now));
        return Optional.of(all.stream().map(Portion::part).toList());
    }

    private static Cogs missing(Portion portion, Cogs amount, long now) {
        Cogs unused = portion.unused(now);
        return amount.compareTo(unused) > 0 ? amount.minus(unused) : Cogs.ZERO;
    }

    /** @param shown whether it is not used at once */
    private synchronized List<BudgetRows.Want> wants(List<SpendingBudget> budgets, Cogs amount, boolean shown) {
        long now = clock.getAsLong();
        List<BudgetRows.Want> wants = new ArrayList<>();
        for (SpendingBudget budget : budgets) {
            Portion portion = portions.get(Counter.of(budget));
            Cogs least = portion == null ? amount : missing(portion, amount, now);
            if (!least.isZero()) {
                wants.add(new BudgetRows.Want(budget, least, portion == null ? amount : portion.wanted(amount), shown));
            }
        }
        return wants;
    }

    /** Nobody is refused while others have something that they do not use, and live to give it back. */
    private void fetch(List<SpendingBudget> budgets, Cogs amount, boolean shown) throws IOException {
        long begin = clock.getAsLong();
        boolean others = true;
        while (true) {
            try {
                fetchOnce(budgets, amount, shown);
                return;
            } catch (BudgetShortException e) {
                if (!others || clock.getAsLong() - begin >= life) {
                    throw BudgetCounters.refusal(e.state(), e.amount());
                }
                // Those that wait for each other must not all keep something.
                giveBackHere(e.part());
                rows.sayShort(e.part());
                others = rows.othersHaveSome(e.part());
                if (others) {
                    pause();
                }
            }
        }
    }

    private void fetchOnce(List<SpendingBudget> budgets, Cogs amount, boolean shown) throws IOException {
        List<BudgetRows.Want> wants = wants(budgets, amount, shown);
        if (wants.isEmpty()) {
            return;
        }
        moving.readLock().lock();
        try {
            long asked = clock.getAsLong();
            add(rows.take(wants), asked);
        } finally {
            moving.readLock().unlock();
        }
    }

    private synchronized void add(List<BudgetRows.Granted> granted, long asked) {
        for (BudgetRows.Granted one : granted) {
            portions.computeIfAbsent(Counter.of(one.budget()), counter -> new Portion(one, asked))
                    .add(one, asked);
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while others were asked for what they do not use of a budget", e);
        }
    }

    @Override
    public void giveBack(List<Part> taken, Cogs amount) throws IOException {
        for (Part part : taken) {
            if (!takeBack(part, amount)) {
                rows.giveBack(part, amount, false);
            }
        }
    }

    private synchronized boolean takeBack(Part part, Cogs amount) {
        Portion portion = portions.get(Counter.of(part.budget()));
        if (portion == null || !portion.takesBack(part)) {
            return false;
        }
        portion.back(amount);
        return true;
    }

    @Override
    public List<BudgetState> states(List<SpendingBudget> budgets) throws IOException {
        Iterator<BudgetState> others = rows.states(ofPayer.keep(budgets)).iterator();
        List<BudgetState> states = new ArrayList<>();
        for (SpendingBudget budget : budgets) {
            states.add(PayerBudget.isIt(budget) ? ofPayer.state(budget) : others.next());
        }
        return states;
    }

    /** Gives back what others need, and what was not used for some time. */
    void tend() throws IOException {
        if (shown().isEmpty()) {
            return;
        }
        List<byte[]> wanted = rows.renew();
        long now = clock.getAsLong();
        for (Portion portion : shown()) {
            byte[] key = Keys.of(portion.budget());
            if (wanted.stream().anyMatch(one -> Arrays.equals(one, key)) || isIdle(portion, now)) {
                giveBack(portion);
            }
        }
    }

    private synchronized boolean isIdle(Portion portion, long now) {
        return portion.isIdle(now, IDLE_LIVES * life);
    }

    private synchronized List<Portion> shown() {
        return portions.values().stream().filter(Portion::isShown).toList();
    }

    private void giveBackHere(Part part) throws IOException {
        for (Portion portion : shown()) {
            if (Counter.of(portion.budget()).equals(Counter.of(part.budget()))) {
                giveBack(portion);
            }
        }
    }

    private void giveBack(Portion portion) throws IOException {
        moving.writeLock().lock();
        try {
            Part part;
            Cogs left;
            // First here: what is being given back is not used any more.
            synchronized (this) {
                part = portion.part();
                left = portion.giveBack();
            }
            rows.giveBack(part, left, true);
        } finally {
            moving.writeLock().unlock();
        }
    }

    void giveBackAll() {
        for (Portion portion : shown()) {
            try {
                giveBack(portion);
            } catch (IOException e) {
                LOG.warn(
                        "what was not used of the budget of {} stays counted: {}",
                        portion.budget(),
                        ForeignText.of(e.toString()));
            }
        }
    }
}
