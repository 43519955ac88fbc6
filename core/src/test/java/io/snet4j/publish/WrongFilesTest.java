package io.snet4j.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row is one mistake in a file that is right otherwise, and the problem that names it by its path. */
class WrongFilesTest {
    private static final String G = "/groups/0";
    private static final String PAYMENT = G + "/payment";
    private static final String ETCD = PAYMENT + "/payment_channel_storage_client";
    private static final String PRICE = G + "/pricing/0";
    private static final String METHODS = G + "/pricing/1/details/0/method_pricing";

    /**
     * @param at a JSON pointer, whose last part is set; to nothing if {@code value} is empty
     * @param problem path and a part of the message
     */
    private record Row(String at, String value, String problem) {
        @Override
        public String toString() {
            return at + " = " + value;
        }
    }

    private static Row row(String at, String value, String problem) {
        return new Row(at, value, problem);
    }

    static Stream<Row> organizations() {
        return Stream.of(
                row("/org_name", "", "org_name: is missing"),
                row("/org_name", "null", "org_name: is missing"),
                row("/org_name", "7", "org_name: is 7; expected a text"),
                row("/org_name", "\" \"", "org_name: is \" \"; expected a text that is not empty"),
                row("/org_name", "\"a\\nb\"", "org_name: is \"a\\nb\"; expected one line"),
                row("/org_name", text(201), "has 201 characters, expected at most 200"),
                row("/org_name", "\"\\u0007\"", "org_name: has the character U+0007"),
                row("/org_name", "\"\\ud800\"", "org_name: has the character U+D800, which is half of one"),
                row("/x8", "\"\\udc00\"", "x8: has the character U+DC00"),
                row("/org_id", "", "org_id: is missing"),
                row("/org_id", "\"\"", "org_id: is \"\"; no id for the Registry"),
                row("/org_id", text(33), "it must have 1 to 32 bytes in UTF-8, not 33"),
                row("/org_id", "\"" + "ä".repeat(17) + "\"", "1 to 32 bytes in UTF-8, not 34"),
                row("/org_id", "\" a\"", "without spaces around"),
                row("/org_id", "\"a\\u202eb\"", "org_id: is \"a\\u202eb\"; no id"),
                row("/org_type", "\"company\"", "org_type: is \"company\"; expected one of organization, individual"),
                row("/org_type", "", "org_type: is missing"),
                row("/description", "7", "description: is 7; expected an object"),
                row(
                        "/description/url",
                        "\"e.example\"",
                        "description.url: is \"e.example\"; expected http:// or https://"),
                row("/description/url", "\"https://\"", "description.url: is \"https://\"; expected a URL"),
                row("/description/short_description", text(1001), "description.short_description: has 1001 characters"),
                row("/description/description", "[]", "description.description: is []; expected a text"),
                row("/contacts", "{}", "contacts: is {}; expected a list"),
                row("/contacts/0", "7", "contacts[0]: is 7; expected an object"),
                row("/contacts/0/contact_type", "", "contacts[0].contact_type: is missing"),
                row("/contacts/0/email", "\"nobody\"", "contacts[0].email: is \"nobody\"; expected an e-mail address"),
                row("/contacts/0/email_id", "\"a@b@c\"", "contacts[0].email_id: is \"a@b@c\"; expected an e-mail"),
                row("/contacts/0/phone", "112", "contacts[0].phone: is 112; expected a text"),
                row("/assets", "[]", "assets: is []; expected an object"),
                row("/assets/hero_image", "\"hero.png\"", "assets.hero_image: is \"hero.png\"; expected http://"),
                row("/groups", "", "groups: is missing"),
                row("/groups", "[]", "groups: is []; expected at least one element"),
                row("/groups", "{}", "groups: is {}; expected a list"),
                row(G, "null", "groups[0]: is missing"),
                row(G + "/group_name", "", "groups[0].group_name: is missing"),
                row(G + "/group_id", "\"AA==\"", "groups[0].group_id: is \"AA==\"; expected the base64 of 32 bytes"),
                row(G + "/group_id", "\"" + Documents.GROUP.replace("=", "") + "\"", "expected the base64 of 32 bytes"),
                row(
                        "/groups/1",
                        copy(Documents.organization().at(G)),
                        "groups[1].group_name: is \"default_group\"; element 0"),
                row("/groups/1", copy(Documents.organization().at(G)), "groups[1].group_id: is"),
                row(G + "/license_server_endpoints", "[\"x\"]", "groups[0].license_server_endpoints[0]: is \"x\""),
                row(PAYMENT, "", "groups[0].payment: is missing"),
                row(PAYMENT, "[]", "groups[0].payment: is []; expected an object"),
                row(PAYMENT + "/payment_address", "", "groups[0].payment.payment_address: is missing"),
                row(PAYMENT + "/payment_address", "\"0x3c\"", "payment_address: is \"0x3c\"; expected 0x and 40"),
                row(
                        PAYMENT + "/payment_address",
                        "\"0x3c44CdDdB6a900fa2b585dd299e03d12FA4293BC\"",
                        "payment_address: is \"0x3c44CdDdB6a900fa2b585dd299e03d12FA4293BC\"; expected 0x"),
                row(
                        PAYMENT + "/payment_address",
                        "\"3c44cdddb6a900fa2b585dd299e03d12fa4293bc\"",
                        "expected 0x and 40 hexadecimal digits"),
                row(PAYMENT + "/payment_address", "\"0x" + "0".repeat(40) + "\"", "nobody has this address"),
                row(PAYMENT + "/payment_expiration_threshold", "", "payment_expiration_threshold: is missing"),
                row(
                        PAYMENT + "/payment_expiration_threshold",
                        "\"1\"",
                        "payment_expiration_threshold: is \"1\"; expected a whole"),
                row(PAYMENT + "/payment_expiration_threshold", "1.0", "expected a whole number without quotes, point"),
                row(PAYMENT + "/payment_expiration_threshold", "-1", "expected a number from"),
                row(PAYMENT + "/payment_expiration_threshold", "1000000001", "to 1000000000"),
                row(PAYMENT + "/payment_channel_storage_type", "\"memory\"", "expected one of etcd"),
                row(ETCD, "", "groups[0].payment.payment_channel_storage_client: is missing"),
                row(ETCD + "/endpoints", "", "payment_channel_storage_client.endpoints: is missing"),
                row(
                        ETCD + "/endpoints",
                        "[]",
                        "payment_channel_storage_client.endpoints: is []; expected at least one"),
                row(ETCD + "/endpoints/0", "\"etcd:2379\"", "endpoints[0]: is \"etcd:2379\"; expected http://"),
                row(
                        ETCD + "/endpoints/1",
                        "\"https://ETCD.example:2379/\"",
                        "endpoints[1]: is \"https://ETCD.example:2379/\"; element 0"),
                row(ETCD + "/connection_timeout", "5", "connection_timeout: is 5; expected a text"),
                row(ETCD + "/connection_timeout", "\"5\"", "connection_timeout: is \"5\"; expected a duration"),
                row(ETCD + "/request_timeout", "\"0s\"", "request_timeout: is \"0s\"; expected a duration above zero"),
                row(ETCD + "/request_timeout", "", "request_timeout: is missing"));
    }

