package io.snet4j.benchmark.report;

import java.util.Locale;

/** Numbers for people: three digits that count. */
public final class Numbers {
    private Numbers() {}

    public static String of(double value) {
        if (value >= 100 || value == 0) {
            return String.format(Locale.ROOT, "%,.0f", value).replace(',', ' ');
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }

    public static String ratio(double value) {
        return value >= 10 ? String.format(Locale.ROOT, "%.0f ×", value) : String.format(Locale.ROOT, "%.2f ×", value);
    }

    public static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", part * 100);
    }
}
