package io.snet4j.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snet4j.chain.GroupId;
import io.snet4j.errors.MetadataException;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataTest {
    private static final GroupId GROUP = GroupId.parse("wth9SeDAOy9s9PZvVLvvG20VTZPbJPuZozGL8FDUiWQ=");
    private static final Address PAYEE = Address.parse("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
    private static final Address ESCROW = Address.parse("0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512");
    private static final String CID = "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD";
    private static final Cogs HUGE = new Cogs(BigInteger.TEN.pow(30));
    private static final String ORGANIZATION =
            """
            {"org_name": "Example", "org_id": "example", "unknown": {"to": ["us"]}, "groups": [{
              "group_name": "default_group", "group_id": "wth9SeDAOy9s9PZvVLvvG20VTZPbJPuZozGL8FDUiWQ=",
              "payment": {"payment_address": "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc",
                          "payment_expiration_threshold": 40320,
                          "payment_channel_storage_client": {"endpoints": ["http://127.0.0.1:2379"]}}}]}
            """;
    private static final String SERVICE =
            """
            {"version": 1, "display_name": "Shown", "encoding": "proto", "service_type": "grpc",
             "model_ipfs_hash": "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD",
             "mpe_address": "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512", "groups": [{
              "group_name": "default_group", "group_id": "wth9SeDAOy9s9PZvVLvvG20VTZPbJPuZozGL8FDUiWQ=",
              "endpoints": ["http://127.0.0.1:8080", "https://example.org"], "free_calls": 3,
              "pricing": PRICING}]}
            """;

    private static Pricing pricing(String json) {
        return ServiceMetadata.read(
                        "example", "digits", SERVICE.replace("PRICING", json).getBytes(UTF_8))
                .groups()
                .get(0)
                .pricing();
    }

    @Test
    void anOrganizationIsReadWhateverElseItSays() {
        Organization organization = OrganizationMetadata.read("example", ORGANIZATION.getBytes(UTF_8));

        assertThat(organization)
                .isEqualTo(new Organization(
                        "example",
                        "Example",
                        List.of(new Organization.Group(
                                "default_group",
                                GROUP,
                                PAYEE,
                                BlockCount.of(40320),
                                List.of(URI.create("http://127.0.0.1:2379"))))));
    }

    @Test
    void aServiceIsReadWithThePlainHashOfItsApiOrWithItsUri() {
        String fixed = "[{\"default\": true, \"price_model\": \"fixed_price\", \"price_in_cogs\": 1}]";
        Service expected = new Service(
                "example",
                "digits",
                "Shown",
                "proto",
                "grpc",
                URI.create("ipfs://" + CID),
                ESCROW,
                List.of(new Service.Group(
                        "default_group",
                        GROUP,
                        List.of(URI.create("http://127.0.0.1:8080"), URI.create("https://example.org")),
                        new Pricing.Fixed(Cogs.of(1)))));
        String json = SERVICE.replace("PRICING", fixed);
        String withUri = json.replace("\"version\"", "\"service_api_source\": \"filecoin://bafy\", \"version\"");

        assertThat(ServiceMetadata.read("example", "digits", json.getBytes(UTF_8)))
                .isEqualTo(expected);
        assertThat(ServiceMetadata.read("example", "digits", withUri.getBytes(UTF_8))
                        .api())
                .isEqualTo(URI.create("filecoin://bafy"));
    }

    @Test
    void freeCallsAreOfferedOnlyBySomebodyWhoSignsForThem() {
        String json = SERVICE.replace(
                "PRICING", "[{\"default\": true, \"price_model\": \"fixed_price\", \"price_in_cogs\": 1}]");
        String signer = "\"free_call_signer_address\": \"" + PAYEE + "\", \"free_calls\"";

        assertThat(freeCalls(json)).isEmpty();
        assertThat(freeCalls(json.replace("\"free_calls\"", signer))).contains(new Service.FreeCalls(3, PAYEE));
        assertThat(freeCalls(json.replace("\"free_calls\": 3", signer + ": 0")))
                .contains(new Service.FreeCalls(0, PAYEE));
        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> freeCalls(json.replace("\"free_calls\"", signer.replace("0x", "0y"))))
                .withMessageContaining("groups[0].free_call_signer_address");
    }

    private static Optional<Service.FreeCalls> freeCalls(String json) {
        return ServiceMetadata.read("example", "digits", json.getBytes(UTF_8))
                .groups()
                .get(0)
                .freeCalls();
    }

    @Test
    void ofSeveralPricesTheDefaultCounts() {
        assertThat(pricing("[{\"price_model\": \"fixed_price\", \"price_in_cogs\": 1},"
                        + "{\"default\": true, \"price_model\": \"fixed_price\", \"price_in_cogs\": 1" + "0".repeat(30)
                        + "}]"))
                .isEqualTo(new Pricing.Fixed(HUGE));
    }

    @Test
    void pricesPerMethodAreReadByFullName() {
        assertThat(pricing("[{\"default\": true, \"price_model\": \"fixed_price_per_method\","
                        + "\"package_name\": \"example.math\", \"details\": [{\"service_name\": \"Calculator\","
                        + "\"method_pricing\": [{\"method_name\": \"add\", \"price_in_cogs\": 2},"
                        + "{\"method_name\": \"div\", \"price_in_cogs\": 0}]}]}]"))
                .isEqualTo(new Pricing.PerMethod(
                        Map.of("example.math.Calculator/add", Cogs.of(2), "example.math.Calculator/div", Cogs.ZERO)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"group_name\"|\"x\"|groups[0].group_name is missing",
                "\"wth9SeDAOy9s9PZvVLvvG20VTZPbJPuZozGL8FDUiWQ=\"|\"AA==\"|groups[0].group_id is \"AA==\": not a group id",
                "\"0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc\"|\"0x3c\"|groups[0].payment.payment_address is \"0x3c\": not an address",
                "\"0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc\"|7|groups[0].payment.payment_address is 7: expected a text",
                "\"payment\"|\"x\"|groups[0].payment is missing",
                "40320|\"40320\"|groups[0].payment.payment_expiration_threshold is \"40320\": expected a whole number",
                "40320|-1|groups[0].payment.payment_expiration_threshold is -1: expected a whole number",
                "40320|1.5|groups[0].payment.payment_expiration_threshold is 1.5: expected a whole number",
                "40320|null|groups[0].payment.payment_expiration_threshold is missing",
                "\"groups\": [{|\"groups\": {}, \"x\": [{|groups is {}: expected a list that is not empty",
                "\"groups\": [{|\"groups\": [], \"x\": [{|groups is []: expected a list that is not empty",
                "\"groups\": [{|\"groups\": [7], \"x\": [{|groups[0] is 7: expected an object",
                "{\"org_name\"|{org_name|is no JSON",
            })
    void whatIsWrongInAnOrganizationIsNamedByItsPath(String text, String replacement, String message) {
        String json = ORGANIZATION.replace(text, replacement);

        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> OrganizationMetadata.read("example", json.getBytes(UTF_8)))
                .withMessageStartingWith("metadata of organization \"example\"")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|groups[0].pricing is []: expected a list that is not empty",
                "[{\"default\":true,\"price_model\":\"fixed_price\"}]|groups[0].pricing[0].price_in_cogs is missing",
                "[{\"default\":true,\"price_model\":\"fixed_price\",\"price_in_cogs\":1e3}]|price_in_cogs is 1000.0: expected a whole number",
                "[{\"default\":true,\"price_model\":\"fixed_price\",\"price_in_cogs\":\"1\"}]|price_in_cogs is \"1\": expected a whole number",
                "[{\"default\":true,\"price_model\":\"dynamic\"}]|price_model is \"dynamic\": expected fixed_price or fixed_price_per_method",
                "[{\"price_model\":\"fixed_price\",\"price_in_cogs\":1},{\"price_model\":\"fixed_price\",\"price_in_cogs\":1}]|expected one entry with \"default\": true",
                "[{\"default\":true,\"price_model\":\"fixed_price_per_method\",\"details\":[{\"service_name\":\"S\"}]}]|pricing[0].details[0].method_pricing is missing",
            })
    void whatIsWrongInAPriceIsNamedByItsPath(String pricing, String message) {
        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> pricing(pricing))
                .withMessageStartingWith("metadata of service \"example/digits\"")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:8080", "localhost:8080", "ftp://example.org", "http://", "not a uri"})
    void anEndpointIsAnHttpUri(String endpoint) {
        String json = SERVICE.replace("\"http://127.0.0.1:8080\", \"https://example.org\"", "\"" + endpoint + "\"")
                .replace("PRICING", "[]");

        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> ServiceMetadata.read("example", "digits", json.getBytes(UTF_8)))
                .withMessageContaining("groups[0].endpoints[0] is \"" + endpoint + "\"");
    }
}
