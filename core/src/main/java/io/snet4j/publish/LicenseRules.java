package io.snet4j.publish;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** Plans beside paying call by call: types that daemons insist on when they read the file, and sums that make sense. */
final class LicenseRules {
    private static final BigInteger MAX_INT = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger MAX_COST = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private LicenseRules() {}

    static void check(Value group) {
        Value licenses = group.at("licenses");
        if (licenses.isThere() && licenses.isObject()) {
            licenses.at("tiers").objects().forEach(LicenseRules::tier);
            subscriptions(licenses.at("subscriptions"));
        }
        for (Value addOn : group.at("addOns").objects()) {
            addOn.at("name").text(ListingRules.MAX_NAME);
            percent(addOn, List.of("discountInPercentage", "DiscountInPercentage"));
            addOn.at("addOnCostInAGIX").whole(BigInteger.ZERO, MAX_INT);
        }
    }

    private static void tier(Value tier) {
        plan(tier);
        page(tier);
        for (Value range : tier.at("range").objects()) {
            range.at("high").required().whole(BigInteger.ONE, MAX_INT);
            percent(range, List.of("DiscountInPercentage", "discountInPercentage"));
        }
    }

    private static void subscriptions(Value subscriptions) {
        if (!subscriptions.isThere() || !subscriptions.isObject()) {
            return;
        }
        page(subscriptions);
        for (Value each : subscriptions.at("subscription").objects()) {
            plan(each);
            each.at("periodInDays").required().whole(BigInteger.ONE, MAX_INT);
            percent(each, List.of("DiscountInPercentage", "discountInPercentage"));
            each.at("LicenseCost").whole(BigInteger.ZERO, MAX_COST);
            each.at("licenseCost").whole(BigInteger.ZERO, MAX_COST);
        }
    }

    private static void plan(Value plan) {
        plan.at("planName").required().name(ListingRules.MAX_NAME);
        plan.at("grpcServiceName").text(ListingRules.MAX_NAME);
        plan.at("grpcMethodName").text(ListingRules.MAX_NAME);
    }

    /** The daemon wants a text for what is true or false here. */
    private static void page(Value plan) {
        plan.at("detailsUrl").checked(Links.MAX_URL, Links::page);
        plan.at("isActive").text(GroupRules.MAX_NAME);
        plan.at("type").text(GroupRules.MAX_NAME);
    }

    private static void percent(Value plan, List<String> names) {
        for (String name : names) {
            Value percent = plan.at(name);
            if (percent.isThere()
                    && (!percent.json().isNumber()
                            || percent.json().decimalValue().signum() < 0
                            || percent.json().decimalValue().compareTo(HUNDRED) > 0)) {
                percent.problem("expected a number from 0 to 100");
            }
        }
    }
}
