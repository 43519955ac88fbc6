package io.snet4j.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.GroupId;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What others wrote into metadata stays, and what we change is changed. */
class MetadataMergeTest {
    private static final String GROUP = "hjnDcSIXxkZ0nZXBvv0JKrJkmVBSmgDKBmOn8XqaVoQ=";
    private static final String OTHER_GROUP = "m5FKWq4hW0foGW5qSbzGSjgZRuKs7A1ZwbIrJ9e96rc=";

    /** With every field of the platform's documents, and ten of nobody: x1 to x10. */
    private static final String SERVICE =
            """
            {"version": 1, "display_name": "Example", "encoding": "proto", "service_type": "grpc",
             "service_api_source": "ipfs://Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD",
             "model_ipfs_hash": "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD",
             "mpe_address": "0x5e592f9b1d303183d963635f895f0f0c48284f4e",
             "x1": {"deep": [1, 2.5, null, true]},
             "groups": [
               {"group_name": "default_group", "group_id": "GROUP", "x2": "group",
                "free_calls": 5, "free_call_signer_address": "0x3b2b3C2e2E7C93db335E69D827F3CC4bC2A2A2cB",
                "endpoints": ["https://a.example:8080", "http://no_host_for_java:1", "https://b.example:8080"],
                "daemon_addresses": ["0x3b2b3C2e2E7C93db335E69D827F3CC4bC2A2A2cB"],
                "pricing": [
                  {"price_model": "fixed_price", "price_in_cogs": 9, "default": true, "x3": 3},
                  {"price_model": "fixed_price_per_method", "package_name": "example", "default": false, "x4": 4,
                   "details": [{"service_name": "Adder", "x5": 5, "method_pricing": [
                     {"method_name": "add", "price_in_cogs": 3, "x6": 6},
                     {"method_name": "sub", "price_in_cogs": 4}]}]}],
                "licenses": {"tiers": [{"planName": "t", "detailsUrl": "https://t.example"}], "x7": 7}},
               {"group_name": "odd", "group_id": "OTHER", "pricing": "none that we read"}],
             "service_description": {"url": "https://e.example", "short_description": "s", "description": "d", "x8": 8},
             "tags": ["one", "two"],
             "contributors": [{"name": "Ada", "email_id": "ada@e.example", "x9": 9}],
             "media": [{"order": 1, "url": "QmM", "file_type": "image", "asset_type": "hero_image", "alt_text": ""}],
             "assets": {"hero_image": "QmHero", "images": ["QmOne", "QmTwo"], "x10": {"k": 10}},
             "tos": "https://tos.example", "training_methods": ["a"]}
            """
                    .replace("GROUP", GROUP)
                    .replace("OTHER", OTHER_GROUP);

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Fields.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static ObjectNode changed(UnaryOperator<Service> change) {
        Service published = ServiceMetadata.read("org", "s", SERVICE.getBytes(StandardCharsets.UTF_8));
        return MetadataMerge.of(
                json(SERVICE), ServiceMetadata.write(published), ServiceMetadata.write(change.apply(published)));
    }

    private static Service with(Service all, String name, List<Service.Group> groups, Listing listing) {
        return new Service(
                all.organizationId(),
                all.id(),
                name,
                all.encoding(),
                all.serviceType(),
                all.api(),
                all.escrow(),
                groups,
                listing);
    }

    private static Service.Group with(Service.Group group, List<URI> endpoints, Pricing pricing) {
        return new Service.Group(
                group.name(),
                group.id(),
                endpoints,
                pricing,
                group.freeCalls(),
                group.alternatives(),
                group.licenses());
    }

    @Test
    void aChangedNameIsAllThatChanges() {
        ObjectNode expected = json(SERVICE).put("display_name", "New");

        assertThat(changed(all -> with(all, "New", all.groups(), all.listing())))
                .isEqualTo(expected);
    }

    @Test
    void whatIsNotChangedStaysAsOthersSpelledIt() {
        assertThat(changed(all -> all)).isEqualTo(json(SERVICE));
        assertThat(changed(all -> all).toString()).isEqualTo(json(SERVICE).toString());
    }

