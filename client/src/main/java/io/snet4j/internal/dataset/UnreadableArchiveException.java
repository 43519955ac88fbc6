package io.snet4j.internal.dataset;

import java.io.IOException;

/** The archive cannot be read any further. The message says why and ends up in a problem. */
final class UnreadableArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableArchiveException(String reason) {
        super(reason);
    }
}
