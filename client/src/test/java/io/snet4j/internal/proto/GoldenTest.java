package io.snet4j.internal.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
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
        List<FileDescriptor> files = ProtoLinker.link(Shapes.files(shape));

        assertThat(files)
                .extracting(FileDescriptor::getName)
                .containsExactlyElementsOf(Shapes.files(shape).keySet());
        for (FileDescriptor file : files) {
            assertThat(Shapes.withOptions(file.toProto()))
                    .as(file.getName())
                    .hasToString(Shapes.withOptions(normal(Shapes.protoc(file.getName())))
                            .toString());
        }
    }

    /** Without the two traces of the text that change nothing: the order of kinds of imports, and empty braces. */
    private static FileDescriptorProto normal(FileDescriptor protoc) {
        FileDescriptorProto.Builder file = protoc.toProto().toBuilder();
        List<String> all = file.getDependencyList();
        List<String> publics =
                file.getPublicDependencyList().stream().map(all::get).toList();
        List<String> weak = file.getWeakDependencyList().stream().map(all::get).toList();
        List<String> others = all.stream()
                .filter(path -> !publics.contains(path) && !weak.contains(path))
                .toList();
        file.clearDependency().clearPublicDependency().clearWeakDependency().addAllDependency(others);
        publics.forEach(
                path -> file.addPublicDependency(file.getDependencyCount()).addDependency(path));
        weak.forEach(path -> file.addWeakDependency(file.getDependencyCount()).addDependency(path));
        for (ServiceDescriptorProto.Builder service : file.getServiceBuilderList()) {
            for (MethodDescriptorProto.Builder method : service.getMethodBuilderList()) {
                if (method.getOptions().getSerializedSize() == 0) {
                    method.clearOptions();
                }
            }
        }
        return file.build();
    }
}
