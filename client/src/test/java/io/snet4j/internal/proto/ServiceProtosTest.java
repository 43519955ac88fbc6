package io.snet4j.internal.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import io.snet4j.errors.MetadataException;
import io.snet4j.errors.UnknownMethodException;
import io.snet4j.registry.ProtoFile;
import io.snet4j.wire.training.TrainingProto;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceProtosTest {
    private static ProtoFile proto3(String path, String text) {
        return new ProtoFile(path, "syntax = \"proto3\"; " + text);
    }

    private static ServiceProtos protos(ProtoFile... files) {
        return ServiceProtos.of(List.of(files));
    }

    private static List<String> names(ServiceProtos protos) {
        return protos.methods().stream().map(ServiceProtos::fullName).toList();
    }

    /** Guard: ServiceProtos takes methods from descriptors; with a search by lines, most of these are not found. */
    @Tag("D8")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rpc call(stream A) returns (A);",
                "rpc call(A) returns (stream A) {}",
                "rpc call(.p.A) returns (p.A);",
                "rpc call(A)\n  returns (A);",
                "rpc call(A)returns(A);",
                "rpc call(A) returns (A)\n{\n}",
                "rpc /* rpc b(A) returns (A); */ call(A) returns (A);",
                "// rpc b(A) returns (A);\nrpc call(A) returns (A);",
            })
    void methodsAreFoundHoweverTheyAreWritten(String rpc) {
        assertThat(names(protos(proto3("a.proto", "package p; message A {} service S { " + rpc + " }"))))
                .containsExactly("p.S/call");
    }

    /** Guard: ServiceProtos.method refuses a name that several services have; without it the first is taken. */
    @Tag("D8")
    @Test
    void aNameThatTwoServicesHaveMustBeQualified() {
        ServiceProtos protos = protos(
                proto3(
                        "a.proto",
                        "package a; message A {} service S { rpc call(A) returns (A); rpc own(A) returns (A); }"),
                proto3("b.proto", "package b; message B {} service S { rpc call(B) returns (B); }"));

        assertThatThrownBy(() -> protos.method("call"))
                .isInstanceOf(UnknownMethodException.class)
                .hasMessage("\"call\" may be any of [a.S/call, b.S/call]; say which");
        assertThatThrownBy(() -> protos.method("S/call")).isInstanceOf(UnknownMethodException.class);
        assertThat(protos.method("b.S/call").getInputType().getFullName()).isEqualTo("b.B");
        assertThat(protos.method("own").getFullName()).isEqualTo("a.S.own");
        assertThat(protos.method("S/own").getFullName()).isEqualTo("a.S.own");
        assertThatThrownBy(() -> protos.method("other"))
                .hasMessage("the service has no method \"other\"; it has [a.S/call, a.S/own, b.S/call]");
    }

    /**
     * Guard: KnownFiles knows its own training.proto by its whole path; one that asks for "training" in a name fails.
     */
    @Tag("D8")
    @Test
    void aFileMayHaveTrainingInItsName() {
        ServiceProtos protos = protos(
                proto3(
                        "my_training.proto",
                        "import 'training.proto'; message A { training.ModelID m = 1; } service S { rpc call(A) returns (A); }"),
                proto3("training_plain.proto", "message B {} service T { rpc plain(B) returns (B); }"));

        assertThat(names(protos)).containsExactly("S/call", "T/plain");
        assertThat(ServiceProtos.takesModel(protos.method("call"))).isTrue();
        assertThat(ServiceProtos.takesModel(protos.method("plain"))).isFalse();
    }

    /**
     * Guard: ProtoText takes comments away, and ServiceProtos.takesModel asks descriptors; the peer searches the text.
     */
    @Tag("D8")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            import 'training.proto'; message A { training.ModelID m = 1; }          | true
            import  "training.proto"; message A { repeated training.ModelID m = 1; } | true
            import public "training.proto"; message A { .training.ModelID m = 1; }  | true
            /* import "training.proto"; */ message A { }                            | false
            import "training.proto"; message A { training.NewModel m = 1; }         | false
            """)
    void trainingIsSeenByTheTypesOfFields(String text, boolean training) {
        ServiceProtos protos = protos(proto3("a.proto", text + " service S { rpc call(A) returns (A); }"));

        assertThat(ServiceProtos.takesModel(protos.method("call"))).isEqualTo(training);
    }

    /** Guard: KnownFiles.fixed, which daemons have, too; without it the service's copy would be taken. */
    @Test
    void ourTrainingProtoIsUsedWhateverTheServicePublishes() {
        ServiceProtos protos = protos(
                proto3("training.proto", "package training; message ModelID { int32 other = 7; }"),
                proto3(
                        "a.proto",
                        "import 'training.proto'; message A { training.ModelID m = 1; } service S { rpc call(A) returns (A); }"));

        assertThat(protos.method("call").getInputType().findFieldByName("m").getMessageType())
                .isSameAs(TrainingProto.getDescriptor().findMessageTypeByName("ModelID"));
        assertThat(protos.files()).hasSize(1);
    }

    /** Guard: ProtoLinker links each service by itself (its map of linked files); a map they share mixes them up. */
    @Tag("D26")
    @Test
    void servicesWithFilesAndMessagesOfOneNameDoNotDisturbEachOther() {
        List<ServiceProtos> services = new ArrayList<>();
        for (String field : List.of("first", "second")) {
            services.add(protos(
                    proto3("common.proto", "package p; message A { string " + field + " = 1; }"),
                    proto3(
                            "service.proto",
                            "package p; import 'common.proto'; service S { rpc " + field + "(A) returns (A); }")));
        }

        assertThat(names(services.get(0))).containsExactly("p.S/first");
        assertThat(names(services.get(1))).containsExactly("p.S/second");
        for (int i = 0; i < 2; i++) {
            assertThat(services.get(i)
                            .methods()
                            .iterator()
                            .next()
                            .getInputType()
                            .getFields())
                    .extracting(FieldDescriptor::getName)
                    .containsExactly(i == 0 ? "first" : "second");
        }
    }

    /** Guard: KnownFiles hands out protobuf's descriptors as they are; ours are built of copies, never registered. */
    @Tag("D30")
    @Test
    void nothingOfTheProcessIsChanged() {
        String before =
                TextFormat.printer().printToString(TrainingProto.getDescriptor().toProto());

        ServiceProtos protos = protos(
                proto3(
                        "google/protobuf/timestamp.proto",
                        "package google.protobuf; message Timestamp { string mine = 1; }"),
                proto3("training.proto", "package training; message ModelID { bytes mine = 1; }"),
                proto3(
                        "a.proto",
                        "import 'google/protobuf/timestamp.proto'; import 'google/protobuf/descriptor.proto';"
                                + " extend google.protobuf.MessageOptions { string mine = 50001; }"
                                + " message A { option (mine) = 'a'; google.protobuf.Timestamp t = 1; }"
                                + " service S { rpc call(A) returns (A); }"));

        assertThat(protos.method("call").getInputType().findFieldByName("t").getMessageType())
                .isSameAs(com.google.protobuf.Timestamp.getDescriptor());
        assertThat(TextFormat.printer()
                        .printToString(TrainingProto.getDescriptor().toProto()))
                .isEqualTo(before);
        assertThat(DynamicMessage.getDefaultInstance(
                                com.google.protobuf.DescriptorProtos.MessageOptions.getDescriptor())
                        .getDescriptorForType()
                        .findFieldByName("mine"))
                .isNull();
    }

    @Test
    void aGroupIsNotWhatStandsInATextOrIsCalledSo() {
        assertThat(names(protos(proto3(
                        "a.proto",
                        "option java_package = 'group X = 1 {'; message A { int32 group = 1; }"
                                + " service S { rpc group(A) returns (A); }"))))
                .containsExactly("S/group");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            message A { B b = 1; }                            | a.proto cannot be read
            message A { int32 a = 1; int32 b = 1; }           | a.proto cannot be read
            message A { int32 a = 1; string a = 2; }          | a.proto cannot be read
            message A { int32 a = 0; }                        | a.proto cannot be read
            import "b.proto"; message A {}                    | a.proto imports "b.proto", which the service does not publish; it publishes [a.proto]
            import "a.proto"; message A {}                    | proto files import each other in a circle: [a.proto]
            message A { /* }                                  | a.proto:1: a comment that nothing ends
            service S { rpc a(A) returns (B); }               | a.proto cannot be read
            service S { rpc }                                 | a.proto cannot be read
            enum E { }                                        | a.proto cannot be read
            nonsense                                          | a.proto cannot be read
            """)
    void aBrokenFileIsNamed(String text, String message) {
        assertThatThrownBy(() -> protos(proto3("a.proto", text)))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining(message);
    }

    @Test
    void depthAndSizeHaveBounds() {
        String deep = "message A { ".repeat(500) + "}".repeat(500);
        String many = "message A {} ".repeat(20_000);
        String big = "/*" + "x".repeat(5 << 20) + "*/";

        assertThatThrownBy(() -> protos(proto3("a.proto", deep))).hasMessageContaining("nested more than");
        assertThatThrownBy(() -> protos(proto3("a.proto", many))).hasMessageContaining("blocks");
        assertThatThrownBy(() -> protos(proto3("a.proto", big))).hasMessageContaining("too big");
    }

    @Test
    void oneNameInTwoFilesIsRefused() {
        String first = "message A {} service S { rpc call(A) returns (A); }";
        String second = "message B {} service S { rpc call(B) returns (B); }";

        assertThatThrownBy(() -> protos(proto3("a.proto", first), proto3("b.proto", second)))
                .isInstanceOf(MetadataException.class)
                .hasMessage("both a.proto and b.proto define S");
    }
}
