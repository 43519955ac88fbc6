package io.snet4j.provider;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.snet4j.internal.core.PlainBytes;
import java.util.function.BooleanSupplier;

/**
 * {@code Check} of gRPC's health service, of the server as a whole: whichever service is asked for, the answer is the
 * same. Its messages are so small that they are written here; the library for it brings more along than this module
 * has.
 */
final class Health implements BindableService {
    private static final byte[] SERVING = {8, 1};
    private static final byte[] NOT_SERVING = {8, 2};

    private static final MethodDescriptor<byte[], byte[]> CHECK = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("grpc.health.v1.Health/Check")
            .setRequestMarshaller(new PlainBytes())
            .setResponseMarshaller(new PlainBytes())
            .build();

    private final BooleanSupplier serves;

    Health(BooleanSupplier serves) {
        this.serves = serves;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder("grpc.health.v1.Health")
                .addMethod(CHECK, ServerCalls.asyncUnaryCall((question, answer) -> {
                    answer.onNext(serves.getAsBoolean() ? SERVING : NOT_SERVING);
                    answer.onCompleted();
                }))
                .build();
    }
}
