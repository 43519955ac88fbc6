package io.snet4j.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users see since which version they can name a type. */
class SinceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
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
    void everyPublicTypeSaysSinceWhenItIsThere(String module) throws IOException {
        List<String> silent = new ArrayList<>();
        for (Class<?> type : PublishedTypes.of(module)) {
            if (type.getEnclosingClass() == null && !source(module, type).contains("\n * @since ")) {
                silent.add(type.getName());
            }
        }

        assertThat(silent).as("public types without @since").isEmpty();
    }

    private static String source(String module, Class<?> type) throws IOException {
        Path file = Path.of("..", module, "src", "main", "java", type.getName().replace('.', '/') + ".java");
        return Files.readString(file);
    }
}
