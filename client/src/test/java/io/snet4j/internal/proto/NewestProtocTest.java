package io.snet4j.internal.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.TextFormat;
import io.snet4j.errors.MetadataException;
import io.snet4j.errors.UnsupportedProtoException;
import io.snet4j.registry.ProtoFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the protoc of this build does not know yet. The texts beside the proto files are what protoc 36.2 made of them,
 * with {@code --retain_options}. Runs on the newest protobuf, and on the oldest one that is supported.
 */
class NewestProtocTest {
    private static final boolean OLDEST = Boolean.getBoolean("snet4j.test.oldestProtobuf");

    private static String text(String file) {
        try (InputStream in = NewestProtocTest.class.getResourceAsStream("/editions/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> files(String... names) {
        Map<String, String> files = new TreeMap<>();
        for (String name : names) {
            files.put("editions/" + name, text(name));
        }
        return files;
    }

    private static void assertAsProtoc(Map<String, String> texts) throws IOException {
        LinkedFiles linked = ProtoLinker.link(texts);
        assertThat(linked.troubles()).isEmpty();
        for (FileDescriptor file : linked.files()) {
            String protoc = text(file.getName().replace("editions/", "").replace(".proto", ".txt"));
            // Versions of protobuf write messages in unknown fields with and without a colon.
            assertThat(TextFormat.printer().printToString(file.toProto()).replace(": {", " {"))
                    .isEqualTo(protoc.replace(": {", " {"));
        }
    }

    @Test
    void commentsInValuesAreThoseOfTheTextFormatToo() throws IOException {
        assertAsProtoc(files("aggcomments.proto"));
    }

    @Test
    void editionsAreReadAsProtocDoes() throws IOException {
        assumeThat(OLDEST).isFalse();

        assertAsProtoc(files("edition2023.proto"));
        assertAsProtoc(files("edition2024.proto", "options.proto"));
    }

    @Test
    void featuresHoldForWhatIsSentAndReceived() {
        assumeThat(OLDEST).isFalse();

        ServiceProtos protos =
                ServiceProtos.of(List.of(new ProtoFile("editions/edition2023.proto", text("edition2023.proto"))));

        List<FieldDescriptor> fields =
                protos.method("Service/Call").getInputType().getFields();
        assertThat(fields.get(0).hasPresence()).isFalse();
        assertThat(fields.get(1).hasPresence()).isTrue();
        assertThat(fields.get(2).isRequired()).isTrue();
        assertThat(fields.get(3).isPacked()).isTrue();
        assertThat(fields.get(4).isPacked()).isFalse();
        assertThat(fields.get(5).getType()).isEqualTo(FieldDescriptor.Type.GROUP);
    }

    @ParameterizedTest
    @CsvSource({
        "2023, it needs protobuf-java 4.28.0 or newer on the class path",
        "2024, it needs protobuf-java 4.32.0 or newer on the class path"
    })
    void anEditionThatProtobufDoesNotKnowNamesTheVersionThatDoes(String edition, String needed) {
        assumeThat(OLDEST).isTrue();

        assertThatThrownBy(() -> ServiceProtos.of(List.of(new ProtoFile(
                        "a.proto",
                        "\nedition = \"" + edition + "\"; message A {} service S { rpc call(A) returns (A); }"))))
                .isInstanceOf(UnsupportedProtoException.class)
                .hasMessage("a.proto:2: edition \"" + edition + "\" cannot be read: " + needed);
    }

    @ParameterizedTest
    @CsvSource({"2999", "proto3", "''", "99999_TEST_ONLY", "MAX"})
    void anEditionThatNobodyKnowsIsRefused(String edition) {
        assertThatThrownBy(() -> ServiceProtos.of(List.of(new ProtoFile(
                        "a.proto",
                        "edition = \"" + edition + "\"; message A {} service S { rpc call(A) returns (A); }"))))
                .isInstanceOf(MetadataException.class)
                .hasMessageStartingWith("a.proto:1: edition \"" + edition + "\" cannot be read");
    }

    @Test
    void anEditionCostsNoMethodThatDoesNotNeedIt() {
        ServiceProtos protos = ServiceProtos.of(List.of(
                new ProtoFile("new.proto", "edition = \"2999\"; package n; message N {}"),
                new ProtoFile(
                        "a.proto",
                        "syntax = \"proto3\"; import \"new.proto\"; message A {} message B { n.N n = 1; }"
                                + " service S { rpc good(A) returns (A); rpc bad(A) returns (B); }")));

        assertThat(protos.method("good").getFullName()).isEqualTo("S.good");
        assertThatThrownBy(() -> protos.method("bad"))
                .isInstanceOf(MetadataException.class)
                .hasMessageStartingWith("S/bad cannot be called: ")
                .hasMessageContaining("new.proto:1: edition \"2999\" cannot be read");
    }
}
