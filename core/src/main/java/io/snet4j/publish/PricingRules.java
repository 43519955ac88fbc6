package io.snet4j.publish;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What calls cost. A price of zero is one, too. */
final class PricingRules {
    static final String FIXED = "fixed_price";
    static final String PER_METHOD = "fixed_price_per_method";

    /** What a contract can hold. */
    private static final BigInteger MAX_PRICE = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern PACKAGE = Pattern.compile("(?:[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)?");
    private static final int MAX_IDENTIFIER = 500;

    private PricingRules() {}

    static void check(Value pricing) {
        List<Value> entries = pricing.someObjects();
        entries.forEach(PricingRules::entry);
        long defaults = entries.stream()
                .filter(entry -> entry.at("default").json().asBoolean())
                .count();
        if (defaults != 1 && !entries.isEmpty()) {
            pricing.problem("expected one entry with \"default\": true, not " + defaults);
        }
    }

    private static void entry(Value entry) {
        TextRules.slips(entry, List.of("price_model", "price_in_cogs", "default", "package_name", "details"));
        entry.at("default").bool();
        Value model = entry.at("price_model").required();
        boolean inForce = entry.at("default").json().asBoolean();
        switch (model.json().asText()) {
            case FIXED -> price(entry.at("price_in_cogs"));
            case PER_METHOD -> perMethod(entry);
            default -> {
                if (model.isThere() && (inForce || !model.json().isTextual())) {
                    // Entries of other models are others' matter, as long as they are not in force.
                    model.problem("expected " + FIXED + " or " + PER_METHOD);
                }
            }
        }
    }

    private static void price(Value price) {
        Optional<BigInteger> cogs = price.required().whole(BigInteger.ZERO, MAX_PRICE);
        if (cogs.filter(each -> each.signum() == 0).isPresent()) {
            price.warning("is 0, which SDK 6 for Python does not read");
        }
    }

    private static void perMethod(Value entry) {
        entry.at("price_model").warning("is " + PER_METHOD + ", which SDK 6 for Python does not read");
        entry.at("package_name")
                .checked(MAX_IDENTIFIER, text -> require(PACKAGE, text, "a package, such as example.v1"));
        if (!entry.at("package_name").isThere()) {
            entry.at("package_name").warning("is missing, so the prices are those of services without a package");
        }
        List<Value> details = entry.at("details").required().someObjects();
        List<Value> methods = new ArrayList<>();
        GroupRules.unique(details, "service_name", service -> name(service.at("service_name"), "a service"));
        for (Value service : details) {
            List<Value> priced = service.at("method_pricing").required().someObjects();
            GroupRules.unique(priced, "method_name", method -> name(method.at("method_name"), "a method"));
            methods.addAll(priced);
        }
        methods.forEach(method -> price(method.at("price_in_cogs")));
    }

    private static Optional<String> name(Value name, String what) {
        return name.required()
                .checked(MAX_IDENTIFIER, text -> require(IDENTIFIER, text, what + "'s name without package"));
    }

    private static void require(Pattern pattern, String text, String what) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("expected " + what);
        }
    }
}
