package io.snet4j;

import io.snet4j.internal.proto.ServiceProtos;
import io.snet4j.registry.ProtoFile;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A service's proto files, fetched and read when first needed; a failure is not remembered. */
final class LazyProtos {
    private final Supplier<List<ProtoFile>> files;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable ServiceProtos protos;

    LazyProtos(Supplier<List<ProtoFile>> files) {
        this.files = files;
    }

    ServiceProtos get() {
        ServiceProtos known = protos;
        if (known != null) {
            return known;
        }
        fetching.lock();
        try {
            known = protos;
            if (known == null) {
                known = ServiceProtos.of(files.get());
                protos = known;
            }
            return known;
        } finally {
            fetching.unlock();
        }
    }
}
