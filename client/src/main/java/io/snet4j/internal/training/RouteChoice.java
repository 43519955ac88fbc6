package io.snet4j.internal.training;

import io.snet4j.dataset.DatasetRoute;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.StreamingUploadUnsupportedException;
import io.snet4j.internal.transport.DaemonRelease;
import java.util.Optional;
import java.util.function.Supplier;

/** Which way a dataset goes. */
enum RouteChoice {
    STREAM,
    /** By stream, and by link if the daemon turns out to refuse streams. */
    STREAM_OR_LINK,
    LINK;

    private static final String WAY_OUT =
            " Nothing was paid. Give the dataset by link: set a DatasetHost on the client or the upload, or use"
                    + " validateModelPrice(ModelId, URI) and validateModel";

    /**
     * @param release asked only where it matters
     * @throws StreamingUploadUnsupportedException if there is no way that is known to work
     * @throws InvalidRequestException if a link is wanted and nobody to make one
     */
    static RouteChoice of(DatasetRoute route, boolean hasHost, Supplier<Optional<DaemonRelease>> release) {
        return switch (route) {
            case LINK -> {
                if (!hasHost) {
                    throw new InvalidRequestException("a dataset by link needs a DatasetHost: set one on the client or"
                            + " the upload, or use validateModelPrice(ModelId, URI) and validateModel");
                }
                yield LINK;
            }
            case STREAM -> {
                release.get().filter(DaemonRelease::losesTheFirstMessage).ifPresent(broken -> {
                    throw new StreamingUploadUnsupportedException("the daemon is " + broken
                            + ", which loses the first message of a stream in silence." + WAY_OUT + ".");
                });
                yield STREAM;
            }
            case AUTO -> automatic(hasHost, release.get());
        };
    }

    private static RouteChoice automatic(boolean hasHost, Optional<DaemonRelease> release) {
        boolean broken = !release.map(DaemonRelease::takesStreams).orElse(false);
        if (!broken) {
            return hasHost ? STREAM_OR_LINK : STREAM;
        }
        if (hasHost) {
            return LINK;
        }
        throw new StreamingUploadUnsupportedException(release.map(
                        known -> "the daemon is " + known + ", which cannot take a dataset by stream." + WAY_OUT + ".")
                .orElse("the daemon does not tell its version, and some cannot take a dataset by stream." + WAY_OUT
                        + "; or, if you know better, choose route(DatasetRoute.STREAM)."));
    }
}
