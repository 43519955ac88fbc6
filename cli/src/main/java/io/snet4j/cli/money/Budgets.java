package io.snet4j.cli.money;

import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.internal.memory.BudgetCounters;
import io.snet4j.internal.memory.MemorySource;
import io.snet4j.payment.BudgetState;
import io.snet4j.payment.PaymentState;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.payment.SpendingScope;
import io.snet4j.payment.SpendingWindow;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The budgets of a profile, which all its keys and all running commands use together. The clients of commands take what
 * they sign out of them; it is counted in the state folder. What was signed before anybody counted is in the audit
 * file.
 */
public final class Budgets {
    private static final Clause DAY = new Clause("SNET4J_LIMIT_DAY", SpendingScope.everything(), SpendingWindow.DAY);
    private static final Clause TOTAL =
            new Clause("SNET4J_LIMIT_TOTAL", SpendingScope.everything(), SpendingWindow.EVER);
    private static final String OTHERS = "SNET4J_LIMIT_BUDGETS";

    /** Of a budget that is counted only, so that a limit that is set later knows what was spent before. */
    private static final Cogs ANY = Cogs.ofFet("1" + "0".repeat(20));

    private final Path directory;
    private final BudgetCounters counters;
    private final List<Limit> limits = new ArrayList<>();
    private final Optional<String> others;

    /** What a budget is for, and which setting says so. */
    private record Clause(String setting, SpendingScope scope, SpendingWindow window) {
        SpendingBudget of(Cogs amount) {
            return new SpendingBudget(amount, scope, window);
        }
    }

    /** @param amount empty if it is counted only; zero if nothing is allowed */
    private record Limit(Clause clause, Optional<Cogs> amount) {
        /** A budget of nothing is none; {@link Budgets#settings} sees to it. */
        SpendingBudget counted() {
            return clause.of(amount.filter(most -> !most.isZero()).orElse(ANY));
        }

        boolean isLower(Limit other) {
            return amount.isPresent()
                    && other.amount
                            .filter(most -> most.compareTo(amount.get()) <= 0)
                            .isEmpty();
        }
    }

    public Budgets(ClientSettings settings, Clock clock) {
        Path audit = settings.auditFile();
        this.directory = settings.stateDirectory();
        BudgetCounters counted = BudgetCounters.ofAllPayers(
                directory, clock, (budget, begin) -> Payments.read(audit).added(budget.scope(), begin));
        this.counters = new NamedCounters(counted, this::standing);
        this.others = settings.value(OTHERS).filter(text -> !text.isBlank());
        limits.add(new Limit(DAY, limit(settings, DAY.setting)));
        limits.add(new Limit(TOTAL, limit(settings, TOTAL.setting)));
        List<Limit> more = new ArrayList<>();
        for (String text : others.map(all -> all.split(",", -1)).orElse(new String[0])) {
            SpendingBudget budget = parse(text);
            // As a client takes them: the last one of a kind counts.
            more.removeIf(other -> other.counted().countsAs(budget));
            Clause clause = new Clause(OTHERS, budget.scope(), budget.window());
            more.add(new Limit(clause, Optional.of(budget.amount())));
        }
        more.forEach(this::add);
    }

    private static Optional<Cogs> limit(ClientSettings settings, String name) {
        return settings.value(name).map(text -> {
            try {
                return new Amounts().convert(text);
            } catch (picocli.CommandLine.TypeConversionException e) {
                throw new RefusedException(name + ": " + e.getMessage());
            }
        });
    }

    private static SpendingBudget parse(String text) {
        try {
            return SpendingBudget.parse(text);
        } catch (IllegalArgumentException e) {
            // It may be a secret in the wrong place.
            throw new RefusedException(OTHERS + " is no list of budgets; expected AMOUNT [per hour|day|month] [for"
                    + " ORGANIZATION[/SERVICE[/MODEL]]], with commas between, amounts in cogs and more than 0");
        }
    }

    /** Of two for the same payments and windows the lower one holds. */
    private void add(Limit limit) {
        for (int i = 0; i < limits.size(); i++) {
            if (limits.get(i).counted().countsAs(limit.counted())) {
                if (limit.isLower(limits.get(i))) {
                    limits.set(i, limit);
                }
                return;
            }
        }
        limits.add(limit);
    }

    /** Where the profile's clients keep what they must know of their payments. */
    public PaymentState state() {
        return MemorySource.inFolder(directory, counters);
    }

    /** What a client is told, in place of the limits of the profile. */
    public Map<String, String> settings(Map<String, String> before) {
        Map<String, String> settings = new TreeMap<>(before);
        List<String> texts = new ArrayList<>(others.stream().toList());
        texts.add(limits.get(0).counted().amount().value() + " per day");
        texts.add(limits.get(1).counted().amount().value().toString());
        settings.put(OTHERS, String.join(",", texts));
        settings.remove(TOTAL.setting);
        if (limits.stream()
                .anyMatch(limit -> limit.amount().filter(Cogs::isZero).isPresent())) {
            settings.put(TOTAL.setting, "0");
        }
        return settings;
    }

    /**
     * Before anybody is asked to pay; nothing is taken.
     *
     * @throws RefusedException if a budget of all payments has not so much left
     */
    public void require(Cogs amount) {
        standings().stream()
                .filter(standing -> standing.scope().equals(SpendingScope.everything()))
                .filter(standing -> !standing.hasRoomFor(amount))
                .findFirst()
                .ifPresent(standing -> {
                    throw new RefusedException(standing.refusal(amount), ExitCode.PAYMENT);
                });
    }

    /** How they stand: that of a day, that of all time, then the others. Those without an amount are counted only. */
    public List<Standing> standings() {
        try {
            return counters.states(limits.stream().map(Limit::counted).toList()).stream()
                    .map(this::standing)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Standing standing(BudgetState state) {
        Limit limit = limits.stream()
                .filter(one -> one.counted().countsAs(state.budget()))
                .findFirst()
                .orElseThrow();
        Clause clause = limit.clause();
        return new Standing(
                clause.setting(), clause.scope(), clause.window(), limit.amount(), state.used(), state.windowEnd());
    }
}
