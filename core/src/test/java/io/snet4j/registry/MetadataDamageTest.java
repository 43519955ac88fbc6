package io.snet4j.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.errors.MetadataException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each row is a place in otherwise good metadata, what is put there (nothing: it is removed), and the field that is
 * named.
 */
class MetadataDamageTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String ORGANIZATION =
            """
            {"org_name": "Example", "org_id": "example", "org_type": "organization", "groups": [
              {"group_name": "first", "group_id": "wth9SeDAOy9s9PZvVLvvG20VTZPbJPuZozGL8FDUiWQ=",
               "payment": {"payment_address": "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc",
                           "payment_expiration_threshold": 40320, "payment_channel_storage_type": "etcd",
                           "payment_channel_storage_client": {"connection_timeout": "100s", "request_timeout": "5s",
                                                              "endpoints": ["http://127.0.0.1:2379"]}}},
              {"group_name": "second", "group_id": "99ybRIg2wAx55mqVsA6sB4S7WxPQHNKqa4BPu/bhj+U=",
               "payment": {"payment_address": "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc",
                           "payment_expiration_threshold": 1}}]}
            """;
    static final String SERVICE =
            """
            {"version": 1, "display_name": "Shown", "encoding": "proto", "service_type": "grpc",
             "service_api_source": "ipfs://Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD",
             "mpe_address": "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512",
             "groups": [
              {"group_name": "first", "group_id": "wth9SeDAOy9s9PZvVLvvG20VTZPbJPuZozGL8FDUiWQ=",
               "endpoints": ["http://127.0.0.1:8080", "https://example.org:443"],
               "free_calls": 3, "free_call_signer_address": "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
               "pricing": [{"price_model": "fixed_price", "price_in_cogs": 5, "default": true},
                           {"price_model": "fixed_price_per_method", "package_name": "a", "details": [
                             {"service_name": "S", "method_pricing": [{"method_name": "m", "price_in_cogs": 1}]}]}],
               "licenses": {"tiers": [{"planName": "big", "grpcServiceName": "S", "grpcMethodName": "m"}],
                            "subscriptions": {"detailsUrl": "http://x", "subscription": [{"planName": "month"}]}}},
              {"group_name": "second", "group_id": "99ybRIg2wAx55mqVsA6sB4S7WxPQHNKqa4BPu/bhj+U=",
               "endpoints": ["http://127.0.0.1:8081"],
               "pricing": [{"price_model": "fixed_price", "price_in_cogs": 0, "default": true}]}],
             "service_description": {"url": "http://x", "description": "long", "short_description": "short"},
             "tags": ["t"], "contributors": [{"name": "A", "email_id": "a@example.org"}],
             "assets": {"hero_image": "Qm", "images": ["Qn", "Qo"]}}
            """;

    private static byte[] damaged(String json, String place, String value) throws IOException {
        JsonNode root = JSON.readTree(json);
        JsonPointer pointer = JsonPointer.compile(place);
        JsonNode parent = root.at(pointer.head());
        assertThat(parent.isContainerNode()).as("a place that is there").isTrue();
        if (parent instanceof ArrayNode array) {
            array.set(pointer.last().getMatchingIndex(), JSON.readTree(value));
        } else if (value == null) {
            assertThat(((ObjectNode) parent).remove(pointer.last().getMatchingProperty()))
                    .isNotNull();
        } else {
            ((ObjectNode) parent).set(pointer.last().getMatchingProperty(), JSON.readTree(value));
        }
        return root.toString().getBytes(UTF_8);
    }

    private static void assertNamed(Runnable reading, String field) {
        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(reading::run)
                .satisfies(e -> assertThat(e.field()).contains(field))
                .withMessageContaining(" " + field + " is ");
    }

    private static void requireAll(List<UnreadableGroup> groups) {
        groups.forEach(group -> {
            throw group.problem();
        });
    }

    /** Guard: Groups.read; one exception for all would make the service unreadable. */
    @ParameterizedTest
    @ValueSource(strings = {"", "7", "[]", "{\"group_name\": \"first\"}"})
    void whatIsBrokenInAGroupCostsNoOther(String group) throws IOException {
        String value = group.isEmpty() ? "null" : group;
        Service service = ServiceMetadata.read("example", "digits", damaged(SERVICE, "/groups/0", value));
        Organization organization = OrganizationMetadata.read("example", damaged(ORGANIZATION, "/groups/0", value));

        assertThat(service.groups()).extracting(Service.Group::name).containsExactly("second");
        assertThat(organization.groups()).extracting(Organization.Group::name).containsExactly("second");
        assertThat(service.unreadableGroups()).hasSize(1);
        assertThat(organization.unreadableGroups()).hasSize(1);
    }

    @Test
    void ofTwoGroupsOfOneNameNeitherIsRead() throws IOException {
        byte[] json = damaged(SERVICE, "/groups/1/group_name", "\"first\"");

        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> ServiceMetadata.read("example", "digits", json))
                .withMessageContaining("groups[0].group_name is \"first\": another one has it, too");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service-ep-good-and-no-scheme.json", "service-ep-good-and-underscore.json"})
    void aGoodEndpointIsUsedWhateverStandsBesideIt(String published) throws IOException {
        try (InputStream in = MetadataDamageTest.class.getResourceAsStream("/" + published)) {
            Service service = ServiceMetadata.read(
                    "example", "digits", Objects.requireNonNull(in).readAllBytes());

            assertThat(service.groups().get(0).endpoints()).contains(URI.create("https://example.com:7000"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "\"\"", "\"127.0.0.1:8080\"", "\"grpc://example.org\"", "\"https://:8080\""})
    void anEndpointThatIsNoneIsPassedOver(String endpoint) throws IOException {
        byte[] json = damaged(SERVICE, "/groups/0/endpoints/1", endpoint);

        assertThat(ServiceMetadata.read("example", "digits", json)
                        .groups()
                        .get(0)
                        .endpoints())
                .containsExactly(URI.create("http://127.0.0.1:8080"));
    }

    @Test
    void undamagedTheyAreRead() {
        Organization organization = OrganizationMetadata.read("example", ORGANIZATION.getBytes(UTF_8));
        Service service = ServiceMetadata.read("example", "digits", SERVICE.getBytes(UTF_8));

        assertThat(organization.groups()).hasSize(2);
        assertThat(service.groups()).hasSize(2);
        assertThat(service.groups().get(0).alternatives()).hasSize(1);
        assertThat(service.groups().get(0).licenses())
                .extracting(License::kind, License::plan, license -> license.method()
                        .orElse("all"))
                .containsExactly(tuple("subscription", "month", "all"), tuple("tier", "big", "S/m"));
        assertThat(service.listing())
                .isEqualTo(Listing.builder()
                        .url("http://x")
                        .summary("short")
                        .description("long")
                        .tag("t")
                        .contributor("A", "a@example.org")
                        .asset("hero_image", "Qm")
                        .asset("images", "Qn")
                        .asset("images", "Qo")
                        .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/org_name|7|org_name",
                "/groups||groups",
                "/groups|null|groups",
                "/groups|[]|groups",
                "/groups|{}|groups",
                "/groups|\"first\"|groups",
                "/groups/1|null|groups[1]",
                "/groups/1|[]|groups[1]",
                "/groups/0/group_name||groups[0].group_name",
                "/groups/0/group_name|\"\"|groups[0].group_name",
                "/groups/0/group_name|true|groups[0].group_name",
                "/groups/1/group_name|\"first\"|groups[0].group_name",
                "/groups/0/group_id||groups[0].group_id",
                "/groups/0/group_id|\"not base64!\"|groups[0].group_id",
                "/groups/0/group_id|\"AAAA\"|groups[0].group_id",
                "/groups/0/group_id|\"\"|groups[0].group_id",
                "/groups/0/group_id|[1,2]|groups[0].group_id",
                "/groups/0/payment||groups[0].payment",
                "/groups/0/payment|\"0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc\"|groups[0].payment",
                "/groups/0/payment/payment_address||groups[0].payment.payment_address",
                "/groups/0/payment/payment_address|\"\"|groups[0].payment.payment_address",
                "/groups/0/payment/payment_address|\"0x3c44\"|groups[0].payment.payment_address",
                "/groups/0/payment/payment_address|\"0x3C44cdddb6a900fa2b585dd299e03d12fa4293bc\"|groups[0].payment.payment_address",
                "/groups/0/payment/payment_address|\"0x0000000000000000000000000000000000000000\"|groups[0].payment.payment_address",
                "/groups/0/payment/payment_address|1|groups[0].payment.payment_address",
                "/groups/1/payment/payment_expiration_threshold||groups[1].payment.payment_expiration_threshold",
                "/groups/1/payment/payment_expiration_threshold|-1|groups[1].payment.payment_expiration_threshold",
                "/groups/1/payment/payment_expiration_threshold|0.5|groups[1].payment.payment_expiration_threshold",
                "/groups/1/payment/payment_expiration_threshold|\"1\"|groups[1].payment.payment_expiration_threshold",
                "/groups/1/payment/payment_expiration_threshold|1e3|groups[1].payment.payment_expiration_threshold",
                "/groups/1/payment/payment_expiration_threshold|1000000001|groups[1].payment.payment_expiration_threshold",
            })
    void whatIsDamagedInAnOrganizationIsNamed(String place, String value, String field) throws IOException {
        byte[] json = damaged(ORGANIZATION, place, value);

        assertNamed(() -> requireAll(OrganizationMetadata.read("example", json).unreadableGroups()), field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/display_name|{}|display_name",
                "/encoding||encoding",
                "/encoding|\"\"|encoding",
                "/service_type|[]|service_type",
                "/service_api_source||model_ipfs_hash",
                "/service_api_source|\"\"|model_ipfs_hash",
                "/service_api_source|\"ftp://example.org/api.tar\"|service_api_source",
                "/service_api_source|\"ipfs://../../etc/passwd\"|service_api_source",
                "/service_api_source|\"not a uri\"|service_api_source",
                "/service_api_source|1|service_api_source",
                "/mpe_address||mpe_address",
                "/mpe_address|\"0xe7f1725E7734CE288F8367e1Bb143E90bb3F051\"|mpe_address",
                "/mpe_address|\"0x0000000000000000000000000000000000000000\"|mpe_address",
                "/groups|[]|groups",
                "/groups/1/group_name|\"first\"|groups[0].group_name",
                "/groups/0/group_id|\"wth9SeDAOy9s9PZvVLvvG20VTZPbJPuZozGL8FDUiW=\"|groups[0].group_id",
                "/groups/0/endpoints||groups[0].endpoints",
                "/groups/0/endpoints|[]|groups[0].endpoints",
                "/groups/0/endpoints|\"http://127.0.0.1\"|groups[0].endpoints",
                "/groups/0/endpoints|[7]|groups[0].endpoints[0]",
                "/groups/0/endpoints|[null]|groups[0].endpoints[0]",
                "/groups/0/endpoints|[\"\"]|groups[0].endpoints[0]",
                "/groups/0/endpoints|[\"127.0.0.1:8080\"]|groups[0].endpoints[0]",
                "/groups/0/endpoints|[\"grpc://example.org\"]|groups[0].endpoints[0]",
                "/groups/0/endpoints|[\"https://\"]|groups[0].endpoints[0]",
                "/groups/0/endpoints|[\"https://:8080\"]|groups[0].endpoints[0]",
                "/groups/0/endpoints|[\"https://example.org:0\"]|groups[0].endpoints[0]",
                "/groups/0/endpoints|[\"https://example.org:65536\"]|groups[0].endpoints[0]",
                "/groups/0/endpoints|[\"https://example.org:99999999999\"]|groups[0].endpoints[0]",
                "/groups/0/endpoints|[\"https://user@example.org\"]|groups[0].endpoints[0]",
                "/groups/0/endpoints|[\"https://example.org/?a\"]|groups[0].endpoints[0]",
                "/groups/0/endpoints|[\"https://exa mple.org\"]|groups[0].endpoints[0]",
                "/groups/0/pricing||groups[0].pricing",
                "/groups/0/pricing|[]|groups[0].pricing",
                "/groups/0/pricing|{}|groups[0].pricing",
                "/groups/0/pricing/0/default|false|groups[0].pricing",
                "/groups/0/pricing/0/default|\"true\"|groups[0].pricing[0].default",
                "/groups/0/pricing/1/default|true|groups[0].pricing",
                "/groups/0/pricing/0/price_model||groups[0].pricing[0].price_model",
                "/groups/0/pricing/0/price_model|\"free\"|groups[0].pricing[0].price_model",
                "/groups/0/pricing/0/price_in_cogs||groups[0].pricing[0].price_in_cogs",
                "/groups/0/pricing/0/price_in_cogs|-5|groups[0].pricing[0].price_in_cogs",
                "/groups/0/pricing/0/price_in_cogs|0.5|groups[0].pricing[0].price_in_cogs",
                "/groups/0/pricing/0/price_in_cogs|\"5\"|groups[0].pricing[0].price_in_cogs",
                "/groups/0/pricing/0/price_in_cogs|1e999|groups[0].pricing[0].price_in_cogs",
                // 2^256
                "/groups/0/pricing/0/price_in_cogs|115792089237316195423570985008687907853269984665640564039457584007913129639936|groups[0].pricing[0].price_in_cogs",
                "/groups/0/pricing/1/details|[]|groups[0].pricing[1].details",
                "/groups/0/pricing/1/details/0/service_name|\"\"|groups[0].pricing[1].details[0].service_name",
                "/groups/0/pricing/1/details/0/method_pricing/0|5|groups[0].pricing[1].details[0].method_pricing[0]",
                "/groups/0/pricing/1/details/0/method_pricing/0/method_name||groups[0].pricing[1].details[0].method_pricing[0].method_name",
                "/groups/0/pricing/1/details/0/method_pricing/0/price_in_cogs|-1|groups[0].pricing[1].details[0].method_pricing[0].price_in_cogs",
                "/groups/0/pricing/1/details/0/method_pricing|[{\"method_name\":\"m\",\"price_in_cogs\":1},{\"method_name\":\"m\",\"price_in_cogs\":2}]|groups[0].pricing[1].details[0].method_pricing[1].method_name",
                "/groups/0/free_calls|-1|groups[0].free_calls",
                "/groups/0/free_calls|9223372036854775808|groups[0].free_calls",
                "/groups/0/free_calls|\"3\"|groups[0].free_calls",
                "/groups/0/free_call_signer_address|\"0x12\"|groups[0].free_call_signer_address",
                "/groups/0/free_call_signer_address|7|groups[0].free_call_signer_address",
            })
    void whatIsDamagedInAServiceIsNamed(String place, String value, String field) throws IOException {
        byte[] json = damaged(SERVICE, place, value);

        assertNamed(
                () -> requireAll(ServiceMetadata.read("example", "digits", json).unreadableGroups()), field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/service_description|[]",
                "/service_description|\"text\"",
                "/service_description||",
                "/tags|{\"a\": 1}",
                "/tags|[null, {}, 3]",
                "/contributors|\"me\"",
                "/contributors|[7]",
                "/assets|[[]]",
                "/assets/images|{\"a\": {}}",
                "/groups/0/licenses|7",
                "/groups/0/licenses/tiers|{\"a\": 7}",
                "/groups/0/licenses/subscriptions/subscription|\"x\"",
                "/groups/0/pricing/1/price_model|\"of another day\"",
                "/version|\"one\"",
            })
    void whatOnlyPeopleReadMayLookAsItLikes(String place, String value) throws IOException {
        Service service = ServiceMetadata.read("example", "digits", damaged(SERVICE, place, value));

        assertThat(service.groups().get(0).endpoints()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"groups\": [}",
                "{\"groups\": 01}",
                "{\"groups\": NaN}",
                "{'groups': []}",
                "{\"groups\": []} {}",
                "{\"a\": \"\u0001\"}",
                "<html></html>",
                "[]",
                "null",
                "\"groups\"",
                "7"
            })
    void whatIsNoJsonObjectIsRefused(String json) {
        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> ServiceMetadata.read("example", "digits", json.getBytes(UTF_8)))
                .withMessageStartingWith("metadata of service \"example/digits\"");
    }

    @Test
    void aFieldThatIsThereTwiceIsRefused() {
        String json = ORGANIZATION.replace(
                "\"payment_expiration_threshold\": 1}",
                "\"payment_address\": \"0x00\", \"payment_address\": \"0x01\"}");

        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> OrganizationMetadata.read("example", json.getBytes(UTF_8)))
                .withMessageContaining("Duplicate field 'payment_address'")
                .withMessageContaining("line 9");
    }

    @Test
    void textThatIsNoUtf8IsRefused() {
        byte[] json = ORGANIZATION.getBytes(UTF_8);
        json[ORGANIZATION.indexOf("Example")] = (byte) 0xff;

        assertThatExceptionOfType(MetadataException.class).isThrownBy(() -> OrganizationMetadata.read("example", json));
    }

    @Test
    void deepNestingIsRefused() {
        String json = "{\"groups\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> OrganizationMetadata.read("example", json.getBytes(UTF_8)))
                .withMessageContaining("nesting depth");
    }

    /** Each takes three bytes in the file, and a hundred in memory. */
    @Test
    void moreValuesThanAnyMetadataHasAreRefused() {
        String json = ORGANIZATION.replaceFirst("\\{", "{\"extra\": [" + "{},".repeat(100_000) + "{}],");

        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> OrganizationMetadata.read("example", json.getBytes(UTF_8)))
                .withMessageContaining("Token count");
    }

    @Test
    void aNumberOfThousandsOfDigitsIsRefused() {
        String json = ORGANIZATION.replace("40320", "4".repeat(100_000));

        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> OrganizationMetadata.read("example", json.getBytes(UTF_8)));
    }

    @Test
    void aHugeFileIsRefused() {
        byte[] json = new byte[Fields.MAX_BYTES + 1];

        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> OrganizationMetadata.read("example", json))
                .withMessageContaining("at most 4 MiB are read");
    }
}
