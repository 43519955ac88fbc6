package io.snet4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.snet4j.wire.escrow.ControlServiceProto;
import io.snet4j.wire.escrow.FreeCallStateServiceGrpc;
import io.snet4j.wire.escrow.PaymentChannelStateServiceGrpc;
import io.snet4j.wire.escrow.ProviderControlServiceGrpc;
import io.snet4j.wire.escrow.StateServiceProto;
import io.snet4j.wire.escrow.TokenServiceGrpc;
import io.snet4j.wire.escrow.TokenServiceProto;
import io.snet4j.wire.pricing.PricingProto;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.ModelGrpc;
import io.snet4j.wire.training.TrainingDaemonProto;
import io.snet4j.wire.training.TrainingProto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Our proto files say what the daemon speaks, name by name and number by number. */
class ProtocolTest {
    private static final List<FileDescriptor> FILES = List.of(
            TrainingProto.getDescriptor(),
            TrainingDaemonProto.getDescriptor(),
            StateServiceProto.getDescriptor(),
            TokenServiceProto.getDescriptor(),
            ControlServiceProto.getDescriptor(),
            PricingProto.getDescriptor());

    @Test
    void theProtoFilesAreTheProtocolOfTheDaemon() throws IOException {
        assertThat(written()).containsExactlyInAnyOrderElementsOf(expected());
    }

    @Test
    void servicesFindTrainingProtoAtTheRootOfTheClassPath() {
        for (String name : List.of("training.proto", "training_daemon.proto", "pricing.proto")) {
            assertThat(ProtocolTest.class.getResource("/" + name)).as(name).isNotNull();
        }
        assertThat(TrainingProto.getDescriptor().getName()).isEqualTo("training.proto");
    }

    @Test
    void theStubsCallThePathsOfTheDaemon() {
        assertThat(Stream.of(
                                DaemonGrpc.getServiceDescriptor(),
                                ModelGrpc.getServiceDescriptor(),
                                PaymentChannelStateServiceGrpc.getServiceDescriptor(),
                                FreeCallStateServiceGrpc.getServiceDescriptor(),
                                TokenServiceGrpc.getServiceDescriptor(),
                                ProviderControlServiceGrpc.getServiceDescriptor())
                        .flatMap(service -> service.getMethods().stream())
                        .map(method -> method.getFullMethodName()))
                .contains("training.Daemon/upload_and_validate", "escrow.PaymentChannelStateService/GetChannelState")
                .hasSize(12 + 8 + 1 + 2 + 1 + 4);
    }

    @Test
    void thePriceIsUnsignedOverAll64Bits() throws IOException {
        var price = TrainingProto.PriceInBaseUnit.newBuilder().setPrice(-1).build();

        var read = TrainingProto.PriceInBaseUnit.parseFrom(price.toByteArray());

        assertThat(Long.toUnsignedString(read.getPrice())).isEqualTo("18446744073709551615");
    }

    private static List<String> expected() throws IOException {
        try (var in = ProtocolTest.class.getResourceAsStream("/protocol.txt")) {
            List<String> things = new ArrayList<>();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.split("\n")) {
                if (line.startsWith("  ")) {
                    things.set(things.size() - 1, things.get(things.size() - 1) + "\n" + line);
                } else if (!line.startsWith("#")) {
                    things.add(line);
                }
            }
            return things;
        }
    }

    private static List<String> written() {
        List<String> things = new ArrayList<>();
        for (FileDescriptor file : FILES) {
            file.getServices().forEach(service -> things.add(service(service)));
            file.getMessageTypes().forEach(message -> things.add(message(message)));
            file.getEnumTypes().forEach(type -> things.add(enumeration(type)));
            if (!file.getExtensions().isEmpty()) {
                things.add("extend " + file.getPackage() + " google.protobuf.MethodOptions"
                        + fields(file.getExtensions(), file.getPackage()));
            }
        }
        return things;
    }

    private static String service(ServiceDescriptor service) {
        return "service " + service.getFullName()
                + service.getMethods().stream().map(ProtocolTest::method).collect(Collectors.joining());
    }

    private static String method(MethodDescriptor method) {
        String proto = method.getFile().getPackage();
        return "\n  " + method.getName() + (method.isClientStreaming() ? " stream " : " ")
                + simple(method.getInputType().getFullName(), proto) + " -> "
                + (method.isServerStreaming() ? "stream " : "")
                + simple(method.getOutputType().getFullName(), proto);
    }

    private static String message(Descriptor message) {
        return "message " + message.getFullName()
                + fields(message.getFields(), message.getFile().getPackage());
    }

    private static String fields(List<FieldDescriptor> fields, String proto) {
        return fields.stream()
                .map(field -> "\n  " + field.getNumber() + " " + field.getName() + " " + type(field, proto))
                .collect(Collectors.joining());
    }

    private static String type(FieldDescriptor field, String proto) {
        if (field.isMapField()) {
            List<FieldDescriptor> entry = field.getMessageType().getFields();
            return "map<" + type(entry.get(0), proto) + "," + type(entry.get(1), proto) + ">";
        }
        String name =
                switch (field.getJavaType()) {
                    case MESSAGE -> simple(field.getMessageType().getFullName(), proto);
                    case ENUM -> simple(field.getEnumType().getFullName(), proto);
                    default -> field.getType().name().toLowerCase(java.util.Locale.ROOT);
                };
        boolean optional = field.toProto().getProto3Optional();
        return (field.isRepeated() ? "repeated " : optional ? "optional " : "")
                + name
                + (field.isPacked() ? " packed" : "");
    }

    private static String enumeration(EnumDescriptor type) {
        return "enum " + type.getFullName() + " "
                + type.getValues().stream()
                        .map(value -> value.getName() + "=" + value.getNumber())
                        .collect(Collectors.joining(" "));
    }

    private static String simple(String fullName, String proto) {
        return fullName.startsWith(proto + ".") ? fullName.substring(proto.length() + 1) : fullName;
    }
}
