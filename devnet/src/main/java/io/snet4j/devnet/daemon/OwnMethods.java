package io.snet4j.devnet.daemon;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The methods that the daemon answers itself, and whether a message is a request to one. */
final class OwnMethods {
    static final String JSON = "json";

    private final Map<String, Message> requests = new HashMap<>();
    private final Set<String> streams = new HashSet<>();

    OwnMethods(List<ServerServiceDefinition> services) {
        for (ServerServiceDefinition service : services) {
            for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
                add(method.getMethodDescriptor());
            }
        }
    }

    private void add(MethodDescriptor<?, ?> method) {
        if (method.getType() != MethodType.UNARY) {
            streams.add("/" + method.getFullMethodName());
        } else if (method.getRequestMarshaller() instanceof PrototypeMarshaller<?> marshaller
                && marshaller.getMessagePrototype() instanceof Message request) {
            requests.put("/" + method.getFullMethodName(), request);
        }
    }

    boolean isUnary(String path) {
        return requests.containsKey(path);
    }

    boolean isStream(String path) {
        return streams.contains(path);
    }

    /**
     * The daemon reads a request before it asks for its payment. Those in JSON are left to the service.
     *
     * @throws GrpcFailure INTERNAL if the message is none of the method's requests
     */
    void check(String path, String subtype, byte[] message) {
        Message request = requests.get(path);
        if (request == null || subtype.equals(JSON)) {
            return;
        }
        try {
            request.getParserForType().parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw unreadable(e);
        }
    }

    static GrpcFailure unreadable(InvalidProtocolBufferException cause) {
        return new GrpcFailure(Status.Code.INTERNAL, "grpc: error unmarshalling request: " + GoText.unreadable(cause));
    }
}
