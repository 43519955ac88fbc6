package io.snet4j.cli.money;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.payment.SpendingScope;
import io.snet4j.payment.SpendingWindow;
import io.snet4j.value.Cogs;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How a budget of a profile stands.
 *
 * @param setting that says it
 * @param amount empty if it is counted only
 * @param used in this window, by all keys and commands of the profile
 * @param windowEnd when it begins anew; empty if never
 */
public record Standing(
        String setting,
        SpendingScope scope,
        SpendingWindow window,
        Optional<Cogs> amount,
        Cogs used,
        Optional<Instant> windowEnd) {

    /** Empty if any sum. */
    public Optional<Cogs> left() {
        return amount.map(most -> most.compareTo(used) > 0 ? most.minus(used) : Cogs.ZERO);
    }

    /** What costs nothing always has room. */
    boolean hasRoomFor(Cogs payment) {
        return payment.isZero()
                || left().filter(left -> left.compareTo(payment) < 0).isEmpty();
    }

    /** Why a payment is refused, and the way out. */
    String refusal(Cogs payment) {
        String per = window == SpendingWindow.EVER ? "" : " per " + name(window);
        String payee = scope.equals(SpendingScope.everything()) ? "" : " for " + scope;
        String until = windowEnd.map(end -> " until " + end).orElse("");
        return ForeignText.of(
                setting + " is " + amount.map(Cogs::toString).orElse("any sum") + per + payee + ", of which "
                        + left().filter(left -> !left.isZero())
                                .map(left -> left + " are")
                                .orElse("nothing is") + " left" + until
                        + ", and " + payment + " would be too much; nothing was paid for it; " + wayOut());
    }

    /** When there is nothing left, or not enough. */
    public String wayOut() {
        return windowEnd
                        .map(end -> "wait until " + (window == SpendingWindow.DAY ? "midnight UTC" : end) + ", or ")
                        .orElse("")
                + "raise it: snet4j network set NAME " + setting + "=" + example();
    }

    private String example() {
        return setting.endsWith("BUDGETS") ? "…" : "AMOUNT";
    }

    /** As settings have it. */
    public static String name(SpendingWindow window) {
        return window.name().toLowerCase(Locale.ROOT);
    }
}
