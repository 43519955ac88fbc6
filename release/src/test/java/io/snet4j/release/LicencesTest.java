package io.snet4j.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What the published artifacts bring along, and under which licences. {@code mvn -pl release -am -Dtest=LicencesTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dsnet4j.licences=write test} writes the list anew.
 */
class LicencesTest {
    private static final boolean WRITE = "write".equals(System.getProperty("snet4j.licences"));
    private static final Path LIST = Path.of("licences.txt");

    private static final List<String> PUBLISHED = List.of(
            "wire",
            "core",
            "client",
            "state-jdbc",
            "provider",
            "provider-store",
            "provider-tck",
            "devnet",
            "micrometer",
            "junit",
            "maven-plugin");

    /** Licences that go with MIT, by their SPDX identifiers. */
    private static final Set<String> ALLOWED = Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MIT-0");

    /** What poms call them. A name that is not here stays as it is, and is not allowed. */
    private static final Map<String, String> NAMES = Map.of(
            "Apache 2.0", "Apache-2.0",
            "Apache License 2.0", "Apache-2.0",
            "Apache License, Version 2.0", "Apache-2.0",
            "The Apache License, Version 2.0", "Apache-2.0",
            "The Apache Software License, Version 2.0", "Apache-2.0",
            "MIT License", "MIT",
            "MIT license", "MIT",
            // The text is that of MIT, with another name over it.
            "Bouncy Castle Licence", "MIT");

    /** In the devnet's jar, beside the code: compiled contracts and the program of the node. */
    private static final List<String> FROM_NPM = List.of(
            "@foundry-rs/anvil-linux-amd64", "singularitynet-platform-contracts", "singularitynet-token-contracts");

    @Test
    void theDependenciesAndTheirLicencesAreTheListedOnes() throws IOException {
        Set<String> found = found();
        if (WRITE) {
            Files.write(LIST, found);
        }

        assertThat(found).as("what is published brings along").containsExactlyElementsOf(Files.readAllLines(LIST));
    }

    @Test
    void everyDependencyHasALicenceThatIsAllowed() throws IOException {
        assertThat(found())
                .allSatisfy(line -> assertThat(licences(line)).as(line).anyMatch(ALLOWED::contains));
    }

    /** Of those that a line names, a user may choose. */
    private static List<String> licences(String line) {
        return List.of(line.substring(line.indexOf(": ") + 2).split(" or "));
    }

    private static Set<String> found() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String module : PUBLISHED) {
            for (String line : Files.readAllLines(Path.of("..", module, "target", "licences.txt"))) {
                List<String> parts = List.of(line.split("\\|"));
                if (!isOurs(parts.get(0)) && !isForOnePlatform(parts.get(0))) {
                    found.add(line(parts.get(0), parts.subList(1, parts.size())));
                }
            }
        }
        JsonNode npm = JsonMapper.builder()
                .build()
                .readTree(Path.of("..", "devnet", "package-lock.json").toFile());
        for (String name : FROM_NPM) {
            String licence = npm.at("/packages/" + ("node_modules/" + name).replace("/", "~1") + "/license")
                    .asText();
            found.add(line("npm " + name, List.of(licence.split(" OR "))));
        }
        return found;
    }

    private static String line(String dependency, List<String> licences) {
        List<String> names = new ArrayList<>();
        for (String licence : licences) {
            names.add(NAMES.getOrDefault(licence, licence));
        }
        return dependency + ": " + String.join(" or ", names);
    }

    private static boolean isOurs(String dependency) {
        return dependency.startsWith("io.snet4j:");
    }

    /** Another machine takes another one of the same library. */
    private static boolean isForOnePlatform(String dependency) {
        return dependency.startsWith("com.aayushatharva.brotli4j:native-");
    }
}
