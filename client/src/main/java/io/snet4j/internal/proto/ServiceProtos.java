package io.snet4j.internal.proto;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.TypeRegistry;
import io.snet4j.errors.MetadataException;
import io.snet4j.errors.UnknownMethodException;
import io.snet4j.internal.core.Bounded;
import io.snet4j.registry.ProtoFile;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The descriptors of one service's proto files. Immutable. */
public final class ServiceProtos {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceProtos.class);
    private static final int MAX_WARNINGS = 5;
    private static final String MODEL_ID = "training.ModelID";

    private final List<FileDescriptor> files;
    private final Map<String, MethodDescriptor> methods = new LinkedHashMap<>();
    private final Map<String, MetadataException> unreadable = new TreeMap<>();
    private final TypeRegistry types;

    private ServiceProtos(LinkedFiles linked) {
        files = linked.files();
        unreadable.putAll(linked.methods());
        TypeRegistry.Builder all = TypeRegistry.newBuilder();
        for (FileDescriptor file : files) {
            all.add(file.getMessageTypes());
            file.getServices().forEach(service -> service.getMethods().forEach(method -> add(linked, method)));
        }
        types = all.build();
        if (methods.isEmpty() && !linked.troubles().isEmpty()) {
            throw linked.troubles().get(0);
        }
        linked.troubles().stream().limit(MAX_WARNINGS).forEach(trouble -> LOG.warn("{}", trouble.getMessage()));
    }

    private void add(LinkedFiles linked, MethodDescriptor method) {
        Optional<MetadataException> broken = Stream.of(
                        method.getInputType(), method.getOutputType(), method.getService())
                .flatMap(type -> linked.broken(type.getFullName()).stream())
                .findFirst();
        if (broken.isPresent()) {
            unreadable.putIfAbsent(fullName(method), broken.get());
        } else if (!unreadable.containsKey(fullName(method))) {
            methods.put(fullName(method), method);
        }
    }

    /**
     * What cannot be read in one method costs the others nothing.
     *
     * @throws MetadataException if no method can be read, naming the file, among them
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

    /** What the files have of methods that cannot be called, and why; by full name. */
    public Map<String, MetadataException> unreadable() {
        return Collections.unmodifiableMap(unreadable);
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
     * @param name {@code package.Service/method}, {@code Service/method}, or {@code method} where only one service has
     *     it
     * @throws UnknownMethodException listing what there is
     * @throws MetadataException if it is there but cannot be read
     */
    public MethodDescriptor method(String name) {
        List<String> found = methods.containsKey(name) || unreadable.containsKey(name)
                ? List.of(name)
                : allNames().filter(each -> isCalled(name, each)).toList();
        if (found.size() != 1) {
            throw new UnknownMethodException(
                    found.isEmpty()
                            ? "the service has no method \"" + name + "\"; it has "
                                    + allNames().toList()
                            : "\"" + name + "\" may be any of " + found + "; say which");
        }
        MethodDescriptor method = methods.get(found.get(0));
        if (method == null) {
            MetadataException reason = Objects.requireNonNull(unreadable.get(found.get(0)));
            throw new MetadataException(found.get(0) + " cannot be called: " + reason.getMessage(), reason);
        }
        return method;
    }

    private Stream<String> allNames() {
        return Stream.concat(methods.keySet().stream(), unreadable.keySet().stream());
    }

    private static boolean isCalled(String name, String fullName) {
        String service = fullName.substring(0, fullName.indexOf('/'));
        String method = fullName.substring(service.length() + 1);
        return name.equals(method) || name.equals(service.substring(service.lastIndexOf('.') + 1) + "/" + method);
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
}
