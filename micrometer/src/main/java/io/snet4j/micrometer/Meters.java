package io.snet4j.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.snet4j.value.Cogs;
import java.util.Locale;

/** What the meters of clients and providers have in common. */
final class Meters {
    private static final String FET = "FET";

    private Meters() {}

    static void count(MeterRegistry registry, Cogs amount, String name, String... tags) {
        Counter.builder(name)
                .baseUnit(FET)
                .tags(tags)
                .register(registry)
                .increment(amount.toFet().doubleValue());
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
