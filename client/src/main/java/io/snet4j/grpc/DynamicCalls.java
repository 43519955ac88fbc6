package io.snet4j.grpc;

import io.grpc.Channel;
import io.snet4j.ServiceClient;
import io.snet4j.internal.proto.JsonMessages;
import io.snet4j.internal.proto.ServiceProtos;
import java.util.List;

/**
 * Calls of a service's own methods without generated code: the service's published proto files say what its messages
 * are. Calls are paid as those of {@link PaidChannel}. Thread-safe.
 *
 * @since 0.1.0
 */
public final class DynamicCalls {
    private final Channel channel;
    private final ServiceProtos protos;
    private final JsonMessages json;

    /** @param channel pays, or needs not */
    DynamicCalls(Channel channel, ServiceProtos protos) {
        this.channel = channel;
        this.protos = protos;
        this.json = new JsonMessages(protos);
    }

    /**
     * Blocks while the proto files are fetched, once for each service client.
     *
     * @param service made by {@link io.snet4j.SnetClient#openService}, or a proxy or mock that delegates to one
     * @throws io.snet4j.errors.StorageException if the proto files cannot be had
     * @throws io.snet4j.errors.MetadataException if they cannot be read
     * @throws IllegalArgumentException for a service client of another origin
     */
    public static DynamicCalls of(ServiceClient service) {
        ServiceProtos protos = PaidChannel.unwrap(service, ServiceProtos.class);
        return new DynamicCalls(PaidChannel.of(service), protos);
    }

    /** All methods of all services, in the order of the files. */
    public List<DynamicMethod> methods() {
        return protos.methods().stream()
                .map(method -> new DynamicMethod(channel, method, json))
                .toList();
    }

    /**
     * @param name {@code package.Service/method}, {@code Service/method}, or {@code method} where only one service has
     *     it
     * @throws io.snet4j.errors.UnknownMethodException listing what there is
     */
    public DynamicMethod method(String name) {
        return new DynamicMethod(channel, protos.method(name), json);
    }
}
