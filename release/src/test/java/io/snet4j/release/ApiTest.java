package io.snet4j.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A change of the public API is seen in review: the listing beside this module changes with it. {@code mvn -pl release
 * -am -Dtest=ApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dsnet4j.api=write test} writes the listings.
 */
class ApiTest {
    private static final boolean WRITE = "write".equals(System.getProperty("snet4j.api"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wire",
                "core",
                "client",
                "state-jdbc",
                "provider",
                "provider-store",
                "provider-tck",
                "devnet",
                "micrometer",
                "junit"
            })
    void thePublicApiIsTheListedOne(String module) throws IOException {
        compare("snet4j-" + module, ApiListing.of(PublishedTypes.of(module)));
    }

    @ParameterizedTest
    @ValueSource(strings = "maven-plugin")
    void theGoalsOfThePluginAreTheListedOnes(String module) throws IOException {
        compare(
                "snet4j-" + module,
                PluginListing.of(Path.of("..", module, "target/classes/META-INF/maven/plugin.xml")));
    }

    private static void compare(String artifact, List<String> found) throws IOException {
        Path listing = Path.of("api", artifact + ".txt");
        if (WRITE) {
            Files.write(listing, found);
            return;
        }
        List<String> listed = withOwners(Files.readAllLines(listing));
        List<String> now = withOwners(found);
        List<String> gone = new ArrayList<>(listed);
        gone.removeAll(now);
        List<String> added = new ArrayList<>(now);
        added.removeAll(listed);

        assertThat(List.of(gone, added))
                .as("the API of %s is not the listed one: %s is gone, and %s is there", artifact, gone, added)
                .isEqualTo(List.of(List.of(), List.of()));
    }

    /** A member's line means little without the type it is of. */
    private static List<String> withOwners(List<String> lines) {
        List<String> named = new ArrayList<>();
        String owner = "";
        for (String line : lines) {
            boolean member = line.startsWith(" ");
            owner = member ? owner : line;
            named.add(member ? owner + ": " + line.strip() : line);
        }
        return named;
    }
}
