package io.snet4j.cli.provider;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Asks a gRPC server which methods it has, without making any of them run. */
final class GrpcProbe implements AutoCloseable {
    /** The beginning of a tag: no protobuf message. A server that has the method fails to read it, and goes no further. */
    private static final byte[] BROKEN = {(byte) 0xff};

    private static final int SERVING = 1;
    private static final int SECONDS = 20;
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new Bytes();

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

    /** @return how the call of a method with a broken message ended */
    Status askBroken(String method) {
        try {
            call(method, BROKEN);
            return Status.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus();
        }
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
        MethodDescriptor<byte[], byte[]> descriptor = MethodDescriptor.newBuilder(BYTES, BYTES)
                .setType(MethodType.UNARY)
                .setFullMethodName(method)
                .build();
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
        return ClientCalls.blockingUnaryCall(channel, descriptor, options, message);
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

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            try {
                return message.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
