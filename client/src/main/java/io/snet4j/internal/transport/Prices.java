package io.snet4j.internal.transport;

import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the daemon says when what a payment adds is not the price.
 *
 * @param income what it computed from the amount that was sent; may be negative
 * @param price what it demands
 */
public record Prices(BigInteger income, Cogs price) {
    private static final Pattern TEXT = Pattern.compile("income (-?\\d{1,80}) does not equal to price (\\d{1,80})");

    public static Optional<Prices> of(CallFailure failure) {
        String text = Optional.ofNullable(failure.status().getDescription()).orElse("");
        Matcher matcher = TEXT.matcher(text);
        return matcher.lookingAt()
                ? Optional.of(new Prices(new BigInteger(matcher.group(1)), Cogs.parse(matcher.group(2))))
                : Optional.empty();
    }
}
