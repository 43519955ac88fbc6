package io.snet4j.dataset;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/**
 * A place for datasets from which a provider can fetch them. The daemon keeps the link with the model and shows it to
 * all who may read the model: of a public model, to everybody. Must be thread-safe. Give it to
 * {@link io.snet4j.SnetClient.Builder#datasetHost} or {@link io.snet4j.training.DatasetUpload.Builder#host}; who made
 * it closes it, after the last validation.
 *
 * @since 0.1.0
 */
public interface DatasetHost extends AutoCloseable {
    /**
     * Brings a dataset to where its link can be fetched. Blocks. The link is withdrawn by the client when the model
     * leaves {@link io.snet4j.training.ModelStatus#VALIDATING}, as far as it asks for the status, or when nothing was
     * started.
     *
     * @param atMost the time that is left for it
     * @throws DatasetHostException if that fails
     * @throws io.snet4j.errors.CallCancelledException if interrupted; the flag is kept
     */
    HostedDataset host(DatasetContent content, Duration atMost);

    /** Ends what this holds open; its links may stop working. May be repeated. */
    @Override
    void close();

    /**
     * Object storage by pre-signed URLs, as S3 and its likes make them: the file is sent by one PUT.
     *
     * @param targets a fresh target for each dataset, by its file name
     */
    static DatasetHost presigned(Function<String, PresignedTarget> targets) {
        return new PresignedHost(targets);
    }

    /** As {@link #presigned(Function)}, for one dataset: a second one is refused, as it would replace the first. */
    static DatasetHost presigned(PresignedTarget target) {
        return new PresignedHost(new OneTarget(target));
    }

    /**
     * An IPFS node by its RPC interface; links are {@code ipfs://CID}. Whoever knows a CID can read the content, and it
     * stays pinned: withdrawing does nothing, since others may have it by then.
     *
     * @param rpc {@code http://host:5001}, say
     * @throws IllegalArgumentException unless it is an http or https URI
     */
    static DatasetHost ipfs(URI rpc) {
        return new IpfsHost(rpc);
    }

    /**
     * An HTTP server in this process, on a free port of 127.0.0.1, for a provider on the same machine. One made
     * with {@code snet4j-provider} fetches it only if it allows links to {@code 127.0.0.1}.
     *
     * @param folder for a copy of each dataset while it can be fetched; is created
     * @throws DatasetHostException if it cannot be started
     */
    static DatasetHost folder(Path folder) {
        return FolderHost.start(folder, new InetSocketAddress("127.0.0.1", 0), null);
    }

    /**
     * As {@link #folder(Path)}, for providers elsewhere. Links are secrets (16 random bytes each), but travel in the
     * clear unless something in front of this server adds TLS.
     *
     * @param bind where to listen
     * @param publicBase how the provider reaches this server, say {@code https://data.example.org/sets}; its path is
     *     expected to be taken off on the way
     */
    static DatasetHost folder(Path folder, InetSocketAddress bind, URI publicBase) {
        return FolderHost.start(folder, bind, publicBase);
    }
}
