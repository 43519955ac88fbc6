package io.snet4j.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.cli.shell.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnetYamlTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of("/somewhere");

    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SnetYamlTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Draft read(String text) {
        return SnetYaml.read(YamlFile.of("snet.yaml", text), FOLDER);
    }

    private static List<String> problems(String text) {
        return new Check(read(text))
                .run().stream()
                        .filter(problem -> !problem.warning())
                        .map(Problem::toString)
                        .toList();
    }

    @Test
    void everyNameBecomesAFieldOfThePlatformsFiles() throws IOException {
        Draft draft = read(resource("all.yaml"));

        assertThat(draft.problems()).isEmpty();
        JsonNode expected = JSON.readTree(resource("all.json"));
        assertThat(JSON.readTree(draft.organization().orElseThrow().file().json()))
                .isEqualTo(expected.path("organization"));
        Draft.OfService service = draft.service().orElseThrow();
        assertThat(JSON.readTree(service.file().json())).isEqualTo(expected.path("service"));
        assertThat(service.organization()).isEqualTo("my-org");
        assertThat(service.id()).isEqualTo("my-service");
        assertThat(service.proto()).contains(FOLDER.resolve("src/main/protobuf"));
        assertThat(service.file().problems()).isEmpty();
        assertThat(draft.organization().orElseThrow().file().problems()).isEmpty();
    }

    @Test
    void thatFileHasEveryNameThereIs() throws IOException {
        TreeSet<String> used = new TreeSet<>();
        names("", JSON.readTree(YamlTree.json(resource("all.yaml"))), used);

        assertThat(used).containsAll(names("", SnetKeys.ALL));
    }

    private static void names(String path, JsonNode node, TreeSet<String> into) {
        node.properties().forEach(part -> {
            into.add(path + part.getKey());
            names(path + part.getKey() + ".", part.getValue(), into);
        });
        if (node.isArray()) {
            node.forEach(part -> names(path, part, into));
        }
    }

    private static List<String> names(String path, List<Key> keys) {
        List<String> all = new ArrayList<>();
        for (Key key : keys) {
            all.add(path + key.name());
            all.addAll(names(path + key.name() + ".", key.below()));
        }
        return all;
    }

    @Test
    void allProblemsAreNamedWithLineAndField() {
        assertThat(
                        problems(
                                """
                        organization:
                          id: my-org
                          name: My organization
                          groups:
                            - name: default_group
                              payment_address: 0x12
                              expiration_threshold: soon
                        service:
                          id: my-service
                          name: My service
                          groups:
                            - name: other_group
                              endpoints: [ftp://example.org, https://example.org]
                              price: 5 EUR
                              free_calls: 3
                              endpiont: x
                        """))
                .satisfiesExactly(
                        one -> assertThat(one)
                                .startsWith("snet.yaml:6: organization.groups[0].payment_address: ")
                                .contains("0x"),
                        two -> assertThat(two)
                                .isEqualTo("snet.yaml:7: organization.groups[0].expiration_threshold: expected a whole"
                                        + " number"),
                        three -> assertThat(three)
                                .startsWith(
                                        "snet.yaml:12: service.groups[0].name: is \"other_group\"; the organization has no group"),
                        four -> assertThat(four).startsWith("snet.yaml:13: service.groups[0].endpoints[0]: "),
                        five -> assertThat(five)
                                .startsWith("snet.yaml:14: service.groups[0].price: ")
                                .contains("'5 EUR' is no amount"),
                        six -> assertThat(six)
                                .startsWith("snet.yaml:15: service.groups[0].free_calls: ")
                                .contains("free_call_signer_address"),
                        seven -> assertThat(seven)
                                .startsWith("snet.yaml:16: service.groups[0].endpiont: is no name here; did you mean"
                                        + " endpoints?"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    service: 3                                            | :1: service: expected names with values
                    service: {id: a, organization: b, name: [x]}          | service.name: expected a text
                    service: {id: a, organization: b, tags: x}            | service.tags: expected a list of texts
                    service: {id: a, organization: b, groups: {}}         | service.groups: expected a list of mappings
                    service: {id: a, organization: b, groups: [3]}        | service.groups[0]: expected names with values
                    service: {id: a, organization: b, fields: 3}          | service.fields: expected names with values
                    service: {id: a, organization: b, fields: {tags: []}} | service.fields.tags: has a name of its own: tags
                    service: {organization: b, name: x}                   | service.id: is missing
                    service: {id: a, name: x}                             | service.organization: is missing
                    service: {id: a, organization: b, groups: [{prices: 3}]}        | groups[0].prices: expected prices by
                    service: {id: a, organization: b, groups: [{prices: {x: 3}}]}   | prices.x: expected package.Service/method
                    service: {id: a, organization: b, groups: [{prices: {a.B/c: 3, d.E/f: 4}}]} | is of another package than a
                    service: {id: a, organization: b, groups: [{prices: {a.B/c: x}}]} | groups[0].prices.a.B/c: 'x' is no amount
                    organization: {groups: [{fields: {payment: 3}}]}      | organization.groups[0].fields.payment: has a name of its own
                    organization: {id: null}                              | organization.id: expected a text
                    organization: {id: a}                                 | :1: organization.name: is missing
                    organisation: {}\\nservice: {}                        | organisation: is no name here
                    """)
    void whatIsWrongIsToldWithItsName(String text, String problem) {
        assertThat(problems(text.replace("\\n", "\n"))).anyMatch(found -> found.contains(problem));
    }

    @Test
    void pricesOfMethodsAreThoseInForce() {
        Draft draft = read("service: {id: a, organization: b, groups: [{price: 0, prices: {B/c: 1 FET, B/d: 2}}]}");

        assertThat(draft.problems()).isEmpty();
        assertThat(draft.service().orElseThrow().file().json().replaceAll("\\s", ""))
                .contains("\"price_in_cogs\":0,\"default\":false")
                .contains("\"package_name\":\"\"")
                .contains("{\"method_name\":\"c\",\"price_in_cogs\":1000000000000000000}")
                .contains("\"price_model\":\"fixed_price_per_method\"")
                .contains("\"default\":true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: b\na: c",
                "service: {id: x, id: y}",
                "- a",
                "",
                "a: [",
                "a: &x b\nc: *x",
                "? [a]\n: b",
                "a: b\n---\nc: d",
                "\u0000"
            })
    void whatIsNoYamlWithOneMappingIsRefused(String text) {
        assertThatThrownBy(() -> YamlFile.of("snet.yaml", text))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("snet.yaml");
    }

    @Test
    void whatIsTooDeepOrExpandsIsRefused() {
        assertThatThrownBy(() -> YamlFile.of("f", "a: " + "[".repeat(100_000)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("nested deeper than 64");
        assertThatThrownBy(() -> YamlFile.of("f", "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("aliases");
        assertThatThrownBy(() -> YamlFile.of("f", "a: " + "x".repeat(2 << 20))).isInstanceOf(RefusedException.class);
    }

    @Test
    void aTypeThatJavaHasIsATextAndNothingIsMadeOfIt() {
        YamlFile file = YamlFile.of("f", "organization: {name: !!javax.script.ScriptEngineManager [a]}");

        assertThat(SnetYaml.read(file, FOLDER).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo("expected a text"));
    }
}