    static Stream<Row> services() {
        return Stream.of(
                row("/version", "0", "version: is 0; expected a number from 1"),
                row("/version", "\"1\"", "version: is \"1\"; expected a whole number"),
                row("/display_name", "", "display_name: is missing"),
                row("/encoding", "\"grpc\"", "encoding: is \"grpc\"; expected one of proto, json"),
                row("/encoding", "", "encoding: is missing"),
                row("/service_type", "\"rest\"", "service_type: is \"rest\"; expected one of grpc"),
                row("/service_type", "", "service_type: is missing"),
                row("/service_api_source", "\"ftp://x\"", "service_api_source: is \"ftp://x\"; expected ipfs://CID"),
                row("/service_api_source", "\"ipfs://Qm\"", "service_api_source: is \"ipfs://Qm\"; not a CID"),
                row("/model_ipfs_hash", "\"ipfs://" + Documents.CID + "\"", "model_ipfs_hash: is \"ipfs://"),
                row(
                        "/model_ipfs_hash",
                        "\"QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG\"",
                        "expected the CID of service_api_source"),
                row("/mpe_address", "\"0x1\"", "mpe_address: is \"0x1\"; expected 0x"),
                row("/mpe_address", "7", "mpe_address: is 7; expected a text"),
                row("/groups", "", "groups: is missing"),
                row("/groups", "[]", "groups: is []; expected at least one"),
                row(G + "/group_name", "\"\"", "groups[0].group_name: is \"\"; expected a text that is not empty"),
                row(
                        "/groups/1",
                        copy(Documents.service().at(G)),
                        "groups[1].group_name: is \"default_group\"; element 0"),
                row(G + "/endpoints", "", "groups[0].endpoints: is missing"),
                row(G + "/endpoints", "[]", "groups[0].endpoints: is []; expected at least one"),
                row(
                        G + "/endpoints",
                        "\"https://a.example\"",
                        "groups[0].endpoints: is \"https://a.example\"; expected a list"),
                row(G + "/endpoints/0", "7", "groups[0].endpoints[0]: is 7; expected a text"),
                row(G + "/endpoints/0", "\"a.example:8080\"", "endpoints[0]: is \"a.example:8080\"; expected http://"),
                row(
                        G + "/endpoints/0",
                        "\"ftp://a.example\"",
                        "endpoints[0]: is \"ftp://a.example\"; expected http://"),
                row(
                        G + "/endpoints/0",
                        "\"https:///x\"",
                        "endpoints[0]: is \"https:///x\"; expected http:// or https:// and a host"),
                row(G + "/endpoints/0", "\"https://a b\"", "endpoints[0]: is \"https://a b\"; expected a URL"),
                row(G + "/endpoints/0", "\"https://a.example:0\"", "expected a port from 1 to 65535"),
                row(G + "/endpoints/0", "\"https://a.example:65536\"", "endpoints[0]: is"),
                row(G + "/endpoints/0", "\"https://me:secret@a.example\"", "expected no user and no password"),
                row(G + "/endpoints/0", "\"https://a.example/?k=1\"", "expected nothing behind host, port and path"),
                row(G + "/endpoints/0", "\"https://a.example/#k\"", "expected nothing behind host, port and path"),
                row(
                        G + "/endpoints/0",
                        "\"https://" + "a".repeat(400) + "\"",
                        "has 408 characters, expected at most 400"),
                row(
                        G + "/endpoints/1",
                        "\"HTTPS://A.example:8080/\"",
                        "endpoints[1]: is \"HTTPS://A.example:8080/\"; element 0"),
                row(
                        G + "/endpoints",
                        "[\"https://a.example\", \"https://A.example:443/\"]",
                        "endpoints[1]: is \"https://A.example:443/\"; element 0"),
                row(
                        G + "/endpoints",
                        "[\"http://a.example:80/x\", \"http://a.example/x\"]",
                        "endpoints[1]: is \"http://a.example/x\"; element 0"),
                row(G + "/daemon_addresses/0", "\"x\"", "groups[0].daemon_addresses[0]: is \"x\"; expected 0x"),
                row(G + "/daemon_addresses/1", "\"" + Documents.PAYEE + "\"", "daemon_addresses[1]: is"),
                row(G + "/free_calls", "-1", "groups[0].free_calls: is -1; expected a number from 0"),
                row(G + "/free_calls", "2147483648", "groups[0].free_calls: is 2147483648"),
                row(G + "/free_calls", "true", "groups[0].free_calls: is true; expected a whole number"),
                row(
                        G + "/free_call_signer_address",
                        "",
                        "groups[0].free_calls: is 5; expected free_call_signer_address"),
                row(
                        G + "/free_call_signer_address",
                        "\"\"",
                        "groups[0].free_calls: is 5; expected free_call_signer_address"),
                row(G + "/free_call_signer_address", "\"0x0\"", "groups[0].free_call_signer_address: is \"0x0\""),
                row(G + "/pricing", "", "groups[0].pricing: is missing"),
                row(G + "/pricing", "[]", "groups[0].pricing: is []; expected at least one"),
                row(G + "/pricing/0", "7", "groups[0].pricing[0]: is 7; expected an object"),
                row(PRICE + "/default", "false", "groups[0].pricing: is "),
                row(
                        PRICE + "/default",
                        "\"true\"",
                        "groups[0].pricing[0].default: is \"true\"; expected true or false"),
                row(G + "/pricing/1/default", "true", "expected one entry with \"default\": true, not 2"),
                row(PRICE + "/price_model", "", "groups[0].pricing[0].price_model: is missing"),
                row(PRICE + "/price_model", "\"fixed\"", "price_model: is \"fixed\"; expected fixed_price or"),
                row(PRICE + "/price_in_cogs", "", "groups[0].pricing[0].price_in_cogs: is missing"),
                row(PRICE + "/price_in_cogs", "-1", "price_in_cogs: is -1; expected a number from 0"),
                row(PRICE + "/price_in_cogs", "0.5", "price_in_cogs: is 0.5; expected a whole number"),
                row(PRICE + "/price_in_cogs", "1e3", "expected a whole number without quotes, point or exponent"),
                row(
                        PRICE + "/price_in_cogs",
                        "\"9\"",
                        "price_in_cogs: is \"9\"; expected a whole number without quotes"),
                row(
                        PRICE + "/price_in_cogs",
                        "1" + "0".repeat(78),
                        "expected a number from 0 to 1157920892373161954235709850086"),
                row(G + "/pricing/1/package_name", "\"a..b\"", "package_name: is \"a..b\"; expected a package"),
                row(G + "/pricing/1/details", "", "groups[0].pricing[1].details: is missing"),
                row(G + "/pricing/1/details", "[]", "groups[0].pricing[1].details: is []; expected at least one"),
                row(
                        G + "/pricing/1/details/0/service_name",
                        "\"a.B\"",
                        "details[0].service_name: is \"a.B\"; expected a service's name"),
                row(G + "/pricing/1/details/0/method_pricing", "", "details[0].method_pricing: is missing"),
                row(
                        METHODS + "/0/method_name",
                        "",
                        "groups[0].pricing[1].details[0].method_pricing[0].method_name: is missing"),
                row(METHODS + "/1/method_name", "\"add\"", "method_pricing[1].method_name: is \"add\"; element 0"),
                row(
                        METHODS + "/1/price_in_cogs",
                        "-2",
                        "groups[0].pricing[1].details[0].method_pricing[1].price_in_cogs: is -2"),
                row(
                        G + "/pricing/1/details/1",
                        copy(Documents.service().at(G + "/pricing/1/details/0")),
                        "details[1].service_name: is \"Adder\"; element 0"),
                row(G + "/licenses", "7", "groups[0].licenses: is 7; expected an object"),
                row(G + "/licenses/tiers/0/planName", "", "groups[0].licenses.tiers[0].planName: is missing"),
                row(G + "/licenses/tiers/0/isActive", "true", "tiers[0].isActive: is true; expected a text"),
                row(G + "/licenses/tiers/0/detailsUrl", "\"t\"", "tiers[0].detailsUrl: is \"t\"; expected http://"),
                row(G + "/licenses/tiers/0/range/0/high", "0", "tiers[0].range[0].high: is 0"),
                row(G + "/licenses/tiers/0/range/0/DiscountInPercentage", "101", "expected a number from 0 to 100"),
                row(G + "/licenses/tiers/0/range/0/DiscountInPercentage", "-0.1", "expected a number from 0 to 100"),
                row(
                        G + "/licenses/subscriptions/subscription/0/periodInDays",
                        "0",
                        "subscription[0].periodInDays: is 0"),
                row(
                        G + "/licenses/subscriptions/subscription/0/LicenseCost",
                        "1.5",
                        "subscription[0].LicenseCost: is 1.5"),
                row(G + "/addOns/0/addOnCostInAGIX", "\"7\"", "groups[0].addOns[0].addOnCostInAGIX: is \"7\""),
                row(G + "/addOns/0/discountInPercentage", "1000", "addOns[0].discountInPercentage: is 1000"),
                row("/service_description/url", "\"nowhere\"", "service_description.url: is \"nowhere\""),
                row("/service_description/long_description", "7", "service_description.long_description: is 7"),
                row("/tags", "\"a, b\"", "tags: is \"a, b\"; expected a list"),
                row("/tags/1", "\"one\"", "tags[1]: is \"one\"; element 0 of the list has it, too"),
                row("/tags/0", "null", "tags[0]: is missing"),
                row("/tags/0", text(101), "tags[0]: has 101 characters"),
                row("/contributors/0/name", "\"\"", "contributors[0].name: is \"\"; expected a text that is not empty"),
                row("/contributors/0/email_id", "\"ada\"", "contributors[0].email_id: is \"ada\"; expected an e-mail"),
                row("/media/0/url", "\"\"", "media[0].url: is \"\"; expected a text that is not empty"),
                row(
                        "/media/0/url",
                        "\"javascript:alert(1)\"",
                        "media[0].url: is \"javascript:alert(1)\"; expected http"),
                row("/media/0/file_type", "\"exe\"", "media[0].file_type: is \"exe\"; expected one of image"),
                row("/media/0/order", "0", "media[0].order: is 0"),
                row("/media/1", copy(Documents.service().at("/media/0")), "media[1].order: is 1; element 0"),
                row("/assets/images/1", "7", "assets.images[1]: is 7; expected a text"),
                row("/assets/hero_image", "7", "assets.hero_image: is 7; expected a text or a list"));
    }

