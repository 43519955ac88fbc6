package io.snet4j.publish;

import io.snet4j.chain.RegistryContract;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What holds for an organization's file: what daemons and clients need of it, and what other readers of it expect. */
final class OrganizationRules {
    /** Some 380 years of mainnet: a channel that has to live as long would be a trap. */
    private static final BigInteger MAX_THRESHOLD = BigInteger.valueOf(1_000_000_000);

    private static final List<String> FIELDS =
            List.of("org_name", "org_id", "org_type", "description", "assets", "contacts", "groups");
    private static final List<String> GROUP_FIELDS =
            List.of("group_name", "group_id", "payment", "license_server_endpoints");
    private static final List<String> PAYMENT_FIELDS = List.of(
            "payment_address",
            "payment_expiration_threshold",
            "payment_channel_storage_type",
            "payment_channel_storage_client");

    /** Go's durations, as far as anybody waits. */
    private static final Pattern DURATION = Pattern.compile("(?:\\d{1,6}(?:\\.\\d{1,6})?(?:ms|s|m|h)){1,4}");

    private static final Pattern USUAL_DURATION = Pattern.compile("\\d{1,3}(s|ms)");

    private OrganizationRules() {}

    static void check(Value file) {
        TextRules.slips(file, FIELDS);
        file.at("org_name").required().name(ListingRules.MAX_NAME);
        file.at("org_id").required().checked(GroupRules.MAX_NAME, RegistryContract::requireId);
        file.at("org_type").required().oneOf(List.of("organization", "individual"));
        ListingRules.describe(file.at("description"));
        ListingRules.assets(file.at("assets"));
        file.at("contacts").objects().forEach(OrganizationRules::contact);
        GroupRules.check(file).forEach(OrganizationRules::group);
        forOthers(file);
    }

    private static void contact(Value contact) {
        contact.at("contact_type").required().name(GroupRules.MAX_NAME);
        Value kind = contact.at("contact_type");
        if (kind.json().isTextual()
                && !List.of("general", "support").contains(kind.json().textValue())) {
            kind.warning("is not read by SDK 6 for Python, which knows general and support");
        }
        // Each of the two names is in use.
        contact.at("email").checked(ListingRules.MAX_NAME, Links::email);
        contact.at("email_id").checked(ListingRules.MAX_NAME, Links::email);
        contact.at("phone").text(GroupRules.MAX_NAME);
    }

    private static void group(Value group) {
        TextRules.slips(group, GROUP_FIELDS);
        endpoints(group.at("license_server_endpoints").elements());
        Value payment = group.at("payment").required();
        if (!payment.isThere() || !payment.isObject()) {
            return;
        }
        TextRules.slips(payment, PAYMENT_FIELDS);
        payment.at("payment_address").required().address();
        payment.at("payment_expiration_threshold").required().whole(BigInteger.ONE, MAX_THRESHOLD);
        payment.at("payment_channel_storage_type").required().oneOf(List.of("etcd"));
        storage(payment.at("payment_channel_storage_client").required());
    }

    /** Daemons refuse to start without. */
    private static void storage(Value client) {
        if (!client.isThere() || !client.isObject()) {
            return;
        }
        duration(client.at("connection_timeout").required());
        duration(client.at("request_timeout").required());
        List<Value> endpoints = client.at("endpoints").required().some();
        endpoints(endpoints);
    }

    private static void endpoints(List<Value> endpoints) {
        GroupRules.unique(endpoints, "", each -> each.required()
                .checked(Links.MAX_ENDPOINT, Links::endpoint)
                .map(Links::canonical));
    }

    private static void duration(Value timeout) {
        Optional<String> text = timeout.checked(GroupRules.MAX_NAME, each -> {
            if (!DURATION.matcher(each).matches() || !each.matches(".*[1-9].*")) {
                throw new IllegalArgumentException("expected a duration above zero, such as 5s or 300ms");
            }
        });
        if (text.filter(each -> !USUAL_DURATION.matcher(each).matches()).isPresent()) {
            timeout.warning("is not read by snet-cli, which takes up to three digits and s or ms");
        }
    }

    private static void forOthers(Value file) {
        if (file.at("description").isThere()
                && !file.at("description").at("short_description").isThere()) {
            file.at("description").warning("has no short_description, without which SDK 6 for Python does not read it");
        }
    }
}
