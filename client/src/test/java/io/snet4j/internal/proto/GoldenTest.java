package io.snet4j.internal.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenTest {
    @Test
    void thereAreEnoughShapes() {
        assertThat(Shapes.names()).hasSizeGreaterThanOrEqualTo(30);
    }

    static List<String> shapes() {
        return Shapes.names();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void descriptorsAreThoseOfProtoc(String shape) {
        List<FileDescriptor> files = ProtoLinker.link(Shapes.files(shape)).files();

        assertThat(files)
                .extracting(FileDescriptor::getName)
                .containsExactlyElementsOf(Shapes.files(shape).keySet());
        for (FileDescriptor file : files) {
            assertThat(Shapes.withOptions(file.toProto()))
                    .as(file.getName())
                    .hasToString(
                            Shapes.withOptions(Shapes.protoc(file.getName()).toProto())
                                    .toString());
        }
    }
}
