package io.snet4j.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.registry.Listing;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.Service;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What others wrote into published files stays, and what a file says is changed. */
class FileMergeTest {
    private static ObjectNode merged(String file) {
        return FileMerge.of(Documents.service(), ServiceFile.parse(file).document());
    }

    @Test
    void theKnownFieldsOfBothFilesAreWithoutProblems() {
        assertThat(OrganizationFile.parse(Documents.ORGANIZATION).problems()).isEmpty();
        assertThat(ServiceFile.parse(Documents.SERVICE).problems()).isEmpty();
    }

    @Test
    void aFileThatSaysNothingChangesNothing() {
        assertThat(merged("{}").toString()).isEqualTo(Documents.service().toString());
    }

    @Test
    void theSameFileChangesNothingWhateverNumbersItHas() {
        assertThat(FileMerge.of(Documents.organization(), Documents.organization())
                        .toString())
                .isEqualTo(Documents.organization().toString())
                .contains("2.50", "1E+400");
        assertThat(merged(Documents.SERVICE)).isEqualTo(Documents.service());
    }

    @Test
    void aChangedNameIsAllThatChanges() {
        assertThat(merged("{\"display_name\": \"New\"}"))
                .isEqualTo(Documents.service(all -> all.put("display_name", "New")));
    }

    @Test
    void anAddressInAnotherCaseIsNoChange() {
        assertThat(merged("{\"mpe_address\": \"" + Documents.ESCROW.toLowerCase(Locale.ROOT) + "\"}"))
                .isEqualTo(Documents.service());
    }

    @Test
    void nullTakesAFieldAwayAndDoesNotStayInAFile() {
        assertThat(merged("{\"tos\": null, \"absent\": null, \"assets\": {\"images\": null}}"))
                .isEqualTo(Documents.service(all -> {
                    all.remove("tos");
                    ((ObjectNode) all.get("assets")).remove("images");
                }));
    }

    @Test
    void anotherPriceOfAMethodLeavesWhatStandsBesideIt() {
        ObjectNode file = Documents.service();
        ((ObjectNode) file.at("/groups/0/pricing/1/details/0/method_pricing/0"))
                .put("price_in_cogs", 11)
                .remove("x6");

        ObjectNode merged =
                FileMerge.of(Documents.service(), ServiceFile.of(file).document());

        assertThat(merged.at("/groups/0/pricing/1/details/0/method_pricing/0").toString())
                .isEqualTo("{\"method_name\":\"add\",\"price_in_cogs\":11,\"x6\":6}");
        ((ObjectNode) merged.at("/groups/0/pricing/1/details/0/method_pricing/0")).put("price_in_cogs", 3);
        assertThat(merged).isEqualTo(Documents.service());
    }

    @Test
    void aListIsAsTheFileHasItButItsElementsKeepWhatOthersSayOfThem() {
        ObjectNode merged = merged("{\"tags\": [\"two\", \"three\"], \"contributors\":"
                + " [{\"name\": \"Bob\"}, {\"name\": \"Ada L.\", \"email_id\": \"ada@e.example\"}]}");

        assertThat(merged.at("/tags").toString()).isEqualTo("[\"two\",\"three\"]");
        assertThat(merged.at("/contributors").toString())
                .isEqualTo("[{\"name\":\"Bob\"},{\"name\":\"Ada L.\",\"email_id\":\"ada@e.example\",\"x9\":9}]");
    }

    @Test
    void aBuilderThatStartsWithThePublishedFileKeepsAllThatItHasNoMethodFor() {
        ServiceFile published = ServiceFile.parse(Documents.SERVICE);
        Service.Group group = published.service("example", "s").groups().get(0);

        ServiceFile changed = published.toBuilder()
                .group(new Service.Group(
                        group.name(),
                        group.id(),
                        List.of(URI.create("https://c.example")),
                        new Pricing.Fixed(Cogs.of(11)),
                        group.freeCalls(),
                        group.alternatives(),
                        group.licenses()))
                .build();
        ObjectNode merged = FileMerge.of(Documents.service(), changed.document());

        assertThat(merged).isEqualTo(Documents.service(all -> {
            ObjectNode first = (ObjectNode) all.at("/groups/0");
            first.putArray("endpoints").add("https://c.example");
            ((ObjectNode) first.at("/pricing/0")).put("price_in_cogs", 11);
            // Written anew, it says by its absence that it is not in force.
        }));
    }

    @Test
    void freeCallsAndTextsThatABuilderTakesAwayAreGone() {
        ServiceFile published = ServiceFile.parse(Documents.SERVICE);
        Service.Group group = published.service("example", "s").groups().get(0);

        ServiceFile changed = published.toBuilder()
                .group(new Service.Group(group.name(), group.id(), group.endpoints(), group.pricing()))
                .listing(Listing.NONE)
                .build();
        ObjectNode merged = FileMerge.of(Documents.service(), changed.document());

        assertThat(merged.at("/groups/0").has("free_calls")).isFalse();
        assertThat(merged.has("service_description")).isFalse();
        assertThat(merged.path("tags")).isEmpty();
        assertThat(merged.at("/groups/0/x2").asText()).isEqualTo("group");
    }

    @Test
    void differencesAreNamedByTheirPaths() {
        ObjectNode merged = merged("{\"display_name\": \"New\", \"tos\": null, \"tags\": [\"two\", \"three\"],"
                + " \"groups\": [{\"group_id\": \"" + Documents.GROUP + "\", \"pricing\": [{\"price_model\":"
                + " \"fixed_price\", \"price_in_cogs\": 7, \"default\": true}]}]}");

        assertThat(FieldDifference.between(Documents.service(), merged))
                .extracting(FieldDifference::toString)
                .contains(
                        "display_name: \"Example\" -> \"New\"",
                        "groups[0].pricing[0].price_in_cogs: 9 -> 7",
                        "- tags[0]: \"one\"",
                        "+ tags[1]: \"three\"",
                        "- tos: \"https://tos.example\"")
                .anyMatch(each -> each.startsWith("- groups[0].pricing[1]: {"))
                .hasSize(6);
        assertThat(FieldDifference.between(merged, merged)).isEmpty();
    }
}
