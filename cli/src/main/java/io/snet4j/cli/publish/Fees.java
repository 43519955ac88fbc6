package io.snet4j.cli.publish;

import io.snet4j.value.Wei;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Fees as they are typed: {@code 0.01ether}, {@code 500gwei}, or a number of wei. */
final class Fees implements ITypeConverter<Wei> {
    private static final Pattern FORM = Pattern.compile("([0-9.]{1,78})\\s?(?i:(ether|gwei|wei)?)");

    @Override
    public Wei convert(String text) {
        Matcher typed = FORM.matcher(text);
        try {
            if (typed.matches()) {
                String unit = typed.group(2) == null ? "wei" : typed.group(2).toLowerCase(java.util.Locale.ROOT);
                return switch (unit) {
                    case "ether" -> Wei.ofEther(typed.group(1));
                    case "gwei" -> Wei.ofGwei(typed.group(1));
                    default -> Wei.parse(typed.group(1));
                };
            }
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
        throw new TypeConversionException("'" + text + "' is no fee; expected 0.01ether, 500gwei, or a number of wei");
    }
}