    @Test
    void anEndpointGoesAndOneComesAndTheOneThatOnlyOthersReadStays() {
        ObjectNode merged = changed(all -> with(
                all,
                all.displayName(),
                List.of(with(
                        all.groups().get(0),
                        List.of(URI.create("https://b.example:8080"), URI.create("https://c.example:8080")),
                        all.groups().get(0).pricing())),
                all.listing()));

        assertThat(merged.at("/groups/0/endpoints").toString())
                .isEqualTo("[\"http://no_host_for_java:1\",\"https://b.example:8080\",\"https://c.example:8080\"]");
        ((ObjectNode) merged.at("/groups/0")).set("endpoints", json(SERVICE).at("/groups/0/endpoints"));
        assertThat(merged).isEqualTo(json(SERVICE));
    }

    @Test
    void anotherPriceLeavesWhatStandsBesideIt() {
        ObjectNode merged = changed(all -> with(
                all,
                all.displayName(),
                List.of(with(all.groups().get(0), all.groups().get(0).endpoints(), new Pricing.Fixed(Cogs.of(11)))),
                all.listing()));

        ObjectNode expected = json(SERVICE);
        ((ObjectNode) expected.at("/groups/0/pricing/0")).put("price_in_cogs", 11);
        assertThat(text(merged)).isEqualTo(text(expected));
    }

    @Test
    void aTagThatIsTakenOutIsGoneAndAContributorKeepsWhatOthersSayOfHim() {
        Listing listing = Listing.builder()
                .url("https://e.example")
                .summary("s")
                .description("other")
                .tag("two")
                .contributor("Ada L.", "ada@e.example")
                .asset("hero_image", "QmHero")
                .asset("images", "QmTwo")
                .build();

        ObjectNode merged = changed(all -> with(all, all.displayName(), all.groups(), listing));

        assertThat(merged.at("/tags").toString()).isEqualTo("[\"two\"]");
        assertThat(merged.at("/contributors").toString())
                .isEqualTo("[{\"name\":\"Ada L.\",\"email_id\":\"ada@e.example\",\"x9\":9}]");
        assertThat(merged.at("/assets").toString())
                .isEqualTo("{\"hero_image\":\"QmHero\",\"images\":[\"QmTwo\"],\"x10\":{\"k\":10}}");
        assertThat(merged.at("/service_description/x8").intValue()).isEqualTo(8);
        assertThat(merged.at("/service_description/description").textValue()).isEqualTo("other");
    }

    @Test
    void aGroupThatIsTakenOutIsGoneAndTheOneThatWeCannotReadStays() {
        Service.Group group = new Service.Group(
                "third",
                GroupId.of(new byte[32]),
                List.of(URI.create("https://t.example")),
                new Pricing.Fixed(Cogs.of(1)),
                Optional.empty());

        JsonNode groups = changed(all -> with(all, all.displayName(), List.of(group), all.listing()))
                .at("/groups");

        assertThat(groups).hasSize(2);
        assertThat(groups.at("/0/group_name").textValue()).isEqualTo("odd");
        assertThat(groups.at("/1/group_name").textValue()).isEqualTo("third");
    }

    @Test
    void ofAnOrganizationTheTimeoutsAndTypesOfOthersStay() {
        String published =
                """
                {"org_name": "O", "org_id": "o", "org_type": "individual", "x1": 1,
                 "description": {"url": "u", "short_description": "s", "description": "d", "x2": 2},
                 "contacts": [{"email_id": "c@e.example", "contact_type": "support", "phone": "1"}],
                 "assets": {"hero_image": {"url": "QmX", "ipfs_hash": ""}},
                 "groups": [{"group_name": "g", "group_id": "GROUP", "x3": 3, "payment": {
                   "payment_address": "0x3b2b3c2e2e7c93db335e69d827f3cc4bc2a2a2cb",
                   "payment_expiration_threshold": 40320, "payment_channel_storage_type": "etcd", "x4": 4,
                   "payment_channel_storage_client": {"connection_timeout": "7s", "request_timeout": "8s",
                     "endpoints": ["https://etcd.example:2379"], "x5": 5}}}]}
                """
                        .replace("GROUP", GROUP);
        Organization before = OrganizationMetadata.read("o", published.getBytes(StandardCharsets.UTF_8));
        Organization after = new Organization("o", "New name", before.groups(), before.type(), before.listing());

        ObjectNode merged = MetadataMerge.of(
                json(published), OrganizationMetadata.write(before), OrganizationMetadata.write(after));

        assertThat(merged).isEqualTo(json(published).put("org_name", "New name"));
    }

    /** So that numbers count by what they say, not by how many bits hold them. */
    private static String text(JsonNode json) {
        return json.toString();
    }
}
