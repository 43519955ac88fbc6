package io.snet4j.docs;

import io.snet4j.SnetClient;
import java.nio.file.Path;

/** The pieces of docs/configuration.md. */
final class ConfigurationExamples {
    private ConfigurationExamples() {}

    static void file(Path settings) {
        // docs
        try (SnetClient client =
                SnetClient.builder().fromProperties(settings).fromEnvironment().build()) {
            System.out.println(client.network() + " as " + client.identity().address());
        }
        // end
    }
}
