package io.snet4j.publish;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** One group of a service: where its daemons are, and what calls cost. */
final class ServiceGroupRules {
    private static final List<String> FIELDS = List.of(
            "group_name",
            "group_id",
            "pricing",
            "endpoints",
            "free_calls",
            "free_call_signer_address",
            "daemon_addresses",
            "licenses",
            "addOns");

    /** The daemon counts them in an int. */
    private static final BigInteger MAX_FREE_CALLS = BigInteger.valueOf(Integer.MAX_VALUE);

    private ServiceGroupRules() {}

    static void check(Value group) {
        TextRules.slips(group, FIELDS);
        GroupRules.unique(group.at("endpoints").required().some(), "", each -> each.required()
                .checked(Links.MAX_ENDPOINT, Links::endpoint)
                .map(Links::canonical));
        GroupRules.unique(group.at("daemon_addresses").elements(), "", each -> each.required()
                .address()
                .map(Object::toString));
        freeCalls(group);
        PricingRules.check(group.at("pricing").required());
        LicenseRules.check(group);
    }

    private static void freeCalls(Value group) {
        Optional<BigInteger> calls = group.at("free_calls").whole(BigInteger.ZERO, MAX_FREE_CALLS);
        Value signer = group.at("free_call_signer_address");
        if (!signer.isThere()) {
            signer.warning("is missing; SDK 6 for Python reads no group without, but takes an empty one");
        }
        if (calls.filter(each -> each.signum() == 0).isPresent()) {
            group.at("free_calls").warning("is 0, which SDK 6 for Python does not read; leave it out");
        }
        boolean named = signer.isThere() && !signer.json().asText("?").isEmpty();
        if (named) {
            signer.address();
        } else if (calls.filter(each -> each.signum() > 0).isPresent()) {
            group.at("free_calls").problem("expected free_call_signer_address beside it, whose key signs for them");
        }
    }
}
