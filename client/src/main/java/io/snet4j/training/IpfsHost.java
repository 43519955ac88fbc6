package io.snet4j.training;

import io.snet4j.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/** Adds each dataset to an IPFS node. */
final class IpfsHost implements DatasetHost {
    /** More than this, a request may not take. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final URI rpc;

    IpfsHost(URI rpc) {
        this.rpc = rpc;
        Storage.ipfs(rpc, Duration.ofSeconds(1));
    }

    @Override
    public HostedDataset host(DatasetContent content, Duration atMost) {
        if (atMost.isNegative() || atMost.isZero()) {
            throw new DatasetHostException("nothing was added to the IPFS node: no time is left");
        }
        URI link = Storage.ipfs(rpc, atMost.compareTo(LONGEST) < 0 ? atMost : LONGEST)
                .add(content.size(), () -> {
                    try {
                        return content.open();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return new HostedDataset() {
            @Override
            public URI link() {
                return link;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
