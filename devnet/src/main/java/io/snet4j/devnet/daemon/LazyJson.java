package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.grpc.GrpcJsonMarshaller;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServiceDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The usual JSON form of messages, made with the first of them: it generates a class for each type, and few send JSON.
 */
final class LazyJson implements GrpcJsonMarshaller {
    private final ServiceDescriptor service;
    private @Nullable GrpcJsonMarshaller made;

    LazyJson(ServiceDescriptor service) {
        this.service = service;
    }

    private synchronized GrpcJsonMarshaller json() {
        if (made == null) {
            made = GrpcJsonMarshaller.of(service);
        }
        return made;
    }

    @Override
    public <T> void serializeMessage(Marshaller<T> marshaller, T message, OutputStream out) throws IOException {
        json().serializeMessage(marshaller, message, out);
    }

    @Override
    public <T> T deserializeMessage(Marshaller<T> marshaller, InputStream in) throws IOException {
        return json().deserializeMessage(marshaller, in);
    }
}
