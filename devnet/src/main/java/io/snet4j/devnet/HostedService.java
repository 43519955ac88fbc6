package io.snet4j.devnet;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.net.URI;
import java.util.Map;

/**
 * The service that a {@link Devnet} publishes, starts and puts behind its daemon. {@link #of} makes one of a service
 * with one proto file.
 *
 * @since 0.1.0
 */
public interface HostedService {
    /**
     * A service with one proto file, shown by its id.
     *
     * @param serviceId at most 32 bytes in UTF-8
     * @param file the compiled form of its proto file, as the generated classes have it
     * @param protoSource the text of that file
     * @param starter starts the service; returns when it takes calls
     */
    static HostedService of(String serviceId, FileDescriptor file, String protoSource, Starter starter) {
        String name = file.getName().substring(file.getName().lastIndexOf('/') + 1);
        return new SingleFileService(serviceId, file, Map.of(name, protoSource), starter);
    }

    /** At most 32 bytes in UTF-8. */
    String serviceId();

    String displayName();

    /**
     * The text of its proto files by plain file name, as they are published; {@code training.proto} need not be there.
     */
    Map<String, String> protoFiles();

    /** The compiled form of the proto file that holds the service; tells the daemon which methods can be trained. */
    FileDescriptor descriptor();

    /**
     * Returns when the service takes calls. Runs while the chain is still being prepared.
     *
     * @throws Exception if it cannot; the network then does not start
     */
    Running start(HostContext context) throws Exception;

    /** What {@link #start} does. */
    @FunctionalInterface
    interface Starter {
        /** @throws Exception if the service cannot start; the network then does not start */
        Running start(HostContext context) throws Exception;
    }

    /** A service that takes calls until it is closed, before the rest of the network is. */
    interface Running extends AutoCloseable {
        /**
         * One with all its methods at one place.
         *
         * @param serviceUrl {@code http://127.0.0.1:PORT}
         * @param close ends the service; called once
         */
        static Running at(URI serviceUrl, Runnable close) {
            return new Running() {
                @Override
                public URI serviceUrl() {
                    return serviceUrl;
                }

                @Override
                public void close() {
                    close.run();
                }
            };
        }

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
