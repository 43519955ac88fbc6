package io.snet4j.devnet;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.snet4j.wire.training.TrainingProto;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A service that nobody calls. */
class IdleService implements HostedService {
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile @Nullable Path workFolder;

    @Override
    public String serviceId() {
        return "idle";
    }

    @Override
    public String displayName() {
        return "Idle";
    }

    @Override
    public Map<String, String> protoFiles() {
        return Map.of("idle.proto", "syntax = \"proto3\";\npackage idle;\nimport \"training.proto\";\n");
    }

    @Override
    public FileDescriptor descriptor() {
        return TrainingProto.getDescriptor();
    }

    @Override
    public Running start(HostContext context) throws Exception {
        started.incrementAndGet();
        workFolder = context.workFolder();
        URI url = URI.create("http://127.0.0.1:" + context.port());
        return new Running() {
            @Override
            public URI serviceUrl() {
                return url;
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    int started() {
        return started.get();
    }

    int closed() {
        return closed.get();
    }

    Path workFolder() {
        return Objects.requireNonNull(workFolder);
    }
}