    private static String text(int length) {
        return "\"" + "a".repeat(length) + "\"";
    }

    private static String copy(JsonNode node) {
        return node.toString();
    }

    private static String changed(ObjectNode file, Row row) {
        int cut = row.at.lastIndexOf('/');
        JsonNode parent = file.at(row.at.substring(0, cut));
        String last = row.at.substring(cut + 1);
        if (parent instanceof ArrayNode list) {
            int place = Integer.parseInt(last);
            if (place == list.size()) {
                list.add(FileJson.value(row.value));
            } else {
                list.set(place, FileJson.value(row.value));
            }
        } else if (row.value.isEmpty()) {
            ((ObjectNode) parent).remove(last);
        } else {
            ((ObjectNode) parent).set(last, FileJson.value(row.value));
        }
        return file.toString();
    }

    @ParameterizedTest
    @MethodSource("organizations")
    void whatIsWrongInAnOrganizationIsNamed(Row row) {
        assertThat(OrganizationFile.parse(changed(Documents.organization(), row))
                        .problems())
                .extracting(FileProblem::toString)
                .anyMatch(problem -> problem.contains(row.problem));
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatIsWrongInAServiceIsNamed(Row row) {
        assertThat(ServiceFile.parse(changed(Documents.service(), row)).problems())
                .extracting(FileProblem::toString)
                .anyMatch(problem -> problem.contains(row.problem));
    }

    @Test
    void thereAreMoreThanAHundredKindsOfMistakesAndAllAreToldAtOnce() {
        ObjectNode file = Documents.service();
        List<Row> rows = new ArrayList<>();
        services()
                .filter(row -> row.at.startsWith("/media/0/") || row.at.matches("/(version|encoding|service_type)"))
                .forEach(rows::add);
        rows.forEach(row -> changed(file, row));

        assertThat(organizations().count() + services().count()).isGreaterThan(120);
        assertThat(ServiceFile.parse(file.toString()).problems())
                .extracting(FileProblem::path)
                .containsExactly(
                        "version", "encoding", "service_type", "media[0].order", "media[0].url", "media[0].file_type");
    }

    @Test
    void aPriceOfZeroAndOneAbove64BitsAreNoMistakes() {
        ObjectNode file = Documents.service();
        ((ObjectNode) file.at(PRICE)).put("price_in_cogs", 0);
        ((ObjectNode) file.at(METHODS + "/0")).set("price_in_cogs", FileJson.value("18446744073709551617"));

        assertThat(ServiceFile.parse(file.toString()).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "{\"a\": NaN}",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": {\"b\": 1, \"b\": 1}}",
                "{} {}",
                "{\"a\": 01}",
                "{'a': 1}",
                "{\"a\": 1",
                "{\"a\": \"\\x\"}"
            })
    void whatIsNoFileAtAllIsRefusedAsAWhole(String json) {
        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> ServiceFile.parse(json))
                .satisfies(e -> assertThat(e.problems()).singleElement().satisfies(problem -> assertThat(problem.path())
                        .isEmpty()));
    }

