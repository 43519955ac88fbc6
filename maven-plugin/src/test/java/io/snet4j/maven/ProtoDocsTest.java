package io.snet4j.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What docs/services.md says of the plugin. */
class ProtoDocsTest {
    private static final Path ROOT = Path.of("..");

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/services.md"));
    }

    private static List<Element> elements(Element parent, String name) {
        List<Element> all = new ArrayList<>();
        NodeList found = parent.getElementsByTagName(name);
        for (int i = 0; i < found.getLength(); i++) {
            all.add((Element) found.item(i));
        }
        return all;
    }

    private static String text(Element parent, String name) {
        return elements(parent, name).get(0).getTextContent();
    }

    private static Map<String, Element> goals() throws Exception {
        Map<String, Element> goals = new HashMap<>();
        Element plugin = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("target/classes/META-INF/maven/plugin.xml").toFile())
                .getDocumentElement();
        elements(plugin, "mojo").forEach(mojo -> goals.put(text(mojo, "goal"), mojo));
        return goals;
    }

    private static Element proto() throws Exception {
        return Objects.requireNonNull(goals().get("proto"));
    }

    @Test
    void everyParameterOfTheGoalIsInTheTable() throws Exception {
        List<String> settable = elements(proto(), "parameter").stream()
                .filter(parameter -> text(parameter, "editable").equals("true"))
                .map(parameter -> text(parameter, "name"))
                .toList();
        Matcher rows = Pattern.compile("(?m)^\\| `(\\w+)` \\| `snet4j\\.([a-z-]+)` \\|")
                .matcher(page());
        List<String> told = new ArrayList<>();
        while (rows.find()) {
            assertThat(rows.group(2)).isEqualTo(property(rows.group(1)));
            told.add(rows.group(1));
        }

        assertThat(told).isNotEmpty().containsExactlyInAnyOrderElementsOf(settable);
    }

    /** {@code chain-id} for {@code chainId}, as clients spell it. */
    private static String property(String parameter) {
        return parameter.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    @Test
    void whatClientsKnowIsSetAsForClients() throws Exception {
        String clients = Files.readString(ROOT.resolve("docs/configuration.md"));
        Element configuration = elements(proto(), "configuration").get(0);
        for (String parameter : List.of("network", "registry", "chainId", "rpc", "storage")) {
            String property = "snet4j." + property(parameter);
            String variable = "SNET4J_" + property(parameter).replace('-', '_').toUpperCase(Locale.ROOT);
            Element value = elements(configuration, parameter).get(0);

            assertThat(clients).contains("| `" + variable + "` | `" + property + "` |");
            assertThat(value.getTextContent()).isEqualTo("${" + property + "}");
            assertThat(value.getAttribute("default-value")).isEqualTo("${env." + variable + "}");
        }
    }

    @Test
    void thereIsAGoalThatPrintsHelpAndEveryParameterHasSome() throws Exception {
        assertThat(goals()).containsOnlyKeys("proto", "help");
        assertThat(elements(proto(), "parameter"))
                .filteredOn(parameter -> text(parameter, "editable").equals("true"))
                .allSatisfy(parameter -> assertThat(text(parameter, "description"))
                        .as(text(parameter, "name"))
                        .isNotBlank());
    }

    @Test
    void bothGoalsRunWithoutAProject() throws Exception {
        assertThat(goals().values())
                .allSatisfy(goal -> assertThat(text(goal, "requiresProject")).isEqualTo("false"));
    }

    /** That project is built and run against a devnet. */
    @Test
    void theLinesOfTheProtobufPluginAreThoseOfTheProjectThatIsBuilt() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        String built = Files.readString(ROOT.resolve("consumer/src/it/stubs/pom.xml"))
                .replace("@protoc.version@", property(pom, "protoc.version"))
                .replace("@protoc-gen-grpc.version@", property(pom, "protoc-gen-grpc.version"));
        String lines = page().lines()
                .dropWhile(line -> !line.contains("<artifactId>protobuf-maven-plugin"))
                .takeWhile(line -> !line.equals("```"))
                .map(line -> "      " + line)
                .reduce("", (before, line) -> before + line + "\n");

        assertThat(lines).isNotEmpty();
        assertThat(built).contains(lines);
        assertThat(page())
                .contains("\"com.google.protobuf:protoc:" + property(pom, "protoc.version") + "\"")
                .contains("\"io.grpc:protoc-gen-grpc-java:" + property(pom, "protoc-gen-grpc.version") + "\"");
    }

    private static String property(String pom, String name) {
        Matcher value = Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<").matcher(pom);
        assertThat(value.find()).as(name).isTrue();
        return value.group(1);
    }
}
