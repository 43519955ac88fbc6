package io.snet4j.devnet.daemon;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.snet4j.value.Address;
import java.util.List;
import java.util.Optional;

/**
 * The operator's service, for which no operator is configured: it finds out who asks and refuses everybody. A request
 * without a signature crashes the real daemon. Its messages need no classes, because nobody gets an answer.
 */
final class ConfigurationService {
    private static final String NAME = "configuration_service.ConfigurationService";
    private static final List<String> METHODS = List.of(
            "GetConfiguration",
            "UpdateConfiguration",
            "StopProcessingRequests",
            "StartProcessingRequests",
            "IsDaemonProcessingRequests");
    private static final int AUTHENTICATION = 1;
    private static final int SIGNATURE = 1;
    private static final int CURRENT_BLOCK = 2;

    private final Optional<Blocks> blocks;

    /** @param blocks empty if the blockchain is off: then no signature expires */
    ConfigurationService(Optional<Blocks> blocks) {
        this.blocks = blocks;
    }

    ServerServiceDefinition definition() {
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(NAME);
        for (String method : METHODS) {
            service.addMethod(
                    MethodDescriptor.<Empty, Empty>newBuilder()
                            .setType(MethodType.UNARY)
                            .setFullMethodName(MethodDescriptor.generateFullMethodName(NAME, method))
                            .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                            .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                            .build(),
                    ServerCalls.asyncUnaryCall((request, answer) -> Replies.reply(answer, () -> {
                        throw refusal(method, request.getUnknownFields());
                    })));
        }
        return service.build();
    }

    static boolean has(String path) {
        return path.startsWith("/" + NAME + "/") && METHODS.contains(CallKind.methodName(path));
    }

    private GrpcFailure refusal(String method, UnknownFieldSet request) {
        List<ByteString> parts = request.getField(AUTHENTICATION).getLengthDelimitedList();
        if (parts.isEmpty()) {
            return new GrpcFailure(
                    Status.Code.INTERNAL, Texts.crash("a request to the configuration service has no authentication"));
        }
        UnknownFieldSet.Builder authentication = UnknownFieldSet.newBuilder();
        try {
            for (ByteString part : parts) {
                authentication.mergeFrom(part);
            }
        } catch (InvalidProtocolBufferException e) {
            return OwnMethods.unreadable(e);
        }
        return refusal(method, last(authentication, SIGNATURE), block(authentication));
    }

    private GrpcFailure refusal(String method, byte[] signature, long block) {
        blocks.ifPresent(chain -> chain.checkSigned(block, Blocks.WINDOW));
        Address signer = Signers.of(SignedMessages.configuration(method, block), signature);
        return GrpcFailure.unknown("unauthorized access, " + signer + " is not authorized");
    }

    private static byte[] last(UnknownFieldSet.Builder fields, int number) {
        Field field = fields.hasField(number) ? fields.build().getField(number) : Field.getDefaultInstance();
        List<ByteString> values = field.getLengthDelimitedList();
        return values.isEmpty() ? new byte[0] : values.get(values.size() - 1).toByteArray();
    }

    private static long block(UnknownFieldSet.Builder fields) {
        List<Long> values = fields.build().getField(CURRENT_BLOCK).getVarintList();
        return values.isEmpty() ? 0 : values.get(values.size() - 1);
    }
}