    @Test
    void filesAreBoundedInDepthLengthAndProblems() {
        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> ServiceFile.parse("{\"a\":".repeat(65) + "1" + "}".repeat(65)));
        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> ServiceFile.parse("{\"a\": \"" + "a".repeat(4 << 20) + "\"}"));
        assertThat(ServiceFile.parse("{\"tags\": [" + "1,".repeat(10_000) + "1]}")
                        .problems())
                .hasSize(500);
    }

    @Test
    void whatOthersDoNotReadIsWarnedOf() {
        ObjectNode file = Documents.service();
        ((ObjectNode) file.at(PRICE)).put("price_in_cogs", 0);
        file.put("dislpay_name", "slip").putArray("contributors");
        file.remove("display_name");

        assertThat(ServiceFile.parse(file.toString()).warnings())
                .extracting(FileProblem::toString)
                .contains(
                        "dislpay_name: is not known; is display_name meant?",
                        "groups[0].pricing[0].price_in_cogs: is 0, which SDK 6 for Python does not read",
                        "groups[0].pricing[1].price_model: is fixed_price_per_method, which SDK 6 for Python does not"
                                + " read",
                        "contributors: has nobody; snet-cli and SDK 6 for Python publish no service without");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "061C", "200E", "200F", "202A", "202B", "202C", "202D", "202E", "2066", "2067", "2068", "2069",
            })
    void aNameThatCanLookLikeAnotherOneIsWarnedOf(String character) {
        String name = "bank" + Character.toString(Integer.parseInt(character, 16)) + "knab";
        ObjectNode organization = Documents.organization().put("org_name", name);
        ObjectNode service = Documents.service().put("display_name", name);
        String warning = ": has the character U+" + character + ", which turns the direction of text";

        assertThat(OrganizationFile.parse(organization.toString()).problems()).isEmpty();
        assertThat(OrganizationFile.parse(organization.toString()).warnings())
                .extracting(FileProblem::toString)
                .anyMatch(each -> each.startsWith("org_name" + warning));
        assertThat(ServiceFile.parse(service.toString()).warnings())
                .extracting(FileProblem::toString)
                .anyMatch(each -> each.startsWith("display_name" + warning));
    }

    @Test
    void groupsThatTheOrganizationDoesNotHaveAreNamed() {
        OrganizationFile organization = OrganizationFile.parse(Documents.ORGANIZATION);
        ObjectNode file = Documents.service();
        ((ObjectNode) file.at(G)).put("group_id", Documents.OTHER_GROUP);
        ((ArrayNode) file.get("groups")).addObject().put("group_name", "third");

        assertThat(ServiceFile.parse(Documents.SERVICE).problems(organization)).isEmpty();
        assertThat(ServiceFile.of(file).problems(organization))
                .extracting(FileProblem::toString)
                .containsExactly(
                        "groups[0].group_id: is \"" + Documents.OTHER_GROUP
                                + "\"; the organization's group of this name has the id " + Documents.GROUP,
                        "groups[1].group_name: is \"third\"; the organization has no group of this name; it has"
                                + " [default_group]");
    }
}
