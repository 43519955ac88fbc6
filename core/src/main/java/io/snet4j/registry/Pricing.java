package io.snet4j.registry;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.Cogs;
import java.util.Map;

/**
 * What a call of a service's own method costs.
 *
 * @since 0.1.0
 */
public sealed interface Pricing {
    /** The same for each method. */
    record Fixed(Cogs price) implements Pricing {}

    /** @param prices by full method name, {@code package.Service/method} */
    record PerMethod(Map<String, Cogs> prices) implements Pricing {
        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("PerMethod[prices=" + prices + "]");
        }
    }
}
