package io.snet4j.payment;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.Cogs;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much all clients that share a payment state may sign together: in all or in each window of time, for all payments
 * or for some. Without a shared state it is one client's own. A payment is allowed if each budget that is meant for it
 * has so much left. What counts is what a signature adds to what can be claimed; see
 * {@link SpendingLimit.Builder#budget}. Immutable.
 *
 * <pre>{@code
 * SpendingBudget.of(Cogs.ofFet("2")).perDay().forService("org", "service")
 * }</pre>
 *
 * @param amount positive
 * @since 0.1.0
 */
public record SpendingBudget(Cogs amount, SpendingScope scope, SpendingWindow window) {
    private static final Pattern TEXT =
            Pattern.compile("\\s*(\\S+)(?:\\s+per\\s+(hour|day|month))?(?:\\s+for\\s+(\\S.*?))?\\s*");

    private static final int SCOPE = 3;

    /** @throws IllegalArgumentException for nothing at all */
    public SpendingBudget {
        if (amount.isZero()) {
            throw new IllegalArgumentException(
                    "a budget of 0 allows nothing; leave it out, deny what is not to be paid, or say how much");
        }
    }

    /** In all, for all payments. */
    public static SpendingBudget of(Cogs amount) {
        return new SpendingBudget(amount, SpendingScope.everything(), SpendingWindow.EVER);
    }

    /**
     * Reads {@code AMOUNT [per hour|day|month] [for SCOPE]}, with the amount in cogs and the scope as
     * {@link SpendingScope#parse} reads it.
     *
     * @throws IllegalArgumentException naming the text, if it is anything else
     */
    public static SpendingBudget parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a budget: " + ForeignText.quoted(text)
                    + "; expected AMOUNT [per hour|day|month] [for ORGANIZATION[/SERVICE[/MODEL]]]");
        }
        SpendingWindow window = Optional.ofNullable(parts.group(2))
                .map(name -> SpendingWindow.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(SpendingWindow.EVER);
        SpendingScope scope = Optional.ofNullable(parts.group(SCOPE))
                .map(SpendingScope::parse)
                .orElse(SpendingScope.everything());
        return new SpendingBudget(Cogs.parse(Optional.ofNullable(parts.group(1)).orElse("")), scope, window);
    }

    /** In each hour of UTC. */
    public SpendingBudget perHour() {
        return per(SpendingWindow.HOUR);
    }

    /** In each day of UTC. */
    public SpendingBudget perDay() {
        return per(SpendingWindow.DAY);
    }

    /** In each month of UTC. */
    public SpendingBudget perMonth() {
        return per(SpendingWindow.MONTH);
    }

    private SpendingBudget per(SpendingWindow other) {
        return new SpendingBudget(amount, scope, other);
    }

    public SpendingBudget forOrganization(String organizationId) {
        return in(SpendingScope.organization(organizationId));
    }

    public SpendingBudget forService(String organizationId, String serviceId) {
        return in(SpendingScope.service(organizationId, serviceId));
    }

    /** For the training payments of one model: validations and trainings. */
    public SpendingBudget forModel(String organizationId, String serviceId, String modelId) {
        return in(SpendingScope.model(organizationId, serviceId, modelId));
    }

    private SpendingBudget in(SpendingScope other) {
        return new SpendingBudget(amount, other, window);
    }

    /** Whether both count the same payments in the same windows, so that one of them is enough. */
    public boolean countsAs(SpendingBudget other) {
        return scope.equals(other.scope) && window == other.window;
    }

    /** For people: {@code 2 FET per day for org/service}. */
    @Override
    public String toString() {
        String time =
                window == SpendingWindow.EVER ? "" : " per " + window.name().toLowerCase(Locale.ROOT);
        return amount + time + (scope.equals(SpendingScope.everything()) ? "" : " for " + scope);
    }
}
