package io.snet4j.cli.registry;

import io.snet4j.registry.Pricing;
import io.snet4j.value.Cogs;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What calls cost.
 *
 * @param fixed of each call, whatever the method
 * @param methods of a call of each method, where they differ
 */
record Prices(Optional<Cogs> fixed, Map<String, Cogs> methods) {
    static Prices of(Pricing pricing) {
        return pricing instanceof Pricing.Fixed one
                ? new Prices(Optional.of(one.price()), Map.of())
                : new Prices(Optional.empty(), new TreeMap<>(((Pricing.PerMethod) pricing).prices()));
    }

    /** One price, or the lowest and the highest. */
    String text() {
        if (fixed.isPresent()) {
            return fixed.get().toString();
        }
        if (methods.isEmpty()) {
            return "none";
        }
        Cogs lowest = Collections.min(methods.values());
        Cogs highest = Collections.max(methods.values());
        return lowest.equals(highest) ? lowest.toString() : lowest + " to " + highest;
    }
}
