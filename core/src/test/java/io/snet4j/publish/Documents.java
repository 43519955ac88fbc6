package io.snet4j.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** The platform's two files with every field that is known, and ten of nobody: x1 to x10. */
final class Documents {
    static final String GROUP = "hjnDcSIXxkZ0nZXBvv0JKrJkmVBSmgDKBmOn8XqaVoQ=";
    static final String OTHER_GROUP = "m5FKWq4hW0foGW5qSbzGSjgZRuKs7A1ZwbIrJ9e96rc=";
    static final String PAYEE = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
    static final String ESCROW = "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512";
    static final String CID = "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD";

    static final String ORGANIZATION =
            """
            {"org_name": "Example", "org_id": "example", "org_type": "organization",
             "x1": {"deep": [1, 2.50, null, true, 1e400]},
             "description": {"url": "https://e.example", "short_description": "s", "description": "d", "x2": 2},
             "contacts": [{"contact_type": "support", "email_id": "c@e.example", "email": "c@e.example", "phone": "1",
                           "x3": 3}],
             "assets": {"hero_image": "CID/hero.png", "logo": {"url": "QmX", "x4": 4}},
             "groups": [{"group_name": "default_group", "group_id": "GROUP", "x5": 5,
               "license_server_endpoints": ["http://licence.example:8082"],
               "payment": {"payment_address": "PAYEE", "payment_expiration_threshold": 40320,
                 "payment_channel_storage_type": "etcd", "x6": 6,
                 "payment_channel_storage_client": {"connection_timeout": "7s", "request_timeout": "8s",
                   "endpoints": ["https://etcd.example:2379"], "x7": 7}}}],
             "x8": "\\u00e4", "x9": [], "x10": {}}
            """
                    .replace("GROUP", GROUP)
                    .replace("PAYEE", PAYEE)
                    .replace("CID", CID);

    static final String SERVICE =
            """
            {"version": 1, "display_name": "Example", "encoding": "proto", "service_type": "grpc",
             "service_api_source": "ipfs://CID", "model_ipfs_hash": "CID", "mpe_address": "ESCROW",
             "x1": {"deep": [1, 2.50, null, true]},
             "groups": [
               {"group_name": "default_group", "group_id": "GROUP", "x2": "group",
                "free_calls": 5, "free_call_signer_address": "PAYEE",
                "endpoints": ["https://a.example:8080", "http://no_host_for_java:1", "https://b.example:8080"],
                "daemon_addresses": ["PAYEE"],
                "pricing": [
                  {"price_model": "fixed_price", "price_in_cogs": 9, "default": true, "x3": 3},
                  {"price_model": "fixed_price_per_method", "package_name": "example", "default": false, "x4": 4,
                   "details": [{"service_name": "Adder", "x5": 5, "method_pricing": [
                     {"method_name": "add", "price_in_cogs": 3, "x6": 6},
                     {"method_name": "sub", "price_in_cogs": 0}]}]}],
                "licenses": {"tiers": [{"type": "Tier", "planName": "t", "detailsUrl": "https://t.example",
                    "isActive": "true", "grpcServiceName": "Adder", "grpcMethodName": "add",
                    "range": [{"high": 100, "DiscountInPercentage": 1.75}]}],
                  "subscriptions": {"type": "Subscription", "detailsUrl": "https://t.example", "isActive": "true",
                    "subscription": [{"periodInDays": 30, "DiscountInPercentage": 10, "planName": "m",
                      "LicenseCost": 90}]}, "x7": 7},
                "addOns": [{"discountInPercentage": 4, "addOnCostInAGIX": 70, "name": "Faster"}]}],
             "service_description": {"url": "https://e.example", "short_description": "s", "description": "d",
               "long_description": "l", "x8": 8},
             "tags": ["one", "two"],
             "contributors": [{"name": "Ada", "email_id": "ada@e.example", "x9": 9}],
             "media": [{"order": 1, "url": "CID", "file_type": "image", "asset_type": "hero_image", "alt_text": ""}],
             "assets": {"hero_image": "CID", "images": ["CID", "https://e.example/i.png"], "x10": {"k": 10}},
             "tos": "https://tos.example", "training_methods": ["a"]}
            """
                    .replace("GROUP", GROUP)
                    .replace("ESCROW", ESCROW)
                    .replace("PAYEE", PAYEE)
                    .replace("CID", CID);

    private Documents() {}

    static ObjectNode organization() {
        return OrganizationFile.parse(ORGANIZATION).document();
    }

    static ObjectNode service() {
        return ServiceFile.parse(SERVICE).document();
    }

    static ObjectNode service(Consumer<ObjectNode> change) {
        ObjectNode changed = service();
        change.accept(changed);
        return ServiceFile.of(changed).document();
    }
}
