package io.snet4j.scripted;

import com.google.protobuf.StringValue;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.snet4j.registry.ProtoFile;

/** A service of one's own behind the daemon, with a method of each kind. {@code "fail"} makes it fail. */
public final class Echo {
    static final String SERVICE = "test.Echo";

    public static final MethodDescriptor<StringValue, StringValue> UNARY = method("Unary", MethodType.UNARY);
    public static final MethodDescriptor<StringValue, StringValue> SERVER =
            method("Server", MethodType.SERVER_STREAMING);
    public static final MethodDescriptor<StringValue, StringValue> CLIENT =
            method("Client", MethodType.CLIENT_STREAMING);
    public static final MethodDescriptor<StringValue, StringValue> BOTH = method("Both", MethodType.BIDI_STREAMING);

    /** What such a service would publish. */
    public static final ProtoFile PROTO = new ProtoFile(
            "echo.proto",
            """
            syntax = "proto3";
            package test;
            import "google/protobuf/wrappers.proto";
            service Echo {
              rpc Unary(google.protobuf.StringValue) returns (google.protobuf.StringValue);
              rpc Server(google.protobuf.StringValue) returns (stream google.protobuf.StringValue);
              rpc Client(stream google.protobuf.StringValue) returns (google.protobuf.StringValue);
              rpc Both(stream google.protobuf.StringValue) returns (stream google.protobuf.StringValue);
            }
            """);

    private Echo() {}

    static ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(UNARY, ServerCalls.asyncUnaryCall((request, answer) -> {
                    if (request.getValue().equals("fail")) {
                        answer.onError(Status.NOT_FOUND
                                .withDescription("the provider's own words")
                                .asRuntimeException());
                    } else {
                        answer.onNext(request);
                        answer.onCompleted();
                    }
                }))
                .addMethod(SERVER, ServerCalls.asyncServerStreamingCall((request, answer) -> {
                    answer.onNext(request);
                    answer.onNext(request);
                    answer.onCompleted();
                }))
                .addMethod(CLIENT, ServerCalls.asyncClientStreamingCall(answer -> new Collector(answer, false)))
                .addMethod(BOTH, ServerCalls.asyncBidiStreamingCall(answer -> new Collector(answer, true)))
                .build();
    }

    private static MethodDescriptor<StringValue, StringValue> method(String name, MethodType type) {
        return MethodDescriptor.<StringValue, StringValue>newBuilder()
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                .build();
    }

    private static final class Collector implements StreamObserver<StringValue> {
        private final StreamObserver<StringValue> answer;
        private final boolean each;
        private final StringBuilder all = new StringBuilder();

        private Collector(StreamObserver<StringValue> answer, boolean each) {
            this.answer = answer;
            this.each = each;
        }

        @Override
        public void onNext(StringValue value) {
            all.append(value.getValue());
            if (each) {
                answer.onNext(value);
            }
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {
            if (!each) {
                answer.onNext(StringValue.of(all.toString()));
            }
            answer.onCompleted();
        }
    }
}
