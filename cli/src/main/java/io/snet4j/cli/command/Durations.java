package io.snet4j.cli.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Lengths of time as they are typed: {@code 90s}, {@code 5m}, {@code 2h}, {@code 1d}, or {@code PT5M}. */
public final class Durations implements ITypeConverter<Duration> {
    private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})([smhd])");

    @Override
    public Duration convert(String text) {
        Duration time = parsed(text);
        if (time.isNegative() || time.isZero()) {
            throw new TypeConversionException("'" + text + "' must be longer than nothing");
        }
        return time;
    }

    private static Duration parsed(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no time; expected 90s, 5m, 2h or 1d");
        }
    }
}
