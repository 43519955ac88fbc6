package io.snet4j.internal.proto;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.TypeRegistry;
import io.snet4j.errors.MetadataException;
import io.snet4j.errors.UnknownMethodException;
import io.snet4j.internal.core.Bounded;
import io.snet4j.registry.ProtoFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The descriptors of one service's proto files. Immutable. */
public final class ServiceProtos {
    private static final String MODEL_ID = "training.ModelID";

    private final List<FileDescriptor> files;
    private final Map<String, MethodDescriptor> methods = new LinkedHashMap<>();
    private final TypeRegistry types;

    private ServiceProtos(List<FileDescriptor> files) {
        this.files = List.copyOf(files);
        requireNamesOnce();
        TypeRegistry.Builder all = TypeRegistry.newBuilder();
        for (FileDescriptor file : files) {
            all.add(file.getMessageTypes());
            file.getServices()
                    .forEach(service -> service.getMethods().forEach(method -> methods.put(fullName(method), method)));
        }
        types = all.build();
    }

    /** Linking sees only those files together of which one imports the other. */
    private void requireNamesOnce() {
        Map<String, GenericDescriptor> names = new HashMap<>();
        for (FileDescriptor file : files) {
            Stream.of(file.getMessageTypes(), file.getEnumTypes(), file.getServices())
                    .flatMap(List::stream)
                    .forEach(each -> {
                        GenericDescriptor other = names.put(each.getFullName(), each);
                        if (other != null) {
                            throw new MetadataException(
                                    "both " + other.getFile().getName() + " and " + file.getName() + " define "
                                            + each.getFullName());
                        }
                    });
        }
    }

    /**
     * @throws MetadataException naming the file that cannot be read, among them
     *     {@link io.snet4j.errors.UnsupportedProtoException}
     */
    public static ServiceProtos of(List<ProtoFile> files) {
        Map<String, String> texts = new TreeMap<>();
        for (ProtoFile file : files) {
            if (texts.put(file.path(), file.text()) != null) {
                throw new MetadataException("the service publishes two files " + file.path());
            }
        }
        return Bounded.read(
                () -> new ServiceProtos(ProtoLinker.link(texts)),
                reason -> new MetadataException("the " + texts.size() + " proto files from "
                        + texts.keySet().iterator().next() + " on cannot be read: " + reason));
    }

    /** By path, without those that everybody has. */
    public List<FileDescriptor> files() {
        return files;
    }

    /** In the order of the files. */
    public Collection<MethodDescriptor> methods() {
        return methods.values();
    }

    /** For {@code Any} in JSON. */
    public TypeRegistry types() {
        return types;
    }

    /** As gRPC and price lists name it: {@code package.Service/method}. */
    public static String fullName(MethodDescriptor method) {
        return method.getService().getFullName() + "/" + method.getName();
    }

    /**
     * @param name {@code package.Service/method}, {@code Service/method}, or {@code method} where only one service has it
     * @throws UnknownMethodException listing what there is
     */
    public MethodDescriptor method(String name) {
        MethodDescriptor exact = methods.get(name);
        if (exact != null) {
            return exact;
        }
        List<MethodDescriptor> found = methods.values().stream()
                .filter(method -> isCalled(name, method))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new UnknownMethodException(
                found.isEmpty()
                        ? "the service has no method \"" + name + "\"; it has " + names(methods.values())
                        : "\"" + name + "\" may be any of " + names(found) + "; say which");
    }

    private static boolean isCalled(String name, MethodDescriptor method) {
        return name.equals(method.getName()) || name.equals(method.getService().getName() + "/" + method.getName());
    }

    private static List<String> names(Collection<MethodDescriptor> methods) {
        return methods.stream().map(ServiceProtos::fullName).toList();
    }

    /** Whether a method takes part in training, by the daemon's rule: a field of its input is a model's id. */
    public static boolean takesModel(MethodDescriptor method) {
        return method.getInputType().getFields().stream().anyMatch(ServiceProtos::isModelId);
    }

    private static boolean isModelId(FieldDescriptor field) {
        return field.getJavaType() == JavaType.MESSAGE && isModelId(field.getMessageType());
    }

    private static boolean isModelId(Descriptor type) {
        return type.getFullName().equals(MODEL_ID);
    }

    /** Implemented by the service clients that this library makes. */
    public interface Holder {
        /**
         * Fetched at the first call.
         *
         * @throws MetadataException if they cannot be read
         * @throws io.snet4j.errors.StorageException if they cannot be had
         */
        ServiceProtos protos();
    }
}
