package io.snet4j.devnet;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.net.URI;
import java.util.Map;

/** The service that a {@link Devnet} publishes, starts and puts behind its daemon. */
public interface HostedService {
    /** At most 32 bytes in UTF-8. */
    String serviceId();

    String displayName();

    /** The text of its proto files by plain file name, as they are published; {@code training.proto} need not be there. */
    Map<String, String> protoFiles();

    /** The compiled form of the proto file that holds the service; tells the daemon which methods can be trained. */
    FileDescriptor descriptor();

    /**
     * Returns when the service takes calls. Runs while the chain is still being prepared.
     *
     * @throws Exception if it cannot; the network then does not start
     */
    Running start(HostContext context) throws Exception;

    /** A service that takes calls until it is closed, before the rest of the network is. */
    interface Running extends AutoCloseable {
        /** Where its own gRPC methods are: {@code http://127.0.0.1:PORT}. */
        URI serviceUrl();

        /** Where its {@code training.Model} methods are. The same place, unless overridden. */
        default URI modelServiceUrl() {
            return serviceUrl();
        }

        @Override
        void close();
    }
}
