package io.snet4j.cli.money;

import io.snet4j.value.Cogs;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Amounts as they are typed: {@code 0.05FET}, or a whole number of cogs. */
public final class Amounts implements ITypeConverter<Cogs> {
    private static final Pattern FET = Pattern.compile("([0-9.]{1,100})\\s?(?i:fet)");
    private static final Pattern COGS = Pattern.compile("([0-9]{1,78})\\s?(?i:cogs)?");

    /** As it may be typed. */
    static String text(Cogs amount) {
        return amount.toFet().toPlainString() + "FET";
    }

    @Override
    public Cogs convert(String text) {
        Matcher fet = FET.matcher(text);
        Matcher cogs = COGS.matcher(text);
        try {
            if (fet.matches()) {
                return Cogs.ofFet(fet.group(1));
            }
            if (cogs.matches()) {
                return Cogs.parse(cogs.group(1));
            }
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
        throw new TypeConversionException(
                "'" + text + "' is no amount; expected 0.05FET, or cogs as 50000000000000000");
    }
}
