package io.snet4j;

import io.snet4j.payment.Payments;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Service;
import io.snet4j.training.ModelId;
import io.snet4j.training.Training;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One service, opened by {@link SnetClient#openService}. Thread-safe. The service's own methods are called with JSON
 * here, with descriptors by {@link io.snet4j.grpc.DynamicCalls}, or by generated stubs over
 * {@link io.snet4j.grpc.PaidChannel}.
 *
 * @since 0.1.0
 */
public interface ServiceClient extends AutoCloseable {
    /** As the registry had it when the service was opened. */
    Organization organization();

    /** As the registry had it when the service was opened. */
    Service service();

    ServiceGroup group();

    /** Always the same object; asks nothing of the daemon yet. */
    Training training();

    /** The payer's view of this service's group. */
    Payments payments();

    /**
     * How each of the group's daemons is now, in order of preference, without the endpoints that are never called.
     * They are asked beside each other, for free and without a signature. Blocks for some seconds at most.
     */
    List<DaemonHealth> daemons();

    /**
     * What the service offers, by its published proto files. Blocks while they are fetched, once.
     *
     * @throws io.snet4j.errors.StorageException if the proto files cannot be had
     * @throws io.snet4j.errors.MetadataException naming the file that cannot be read; among these
     *     {@link io.snet4j.errors.UnsupportedProtoException}
     */
    ServiceApi api();

    /**
     * For {@link io.snet4j.grpc.PaidChannel} and {@link io.snet4j.grpc.DynamicCalls}, which reach what they need by
     * this method alone, so that proxies and mocks that delegate work as well. Who writes a service client around
     * another one passes it on.
     *
     * @param type of this library's inner side
     * @return empty if there is no such thing, as in a service client that calls no daemon
     */
    <T> Optional<T> unwrap(Class<T> type);

    /** {@link #call(JsonCall)} without options. */
    default String call(String method, String json) {
        return call(JsonCall.of(method, json));
    }

    /** {@link #call(JsonCall)} of one model. */
    default String call(String method, String json, ModelId model) {
        return call(JsonCall.of(method, json).model(model));
    }

    /**
     * Calls one of the service's own methods and pays for it. Blocks until the answer; an interrupt cancels the call.
     * Fetches the service's proto files first, once.
     *
     * @return the answer in protobuf's JSON
     * @throws io.snet4j.errors.UnknownMethodException listing the methods that there are
     * @throws io.snet4j.errors.InvalidRequestException before anything is paid, if the JSON does not fit the method;
     *     the message names field, line and column
     * @throws io.snet4j.errors.SnetException what else {@link #api()} and a paid call throw; {@code charge()} tells
     *     whether it was paid
     */
    String call(JsonCall call);

    /** {@link #call(JsonCall)} on another thread; cancelling the future cancels the call. */
    CompletableFuture<String> callAsync(JsonCall call);

    /** Ends the calls that are still running. May be repeated. */
    @Override
    void close();
}
