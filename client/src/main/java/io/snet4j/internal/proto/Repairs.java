package io.snet4j.internal.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import io.snet4j.errors.MetadataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Takes out of a file what protobuf cannot link. A message stays as an empty one of its name, so that no reference to
 * it means another message of that name further out; what it was is remembered as broken.
 */
final class Repairs {
    private final ParsedFile file;
    private final MetadataException reason;

    Repairs(ParsedFile file, MetadataException reason) {
        this.file = file;
        this.reason = reason;
    }

    /**
     * @param symbol full name of what protobuf complained of
     * @return whether there is something new to link
     */
    boolean take(String symbol) {
        FileDescriptorProto.Builder proto = file.proto();
        String scope = proto.getPackage();
        if (!scope.isEmpty() && !symbol.startsWith(scope + ".")) {
            return false;
        }
        String name = scope.isEmpty() ? symbol : symbol.substring(scope.length() + 1);
        List<Runnable> found = new ArrayList<>();
        messages(proto.getMessageTypeBuilderList(), proto::removeMessageType, scope, name, found);
        enums(proto.getEnumTypeBuilderList(), proto::removeEnumType, scope, name, found);
        services(name, found);
        extensions(proto.getExtensionBuilderList(), proto::removeExtension, name, found);
        if (found.isEmpty()) {
            return false;
        }
        // Of several with one name, protobuf complained of the last.
        found.get(found.size() - 1).run();
        return true;
    }

    /** What of a name is left within an element of another, empty for itself. */
    private static Optional<String> within(String element, String name) {
        if (name.equals(element)) {
            return Optional.of("");
        }
        return name.startsWith(element + ".") ? Optional.of(name.substring(element.length() + 1)) : Optional.empty();
    }

    private void messages(
            List<DescriptorProto.Builder> messages,
            IntConsumer remove,
            String scope,
            String name,
            List<Runnable> found) {
        boolean again = false;
        for (int i = 0; i < messages.size(); i++) {
            DescriptorProto.Builder message = messages.get(i);
            Optional<String> inner = within(message.getName(), name);
            if (inner.isEmpty()) {
                continue;
            }
            String fullName = Names.join(scope, message.getName());
            int index = i;
            List<Runnable> nested = new ArrayList<>();
            if (!inner.get().isEmpty()) {
                messages(message.getNestedTypeBuilderList(), message::removeNestedType, fullName, inner.get(), nested);
                enums(message.getEnumTypeBuilderList(), message::removeEnumType, fullName, inner.get(), nested);
                extensions(message.getExtensionBuilderList(), message::removeExtension, inner.get(), nested);
            }
            if (!nested.isEmpty()) {
                found.addAll(nested);
            } else if (again || isEmpty(message)) {
                found.add(() -> broken(fullName, () -> remove.accept(index)));
            } else {
                found.add(() -> broken(fullName, () -> empty(message)));
            }
            again = true;
        }
    }

    private static boolean isEmpty(DescriptorProto.Builder message) {
        return message.getFieldCount() == 0 && message.getExtensionRangeCount() == 0 && !message.hasOptions();
    }

    private static void empty(DescriptorProto.Builder message) {
        message.clearField().clearOneofDecl().clearReservedRange().clearReservedName();
        message.clearExtensionRange().clearOptions();
    }

    private void broken(String fullName, Runnable change) {
        file.breaks(fullName, reason);
        change.run();
    }

    private void enums(
            List<EnumDescriptorProto.Builder> enums,
            IntConsumer remove,
            String scope,
            String name,
            List<Runnable> found) {
        boolean again = false;
        for (int i = 0; i < enums.size(); i++) {
            EnumDescriptorProto.Builder constants = enums.get(i);
            boolean hit = within(constants.getName(), name).isPresent()
                    || constants.getValueList().stream()
                            .anyMatch(value -> value.getName().equals(name));
            if (hit) {
                String fullName = Names.join(scope, constants.getName());
                String only = constants.getName() + "_cannot_be_read";
                int index = i;
                boolean done = again
                        || constants.getValueList().stream()
                                .anyMatch(value -> value.getName().equals(only));
                found.add(() -> broken(
                        fullName,
                        done
                                ? () -> remove.accept(index)
                                : () -> constants
                                        .clearValue()
                                        .clearReservedName()
                                        .clearReservedRange()
                                        .clearOptions()
                                        .addValue(EnumValueDescriptorProto.newBuilder()
                                                .setName(only)
                                                .setNumber(0))));
                again = true;
            }
        }
    }

    private void services(String name, List<Runnable> found) {
        FileDescriptorProto.Builder proto = file.proto();
        for (int i = 0; i < proto.getServiceCount(); i++) {
            ServiceDescriptorProto.Builder service = proto.getServiceBuilder(i);
            Optional<String> inner = within(service.getName(), name);
            if (inner.isEmpty()) {
                continue;
            }
            String fullName = Names.join(proto.getPackage(), service.getName());
            int index = i;
            List<Runnable> methods = new ArrayList<>();
            for (int j = 0; j < service.getMethodCount(); j++) {
                int method = j;
                if (service.getMethod(j).getName().equals(inner.get())) {
                    methods.add(() -> {
                        file.breaksMethod(fullName, inner.get(), reason);
                        service.removeMethod(method);
                    });
                }
            }
            found.addAll(methods);
            if (methods.isEmpty()) {
                found.add(() -> {
                    for (MethodDescriptorProto method : service.getMethodList()) {
                        file.breaksMethod(fullName, method.getName(), reason);
                    }
                    file.adds(reason);
                    proto.removeService(index);
                });
            }
        }
    }

    private void extensions(
            List<FieldDescriptorProto.Builder> extensions, IntConsumer remove, String name, List<Runnable> found) {
        for (int i = 0; i < extensions.size(); i++) {
            int index = i;
            if (extensions.get(i).getName().equals(name)) {
                found.add(() -> {
                    file.adds(reason);
                    remove.accept(index);
                });
            }
        }
    }
}
