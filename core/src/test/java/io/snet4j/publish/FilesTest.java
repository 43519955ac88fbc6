package io.snet4j.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.chain.GroupId;
import io.snet4j.registry.Listing;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.Service;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are built say what was put in, in the platform's words. */
class FilesTest {
    private static final GroupId GROUP = GroupId.parse(Documents.GROUP);
    private static final Address PAYEE = Address.parse(Documents.PAYEE);
    private static final Cogs HUGE = new Cogs(BigInteger.TEN.pow(30));
    private static final Listing LISTING = Listing.builder()
            .url("https://example.org")
            .summary("short")
            .description("long")
            .tag("numbers")
            .contributor("Ada", "ada@example.org")
            .asset("hero_image", Documents.CID)
            .asset("images", Documents.CID)
            .build();

    private static Service.Group group(Pricing pricing, Optional<Service.FreeCalls> free) {
        return new Service.Group("default_group", GROUP, List.of(URI.create("http://127.0.0.1:8080")), pricing, free);
    }

    private static ServiceFile.Builder service(Service.Group group) {
        return ServiceFile.builder("Shown")
                .api(URI.create("ipfs://" + Documents.CID))
                .escrow(Address.parse(Documents.ESCROW))
                .group(group);
    }

    @Test
    void anOrganizationIsReadAsItWasBuilt() {
        Organization.Group group = new Organization.Group(
                "default_group", GROUP, PAYEE, BlockCount.of(40_320), List.of(URI.create("http://etcd.example:2379")));
        OrganizationFile file = OrganizationFile.builder("example")
                .name("Example")
                .type("organization")
                .listing(LISTING)
                .contact("support", "c@example.org", "")
                .group(group)
                .build();

        assertThat(file.problems()).isEmpty();
        assertThat(file.warnings()).isEmpty();
        Organization read = file.organization();
        assertThat(read.groups()).containsExactly(group);
        assertThat(read.name()).isEqualTo("Example");
        assertThat(read.listing().summary()).isEqualTo("short");
        JsonNode payment = file.document().at("/groups/0/payment");
        assertThat(payment.at("/payment_channel_storage_type").asText()).isEqualTo("etcd");
        assertThat(payment.at("/payment_channel_storage_client/connection_timeout")
                        .asText())
                .isEqualTo("5s");
        assertThat(OrganizationFile.parse(file.json())).isEqualTo(file);
    }

    @Test
    void aServiceIsReadAsItWasBuiltByNewAndOldReaders() {
        Service.Group group = group(new Pricing.Fixed(HUGE), Optional.of(new Service.FreeCalls(7, PAYEE)));
        ServiceFile file = service(group)
                .listing(LISTING)
                .media(Documents.CID, "image", "hero_image", "")
                .media("https://e.example/film.mp4", "video", "demo_component", "a film")
                .daemonAddresses("default_group", Set.of(PAYEE))
                .build();

        assertThat(file.problems()).isEmpty();
        assertThat(file.warnings()).isEmpty();
        Service read = file.service("example", "s");
        assertThat(read.groups()).containsExactly(group);
        assertThat(read.listing()).isEqualTo(LISTING);
        JsonNode json = file.document();
        assertThat(json.at("/version").asInt()).isEqualTo(1);
        assertThat(json.at("/service_api_source").asText()).isEqualTo("ipfs://" + Documents.CID);
        assertThat(json.at("/model_ipfs_hash").asText()).isEqualTo(Documents.CID);
        assertThat(json.at("/media/1/order").asInt()).isEqualTo(2);
        assertThat(json.at("/groups/0/daemon_addresses/0").asText()).isEqualTo(Documents.PAYEE);
        assertThat(json.at("/groups/0/pricing/0").toString())
                .isEqualTo(
                        "{\"default\":true,\"price_model\":\"fixed_price\",\"price_in_cogs\":1" + "0".repeat(30) + "}");
    }

    /** The Python client reads neither an organization with empty texts nor a group with zero free calls. */
    @Test
    void whatThereIsNoneOfIsNotWritten() {
        ServiceFile file = service(group(new Pricing.Fixed(HUGE), Optional.of(new Service.FreeCalls(0, PAYEE))))
                .build();

        assertThat(file.document().at("/groups/0").has("free_calls")).isFalse();
        assertThat(OrganizationFile.builder("o")
                        .listing(Listing.NONE)
                        .build()
                        .document()
                        .has("description"))
                .isFalse();
    }

    @Test
    void pricesPerMethodAreReadAndWrittenByFullName() {
        Pricing pricing = new Pricing.PerMethod(Map.of(
                "example.math.Calculator/add",
                Cogs.of(2),
                "example.math.Calculator/div",
                HUGE,
                "example.math.Other/add",
                Cogs.ZERO));
        ServiceFile file = service(group(pricing, Optional.empty())).build();

        assertThat(file.problems()).isEmpty();
        assertThat(file.service("example", "s").groups().get(0).pricing()).isEqualTo(pricing);
        assertThat(file.document().at("/groups/0/pricing/0").toString())
                .startsWith("{\"default\":true,\"price_model\":\"fixed_price_per_method\","
                        + "\"package_name\":\"example.math\",\"details\":[{\"service_name\":\"Calculator\","
                        + "\"method_pricing\":[{\"method_name\":\"add\",\"price_in_cogs\":2}");
    }

    @Test
    void methodsWithoutPackageArePricedToo() {
        Pricing pricing = new Pricing.PerMethod(Map.of("Calculator/add", Cogs.of(2)));

        assertThat(service(group(pricing, Optional.empty()))
                        .build()
                        .service("example", "s")
                        .groups()
                        .get(0)
                        .pricing())
                .isEqualTo(pricing);
    }

    @ParameterizedTest
    @CsvSource({"a.B/c, d.B/c", "a.B/c, B/c", "a.B/c, add", "a.B/c, /add", "a.B/c, B/"})
    void pricesThatCannotBeWrittenAreRefused(String method, String other) {
        Pricing pricing = new Pricing.PerMethod(Map.of(method, Cogs.of(1), other, Cogs.of(1)));

        assertThatIllegalArgumentException().isThrownBy(() -> service(group(pricing, Optional.empty())));
    }

    @Test
    void anApiOfFilecoinLeadsNobodyToTheOldOne() {
        ServiceFile file = ServiceFile.parse(Documents.SERVICE).toBuilder()
                .api(URI.create("filecoin://bafkreibk4ham7y6mwad2qxwyrhpmxh2fho7xwvsfw26lcra5bt5r5fvcwe"))
                .build();

        assertThat(file.document().at("/model_ipfs_hash").asText()).isEmpty();
        assertThat(file.problems()).isEmpty();
    }

    @Test
    void aFileWithProblemsNamesAllOfThem() {
        ServiceFile file = ServiceFile.parse("{\"groups\": [{}, 7], \"encoding\": \"xml\"}");

        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(file::requireValid)
                .satisfies(e -> assertThat(e.problems()).isEqualTo(file.problems()))
                .withMessageContaining(
                        "the file of a service cannot be published: display_name: is missing; encoding: is")
                .withMessageEndingWith("; and 2 more");
        assertThat(file.problems()).hasSize(7);
    }
}
