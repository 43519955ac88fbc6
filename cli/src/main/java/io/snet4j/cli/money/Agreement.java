package io.snet4j.cli.money;

import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Output;
import io.snet4j.cli.shell.Question;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.cli.shell.Shell;
import io.snet4j.payment.PaymentPlan;
import io.snet4j.payment.PaymentState;
import io.snet4j.payment.PlannedTransaction;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The user's word for what one command pays: given by options, or asked for at the terminal. Counts what was agreed to,
 * all payments of the command together.
 */
public final class Agreement {
    private static final Cogs DEFAULT_DEPOSIT = Cogs.ofFet("1");
    /** A price that changes whenever one agrees is no price. */
    private static final int MOST_QUESTIONS = 5;

    private final Shell shell;
    private final Output output;
    private final PayOptions options;
    private final Budgets budgets;
    private Cogs agreed = Cogs.ZERO;

    public Agreement(Shell shell, Output output, PayOptions options, Budgets budgets) {
        this.shell = shell;
        this.output = output;
        this.options = options;
        this.budgets = budgets;
    }

    /** Where the client keeps what it must know of its payments. */
    public PaymentState state() {
        return budgets.state();
    }

    /**
     * What the client must be told, so that it opens and fills channels, and never passes what was agreed beforehand.
     */
    public Map<String, String> settings(Map<String, String> before) {
        Map<String, String> settings = new TreeMap<>(budgets.settings(before));
        Cogs deposit = options.deposit().orElse(DEFAULT_DEPOSIT);
        if (options.deposit().isPresent()) {
            settings.put("SNET4J_LIMIT_DEPOSIT", deposit.value().toString());
        } else {
            settings.putIfAbsent("SNET4J_LIMIT_DEPOSIT", deposit.value().toString());
        }
        // The profile's total is a budget; the client's is this command's, unless nothing may be paid at all.
        options.maxPrice()
                .ifPresent(most ->
                        settings.putIfAbsent("SNET4J_LIMIT_TOTAL", most.value().toString()));
        return settings;
    }

    /**
     * Gets the user's word for a quote. It is asked for again after the answer, and a changed price is asked about
     * again.
     *
     * @param what is paid, in words: "training model 7"
     * @param plan what the price would do on chain
     * @return the quote that was agreed to
     * @throws RefusedException with exit code 5 if the user says no, or cannot be asked; nothing was paid
     */
    public <Q> Q forQuote(String what, Supplier<Q> quote, Function<Q, Cogs> price, Function<Cogs, PaymentPlan> plan) {
        Q current = quote.get();
        for (int i = 0; i < MOST_QUESTIONS; i++) {
            Cogs asked = price.apply(current);
            if (!asks(what, asked, plan.apply(asked))) {
                agreed = agreed.plus(asked);
                return current;
            }
            current = quote.get();
            if (price.apply(current).equals(asked)) {
                agreed = agreed.plus(asked);
                return current;
            }
            output.note("The price has changed since, from " + asked + " to " + price.apply(current) + ".");
        }
        throw refused("the price of " + what + " changed " + MOST_QUESTIONS + " times; nothing was paid");
    }

    /** Gets the user's word for a price that is fixed, or for that of several calls together. */
    public void forPrice(String what, Cogs price, PaymentPlan plan) {
        asks(what, price, plan);
        agreed = agreed.plus(price);
    }

    /**
     * Refuses what follows if all of it would be more than the user's word beforehand, so that the first part is not
     * paid in vain.
     *
     * @param prices of all that is still to be paid; asked for only if there is such a word. Empty if nobody can tell
     */
    public void foresee(String what, Supplier<Optional<Cogs>> prices) {
        options.maxPrice().ifPresent(most -> prices.get().ifPresent(sum -> requireWithin(most, what, sum)));
    }

    /** Gets the user's word for transactions of the account, which pay no service. */
    public void forTransactions(String what, List<String> transactions, Wei maxFee) {
        if (options.yes()) {
            return;
        }
        question(what, transactions, maxFee);
    }

    /** @return whether somebody was asked, and agreed */
    private boolean asks(String what, Cogs price, PaymentPlan plan) {
        // First: the client's own limit, which is the same, does not know what the option is called.
        options.maxPrice().ifPresent(most -> requireWithin(most, what, price));
        budgets.require(price);
        plan.obstacle().ifPresent(obstacle -> {
            throw refused(obstacle);
        });
        if (options.maxPrice().isPresent() || options.yes()) {
            return false;
        }
        if (price.isZero() || plan.unpaid().isPresent()) {
            return false;
        }
        output.note(String.format("%-13s %s", "price", price));
        if (!plan.deposit().isZero()) {
            output.note(String.format("%-13s %s", "deposit", plan.deposit()));
        }
        question(what, plan.transactions().stream().map(Agreement::words).toList(), plan.maxFee());
        return true;
    }

    private void requireWithin(Cogs most, String what, Cogs price) {
        if (agreed.plus(price).compareTo(most) > 0) {
            throw refused(what + " costs " + price + before() + ", more than --max-price " + most
                    + "; nothing was paid for it");
        }
    }

    private void question(String what, List<String> transactions, Wei maxFee) {
        if (!Question.isPossible(shell)) {
            throw refused(what + " moves money, and there is no terminal to ask at; say --yes, or --max-price AMOUNT");
        }
        if (!transactions.isEmpty()) {
            output.note(String.format("%-13s %s", "transactions", String.join(", ", transactions)));
            output.note(String.format("%-13s %s", "highest fee", maxFee));
        }
        if (!Question.yes(shell, "Go on with " + what + "?")) {
            throw refused("not agreed to; nothing was paid");
        }
    }

    private static String words(PlannedTransaction transaction) {
        return transaction.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private String before() {
        return agreed.isZero() ? "" : " after " + agreed + " before it";
    }

    private static RefusedException refused(String why) {
        return new RefusedException(why, ExitCode.PAYMENT);
    }
}
