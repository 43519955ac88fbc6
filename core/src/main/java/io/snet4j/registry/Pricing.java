package io.snet4j.registry;

import io.snet4j.value.Cogs;
import java.util.Map;

/** What a call of a service's own method costs. */
public sealed interface Pricing {
    /** The same for each method. */
    record Fixed(Cogs price) implements Pricing {}

    /** @param prices by full method name, {@code package.Service/method} */
    record PerMethod(Map<String, Cogs> prices) implements Pricing {}
}
