package io.snet4j.dataset;

import io.snet4j.internal.core.Http;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/** Adds each dataset to an IPFS node. */
final class IpfsHost implements DatasetHost {
    private final URI rpc;

    IpfsHost(URI rpc) {
        this.rpc = rpc;
        Storage.ipfs(rpc, Duration.ofSeconds(1)).close(); // For its check of the URI.
    }

    @Override
    public HostedDataset host(DatasetContent content, Duration atMost) {
        if (atMost.isNegative() || atMost.isZero()) {
            throw new DatasetHostException("nothing was added to the IPFS node: no time is left");
        }
        URI link;
        try (IpfsStorage node = Storage.ipfs(rpc, atMost.compareTo(Http.MAX_TIMEOUT) < 0 ? atMost : Http.MAX_TIMEOUT)) {
            link = node.add(content.size(), () -> open(content));
        }
        return new HostedDataset() {
            @Override
            public URI link() {
                return link;
            }

            @Override
            public void close() {}
        };
    }

    private static InputStream open(DatasetContent content) {
        try {
            return content.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
