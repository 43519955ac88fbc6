package io.snet4j.junit;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A service's own methods, answered by functions from JSON to JSON. */
final class ScriptedAnswers {
    private ScriptedAnswers() {}

    static void requireKnown(FileDescriptor file, Set<String> methods) {
        Set<String> known = new TreeSet<>();
        file.getServices().forEach(service -> service.getMethods().forEach(method -> known.add(method.getName())));
        methods.stream().filter(method -> !known.contains(method)).findFirst().ifPresent(method -> {
            throw new IllegalArgumentException(
                    "the service has no method \"" + method + "\"; it has " + String.join(", ", known));
        });
    }

    /** @param failures by a method's name; asked at each call */
    static List<ServerServiceDefinition> of(
            FileDescriptor file, Map<String, UnaryOperator<String>> answers, Map<String, Status> failures) {
        return file.getServices().stream()
                .map(service -> of(service, answers, failures))
                .toList();
    }

    private static ServerServiceDefinition of(
            ServiceDescriptor service, Map<String, UnaryOperator<String>> answers, Map<String, Status> failures) {
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(service.getFullName());
        for (MethodDescriptor method : service.getMethods()) {
            UnaryOperator<String> answer = answers.get(method.getName());
            definition.addMethod(grpc(method), handler(method, request -> {
                requireNone(failures.get(method.getName()));
                return answer == null ? copied(method, request) : json(method, request, answer);
            }));
        }
        return definition.build();
    }

    private static void requireNone(@Nullable Status failure) {
        if (failure != null) {
            throw failure.asRuntimeException();
        }
    }

    private interface Answering {
        List<DynamicMessage> to(DynamicMessage request);
    }

    private static io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> grpc(MethodDescriptor method) {
        return io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(type(method))
                .setFullMethodName(method.getService().getFullName() + "/" + method.getName())
                .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
                .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
                .build();
    }

    private static MethodType type(MethodDescriptor method) {
        if (method.isClientStreaming()) {
            return method.isServerStreaming() ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
        }
        return method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
    }

    private static ServerCallHandler<DynamicMessage, DynamicMessage> handler(
            MethodDescriptor method, Answering answering) {
        return switch (type(method)) {
            case UNARY -> ServerCalls.asyncUnaryCall((request, observer) -> send(answering, request, observer));
            case SERVER_STREAMING ->
                ServerCalls.asyncServerStreamingCall((request, observer) -> send(answering, request, observer));
            case CLIENT_STREAMING -> ServerCalls.asyncClientStreamingCall(observer -> last(answering, observer));
            default -> ServerCalls.asyncBidiStreamingCall(observer -> each(answering, observer));
        };
    }

    private static void send(Answering answering, DynamicMessage request, StreamObserver<DynamicMessage> observer) {
        List<DynamicMessage> messages;
        try {
            messages = answering.to(request);
        } catch (RuntimeException e) {
            observer.onError(failure(e));
            return;
        }
        messages.forEach(observer::onNext);
        observer.onCompleted();
    }

    private static StreamObserver<DynamicMessage> last(Answering answering, StreamObserver<DynamicMessage> observer) {
        List<DynamicMessage> requests = new ArrayList<>();
        return new Requests(observer) {
            @Override
            public void onNext(DynamicMessage request) {
                requests.add(request);
            }

            @Override
            public void onCompleted() {
                if (requests.isEmpty()) {
                    observer.onError(Status.INVALID_ARGUMENT
                            .withDescription("no message was sent")
                            .asRuntimeException());
                } else {
                    send(answering, requests.get(requests.size() - 1), observer);
                }
            }
        };
    }

    private static StreamObserver<DynamicMessage> each(Answering answering, StreamObserver<DynamicMessage> observer) {
        return new Requests(observer) {
            @Override
            public void onNext(DynamicMessage request) {
                try {
                    answering.to(request).forEach(observer::onNext);
                } catch (RuntimeException e) {
                    observer.onError(failure(e));
                }
            }

            @Override
            public void onCompleted() {
                observer.onCompleted();
            }
        };
    }

    private abstract static class Requests implements StreamObserver<DynamicMessage> {
        private final StreamObserver<DynamicMessage> answers;

        Requests(StreamObserver<DynamicMessage> answers) {
            this.answers = answers;
        }

        @Override
        public void onError(Throwable cause) {
            answers.onError(cause);
        }
    }

    /** What a script throws is the service's failure, with its words. */
    private static RuntimeException failure(RuntimeException e) {
        return e instanceof io.grpc.StatusRuntimeException
                ? e
                : Status.INTERNAL
                        .withDescription(String.valueOf(e.getMessage()))
                        .asRuntimeException();
    }

    private static List<DynamicMessage> json(
            MethodDescriptor method, DynamicMessage request, UnaryOperator<String> answer) {
        try {
            String given = answer.apply(JsonFormat.printer().print(request));
            return messages(method, given);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "the answer of " + method.getName() + " is no "
                            + method.getOutputType().getName() + ": " + e.getMessage(),
                    e);
        }
    }

    private static List<DynamicMessage> messages(MethodDescriptor method, String json)
            throws InvalidProtocolBufferException {
        if (!method.isServerStreaming() || !json.stripLeading().startsWith("[")) {
            return List.of(message(method, json));
        }
        com.google.protobuf.ListValue.Builder list = com.google.protobuf.ListValue.newBuilder();
        JsonFormat.parser().merge(json, list);
        List<DynamicMessage> messages = new ArrayList<>();
        for (com.google.protobuf.Value value : list.getValuesList()) {
            messages.add(message(method, JsonFormat.printer().print(value)));
        }
        return messages;
    }

    private static DynamicMessage message(MethodDescriptor method, String json) throws InvalidProtocolBufferException {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(method.getOutputType());
        JsonFormat.parser().merge(json, message);
        return message.build();
    }

    /** The fields that both have, by name and type. */
    private static List<DynamicMessage> copied(MethodDescriptor method, DynamicMessage request) {
        DynamicMessage.Builder answer = DynamicMessage.newBuilder(method.getOutputType());
        request.getAllFields().forEach((field, value) -> {
            var same = method.getOutputType().findFieldByName(field.getName());
            if (same != null
                    && same.getType() == field.getType()
                    && same.isRepeated() == field.isRepeated()
                    && same.getJavaType() != com.google.protobuf.Descriptors.FieldDescriptor.JavaType.MESSAGE
                    && same.getJavaType() != com.google.protobuf.Descriptors.FieldDescriptor.JavaType.ENUM) {
                answer.setField(same, value);
            }
        });
        return List.of(answer.build());
    }
}
