package io.snet4j.internal.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.payment.BudgetState;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** In one file of a {@link StateFolder}, by the clock of this machine. Thread-safe. */
final class FolderBudgets implements BudgetCounters {
    private static final Path FILE = Path.of("budgets.json");
    private static final String BEGIN = "begin";
    private static final String USED = "used";

    private final StateFolder folder;
    private final Clock clock;
    private final Earlier earlier;

    FolderBudgets(StateFolder folder, Clock clock, Earlier earlier) {
        this.folder = folder;
        this.clock = clock;
        this.earlier = earlier;
    }

    @Override
    public List<Part> take(List<SpendingBudget> budgets, Cogs amount) throws IOException {
        List<Part> taken = new ArrayList<>();
        change(folder::update, sums -> taken.addAll(sums.take(budgets, amount, clock.instant())));
        return taken;
    }

    /** Without waiting for the disk: what a crash of the machine brings back is too much, not too little. */
    @Override
    public void giveBack(List<Part> taken, Cogs amount) throws IOException {
        change(folder::updateQuickly, sums -> sums.giveBack(taken, amount));
    }

    private interface Update {
        void of(Path file, Function<Optional<JsonNode>, JsonNode> change) throws IOException;
    }

    private void change(Update update, Consumer<BudgetSums> change) throws IOException {
        try {
            update.of(FILE, old -> {
                BudgetSums sums = sums(old);
                change.accept(sums);
                return write(sums);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void check(List<SpendingBudget> budgets, Cogs amount) throws IOException {
        look(sums -> {
            sums.check(budgets, amount, clock.instant());
            return true;
        });
    }

    @Override
    public List<BudgetState> states(List<SpendingBudget> budgets) throws IOException {
        return look(sums -> sums.states(budgets, clock.instant()));
    }

    private <T> T look(Function<BudgetSums, T> look) throws IOException {
        try {
            return look.apply(sums(folder.read(FILE)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private BudgetSums sums(Optional<JsonNode> kept) {
        return new BudgetSums(kept.map(FolderBudgets::read).orElseGet(Map::of), earlier);
    }

    private static Map<String, BudgetSums.Sum> read(JsonNode json) {
        Map<String, BudgetSums.Sum> sums = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            try {
                sums.put(
                        entry.getKey(),
                        new BudgetSums.Sum(
                                Instant.parse(entry.getValue().path(BEGIN).asText()),
                                Cogs.parse(entry.getValue().path(USED).asText())));
            } catch (DateTimeException | IllegalArgumentException e) {
                // Whoever guesses how much was used gives money away.
                throw new UncheckedIOException(new IOException(
                        "what is used of a budget is damaged in " + FILE
                                + "; mend the file, or delete it to begin anew",
                        e));
            }
        }
        return sums;
    }

    private static JsonNode write(BudgetSums sums) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        sums.all().forEach((name, sum) -> json.putObject(name)
                .put(BEGIN, sum.begin().toString())
                .put(USED, sum.used().value().toString()));
        return json;
    }
}
