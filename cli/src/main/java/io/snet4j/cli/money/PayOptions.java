package io.snet4j.cli.money;

import io.snet4j.value.Cogs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The user's word, given beforehand. */
public final class PayOptions {
    @Option(names = "--yes", description = "Pay without asking.")
    private boolean yes;

    @Option(
            names = "--max-price",
            paramLabel = "AMOUNT",
            converter = Amounts.class,
            description =
                    "Pay up to this without asking, all payments of the command together, and not more: 0.05FET, or"
                            + " cogs.")
    private @Nullable Cogs maxPrice;

    @Option(
            names = "--deposit",
            paramLabel = "AMOUNT",
            converter = Amounts.class,
            description = "What a payment channel may be filled up to. Default: SNET4J_LIMIT_DEPOSIT, or 1 FET.")
    private @Nullable Cogs deposit;

    /** As the command line has them. */
    public PayOptions() {}

    /** Of a command that pays no service. */
    public PayOptions(boolean yes) {
        this.yes = yes;
    }

    /**
     * The same options, to be typed for what is left.
     *
     * @param paid already; it is taken from the maximum
     */
    public List<String> words(Cogs paid) {
        List<String> words = new ArrayList<>();
        if (yes) {
            words.add("--yes");
        }
        maxPrice()
                .map(most -> most.compareTo(paid) > 0 ? most.minus(paid) : Cogs.ZERO)
                .ifPresent(left -> words.addAll(List.of("--max-price", Amounts.text(left))));
        deposit().ifPresent(most -> words.addAll(List.of("--deposit", Amounts.text(most))));
        return words;
    }

    boolean yes() {
        return yes;
    }

    Optional<Cogs> maxPrice() {
        return Optional.ofNullable(maxPrice);
    }

    Optional<Cogs> deposit() {
        return Optional.ofNullable(deposit);
    }
}
