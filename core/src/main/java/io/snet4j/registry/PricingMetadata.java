package io.snet4j.registry;

import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pricing of a service's group, of which the entry marked as default counts. */
final class PricingMetadata {
    private static final String FIXED = "fixed_price";
    private static final String PER_METHOD = "fixed_price_per_method";

    private static final String DEFAULT = "default";

    /** What a contract can hold. */
    private static final BigInteger MAX_PRICE = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    private PricingMetadata() {}

    static Pricing read(Fields group) {
        List<Fields> defaults = group.objects("pricing").stream()
                .filter(PricingMetadata::isDefault)
                .toList();
        if (defaults.size() != 1) {
            throw group.wrong("pricing", "expected one entry with \"default\": true, not " + defaults.size());
        }
        return entry(defaults.get(0))
                .orElseThrow(() -> defaults.get(0).wrong("price_model", "expected " + FIXED + " or " + PER_METHOD));
    }

    /** Entries that are not in force, but for those of other models. */
    static List<Pricing> alternatives(Fields group) {
        return group.objects("pricing").stream()
                .filter(entry -> !isDefault(entry))
                .flatMap(entry -> entry(entry).stream())
                .toList();
    }

    private static boolean isDefault(Fields entry) {
        return entry.has(DEFAULT) && entry.bool(DEFAULT);
    }

    private static Optional<Pricing> entry(Fields entry) {
        return switch (entry.text("price_model")) {
            case FIXED -> Optional.of(new Pricing.Fixed(price(entry)));
            case PER_METHOD -> Optional.of(perMethod(entry));
            default -> Optional.empty();
        };
    }

    private static Cogs price(Fields entry) {
        return new Cogs(entry.natural("price_in_cogs", MAX_PRICE));
    }

    private static Pricing perMethod(Fields entry) {
        String prefix = entry.has("package_name") && !entry.text("package_name").isEmpty()
                ? entry.text("package_name") + "."
                : "";
        Map<String, Cogs> prices = new LinkedHashMap<>();
        for (Fields service : entry.objects("details")) {
            for (Fields method : service.objects("method_pricing")) {
                String name = prefix + service.name("service_name") + "/" + method.name("method_name");
                if (prices.put(name, price(method)) != null) {
                    throw method.wrong("method_name", "there is another price for " + name);
                }
            }
        }
        return new Pricing.PerMethod(Collections.unmodifiableMap(prices));
    }
}
