package io.snet4j;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.snet4j.errors.MetadataException;
import io.snet4j.internal.proto.ServiceProtos;
import io.snet4j.internal.training.MethodRequirements;
import io.snet4j.registry.Pricing;
import io.snet4j.training.MethodMetadata;
import io.snet4j.value.Cogs;
import io.snet4j.value.MethodRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a service offers: the methods and messages of its proto files, and prices. Immutable.
 *
 * @since 0.1.0
 */
public final class ServiceApi {
    private final ServiceProtos protos;
    private final List<ApiMethod> methods;
    private final Map<String, String> unreadable = new TreeMap<>();
    private final List<ApiMessage> messages;
    private final List<ApiEnum> enums;

    ServiceApi(ServiceProtos protos, Pricing pricing) {
        this.protos = protos;
        protos.unreadable().forEach((name, reason) -> unreadable.put(name, String.valueOf(reason.getMessage())));
        List<ApiMethod> readable = new ArrayList<>();
        for (MethodDescriptor method : protos.methods()) {
            try {
                readable.add(method(method, pricing));
            } catch (IllegalArgumentException e) {
                unreadable.put(ServiceProtos.fullName(method), String.valueOf(e.getMessage()));
            }
        }
        methods = List.copyOf(readable);
        ApiTypes types = new ApiTypes();
        protos.files().forEach(types::add);
        messages = types.messages();
        enums = types.enums();
    }

    /** Paths of the proto files, in alphabetic order. */
    public List<String> files() {
        return protos.files().stream().map(FileDescriptor::getName).toList();
    }

    /** Of all services in the files, without those that are {@link #unreadable}. */
    public List<ApiMethod> methods() {
        return methods;
    }

    /**
     * @param name {@code package.Service/method}, {@code Service/method}, or {@code method} where only one service has
     *     it
     * @throws io.snet4j.errors.UnknownMethodException listing what there is
     * @throws MetadataException if it is there but {@link #unreadable}
     */
    public ApiMethod method(String name) {
        String fullName = ServiceProtos.fullName(protos.method(name));
        return methods.stream()
                .filter(method -> method.fullName().equals(fullName))
                .findFirst()
                .orElseThrow(() -> new MetadataException(fullName + " cannot be called: " + unreadable.get(fullName)));
    }

    /** Methods that are published but cannot be called, by {@code package.Service/method}, each with the reason. */
    public Map<String, String> unreadable() {
        return Collections.unmodifiableMap(unreadable);
    }

    /** Those whose request takes a {@code training.ModelID}. */
    public List<ApiMethod> trainableMethods() {
        return methods.stream().filter(method -> method.training().isPresent()).toList();
    }

    /** Defined in the service's files; nested ones behind those around them. */
    public List<ApiMessage> messages() {
        return messages;
    }

    /** Defined in the service's files. */
    public List<ApiEnum> enums() {
        return enums;
    }

    /** All of it for people to read. */
    public String describe() {
        return new ApiText(this).toString();
    }

    private static ApiMethod method(MethodDescriptor method, Pricing pricing) {
        String fullName = ServiceProtos.fullName(method);
        Optional<MethodMetadata> training = ServiceProtos.takesModel(method)
                ? Optional.of(MethodRequirements.of(method.getOptions()))
                : Optional.empty();
        return new ApiMethod(
                fullName,
                new MethodRef(method.getService().getName(), method.getName()),
                kind(method),
                method.getInputType().getFullName(),
                method.getOutputType().getFullName(),
                training,
                price(pricing, fullName));
    }

    private static ApiMethod.Kind kind(MethodDescriptor method) {
        if (method.isClientStreaming()) {
            return method.isServerStreaming() ? ApiMethod.Kind.BIDI_STREAMING : ApiMethod.Kind.CLIENT_STREAMING;
        }
        return method.isServerStreaming() ? ApiMethod.Kind.SERVER_STREAMING : ApiMethod.Kind.UNARY;
    }

    private static Optional<Cogs> price(Pricing pricing, String method) {
        if (pricing instanceof Pricing.Fixed fixed) {
            return Optional.of(fixed.price());
        }
        return Optional.ofNullable(((Pricing.PerMethod) pricing).prices().get(method));
    }
}
