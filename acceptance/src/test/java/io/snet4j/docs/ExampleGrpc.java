package io.snet4j.docs;

import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;

/** Stands for the stub that protoc would make of the service. */
final class ExampleGrpc {
    private ExampleGrpc() {}

    static Stub newBlockingStub(Channel channel) {
        return new Stub(channel);
    }

    record Stub(Channel channel) {
        DynamicMessage generate(DynamicMessage question) {
            return ClientCalls.blockingUnaryCall(channel, ExampleService.GENERATE, CallOptions.DEFAULT, question);
        }
    }
}
