package io.snet4j.scripted;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Other bytes for the answers of methods; the work behind them is done, and paid. */
final class Garble {
    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();

    void put(String method, byte[] answer) {
        answers.put(method, answer);
    }

    void clear() {
        answers.clear();
    }

    ServerServiceDefinition wrap(BindableService service) {
        return wrap(service.bindService());
    }

    ServerServiceDefinition wrap(ServerServiceDefinition service) {
        List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>();
        service.getMethods().forEach(method -> methods.add(wrap(method)));
        ServiceDescriptor.Builder descriptor =
                ServiceDescriptor.newBuilder(service.getServiceDescriptor().getName());
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder wrapped = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(wrapped::addMethod);
        return wrapped.build();
    }

    private <Q, R> ServerMethodDefinition<Q, R> wrap(ServerMethodDefinition<Q, R> method) {
        MethodDescriptor<Q, R> plain = method.getMethodDescriptor();
        String full = plain.getFullMethodName();
        var garbled = new Answers<>(plain.getResponseMarshaller(), full.substring(full.indexOf('/') + 1));
        // As a stream: else the server itself insists on one answer.
        MethodType type =
                plain.getType().clientSendsOneMessage() ? MethodType.SERVER_STREAMING : MethodType.BIDI_STREAMING;
        return ServerMethodDefinition.create(
                plain.toBuilder(plain.getRequestMarshaller(), garbled)
                        .setType(type)
                        .build(),
                method.getServerCallHandler());
    }

    private final class Answers<R> implements Marshaller<R> {
        private final Marshaller<R> plain;
        private final String method;

        private Answers(Marshaller<R> plain, String method) {
            this.plain = plain;
            this.method = method;
        }

        @Override
        public InputStream stream(R value) {
            byte[] other = answers.get(method);
            return other == null ? plain.stream(value) : new ByteArrayInputStream(other);
        }

        @Override
        public R parse(InputStream stream) {
            return plain.parse(stream);
        }
    }
}
