package io.snet4j.dataset;

/**
 * How a dataset gets to the provider. Daemons of version 6.1 lose the first message of a stream without a word, those
 * of 6.2 refuse streams; a link works with all, but the provider must be able to fetch it.
 *
 * @since 0.1.0
 */
public enum DatasetRoute {
    /**
     * By link where streams are known or feared to be broken (6.1, 6.2, a version that the daemon does not tell) and a
     * {@link DatasetHost} is there; by stream elsewhere. Without a host and with such a daemon:
     * {@link io.snet4j.errors.StreamingUploadUnsupportedException}, nothing paid.
     */
    AUTO,
    /**
     * Always by stream. Refused before paying only where it is known to be lost in silence (6.1). With a daemon that
     * does not tell its version it is tried; if that one is a 6.1, a damaged dataset is paid for.
     */
    STREAM,
    /** Always by link; needs a {@link DatasetHost}. */
    LINK
}
