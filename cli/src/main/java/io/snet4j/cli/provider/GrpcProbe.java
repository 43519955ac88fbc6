package io.snet4j.cli.provider;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.snet4j.internal.core.PlainBytes;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks a gRPC server which methods it has, without making any of them run. */
final class GrpcProbe implements AutoCloseable {
    /** The beginning of a tag: no protobuf message. */
    private static final byte[] BROKEN = {(byte) 0xff};

    private static final int SERVING = 1;
    private static final int SECONDS = 20;
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new PlainBytes();

    private final ManagedChannel channel;

    /** How a server says it is. */
    enum Health {
        SERVING,
        NOT_SERVING,
        SILENT
    }

    private GrpcProbe(ManagedChannel channel) {
        this.channel = channel;
    }

    static GrpcProbe at(URI place) {
        ManagedChannelBuilder<?> builder = ManagedChannelBuilder.forAddress(place.getHost(), place.getPort());
        return new GrpcProbe(
                ("https".equals(place.getScheme()) ? builder.useTransportSecurity() : builder.usePlaintext()).build());
    }

    /**
     * How the call of a method ends that is given no message: UNIMPLEMENTED if there is no such method. Some servers
     * say that as well of a message that is missing; they are asked again with one that nobody can read.
     */
    Status ask(String method) {
        Status empty = withoutMessage(method);
        if (empty.getCode() != Status.Code.UNIMPLEMENTED) {
            return empty;
        }
        try {
            call(method, BROKEN);
            return Status.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus();
        }
    }

    private Status withoutMessage(String method) {
        CompletableFuture<Status> end = new CompletableFuture<>();
        ClientCall<byte[], byte[]> call = channel.newCall(descriptor(method), options());
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        end.complete(status);
                    }
                },
                new Metadata());
        call.request(1);
        call.halfClose();
        return end.join();
    }

    static boolean isAway(Status status) {
        return status.getCode() == Status.Code.UNAVAILABLE || status.getCode() == Status.Code.DEADLINE_EXCEEDED;
    }

    Health health(String method) {
        try {
            byte[] answer = call(method, new byte[0]);
            return answer.length == 2 && answer[1] == SERVING ? Health.SERVING : Health.NOT_SERVING;
        } catch (StatusRuntimeException e) {
            return Health.SILENT;
        }
    }

    private byte[] call(String method, byte[] message) {
        return ClientCalls.blockingUnaryCall(channel, descriptor(method), options(), message);
    }

    private static MethodDescriptor<byte[], byte[]> descriptor(String method) {
        return MethodDescriptor.newBuilder(BYTES, BYTES)
                .setType(MethodType.UNARY)
                .setFullMethodName(method)
                .build();
    }

    private static CallOptions options() {
        return CallOptions.DEFAULT.withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
