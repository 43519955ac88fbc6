package io.snet4j.publish;

import java.math.BigInteger;
import java.util.List;

/** What holds for a service's file. */
final class ServiceRules {
    private static final List<String> FIELDS = List.of(
            "version",
            "display_name",
            "encoding",
            "service_type",
            "service_api_source",
            "model_ipfs_hash",
            "mpe_address",
            "groups",
            "service_description",
            "media",
            "contributors",
            "tags",
            "assets");
    private static final BigInteger MAX_VERSION = BigInteger.valueOf(Integer.MAX_VALUE);

    private ServiceRules() {}

    static void check(Value file) {
        TextRules.slips(file, FIELDS);
        file.at("version").whole(BigInteger.ONE, MAX_VERSION);
        file.at("display_name").required().name(ListingRules.MAX_NAME);
        file.at("encoding").required().oneOf(List.of("proto", "json"));
        file.at("service_type").required().oneOf(List.of("grpc", "http", "jsonrpc", "process"));
        file.at("service_api_source").checked(GroupRules.MAX_NAME * 2, Links::content);
        file.at("model_ipfs_hash").checked(GroupRules.MAX_NAME * 2, Links::cid);
        file.at("mpe_address").address();
        GroupRules.check(file).forEach(ServiceGroupRules::check);
        ListingRules.describe(file.at("service_description"));
        ListingRules.media(file.at("media"));
        ListingRules.contributors(file.at("contributors"));
        ListingRules.tags(file.at("tags"));
        ListingRules.assets(file.at("assets"));
        if (file.at("contributors").elements().isEmpty()) {
            file.at("contributors").warning("has nobody; snet-cli and SDK 6 for Python publish no service without");
        }
        if (file.at("service_type").json().asText().equals("process")) {
            file.at("service_type").warning("is process, which SDK 6 for Python does not read");
        }
        sameApi(file);
    }

    /** Two readers must not call two different services. */
    private static void sameApi(Value file) {
        String uri = file.at("service_api_source").json().asText("");
        String hash = file.at("model_ipfs_hash").json().asText("");
        if (uri.startsWith("ipfs://") && !hash.isEmpty() && !uri.equals("ipfs://" + hash)) {
            file.at("model_ipfs_hash").problem("expected the CID of service_api_source, which is " + uri);
        }
    }
}
