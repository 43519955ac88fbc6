package io.snet4j.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.registry.ProtoFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoFolderTest {
    private static final URI ONE = URI.create("ipfs://one");
    private static final URI TWO = URI.create("ipfs://two");

    private final Path root;

    ProtoFolderTest(@TempDir Path root) {
        this.root = root;
    }

    private ProtoFolder folder(String service) {
        return new ProtoFolder(root.resolve("proto"), service);
    }

    private static ProtoFile file(String path) {
        return new ProtoFile(path, "// " + path);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatWasFilledIsHeldUntilItIsTouched() throws IOException {
        ProtoFolder folder = folder("o/s");
        assertThat(folder.isFilled()).isFalse();

        folder.fill(ONE, List.of(file("a.proto"), file("sub/b.proto"), file("training.proto")));

        assertThat(files()).containsExactly("proto/.snet4j-proto", "proto/a.proto", "proto/sub/b.proto");
        assertThat(folder.holds(ONE)).isTrue();
        assertThat(folder.holds(TWO)).isFalse();
        assertThat(folder.isFilled()).isTrue();
        assertThat(folder("o/other").isFilled()).isFalse();
        Files.writeString(root.resolve("proto/a.proto"), "changed");
        assertThat(folder.holds(ONE)).isFalse();
    }

    @Test
    void filesThatAreNoLongerPublishedGoAndOthersStay() throws IOException {
        ProtoFolder folder = folder("o/s");
        folder.fill(ONE, List.of(file("a.proto"), file("b.proto")));
        Files.writeString(root.resolve("proto/mine.proto"), "mine");

        folder.fill(TWO, List.of(file("b.proto"), file("c.proto")));

        assertThat(files())
                .containsExactly("proto/.snet4j-proto", "proto/b.proto", "proto/c.proto", "proto/mine.proto");
        assertThat(folder.holds(TWO)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a.proto", "/etc/a.proto", "sub/../../a.proto", "", ".", "pom.xml", ".snet4j-proto"})
    void aPathThatLeadsElsewhereIsRefusedBeforeAnythingIsWritten(String path) throws IOException {
        assertThatThrownBy(() -> folder("o/s").fill(ONE, List.of(file("a.proto"), file(path))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + path + "\"");
        assertThat(files()).isEmpty();
    }
}
