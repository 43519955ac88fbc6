package io.snet4j.internal.proto;

import io.snet4j.errors.MetadataException;

/**
 * How many tokens are still read of a service's files, all of them together: what a token becomes takes up to a hundred
 * times its characters. Not thread-safe.
 */
final class TokenBudget {
    /** A hundred thousand fields, about. */
    private static final int MAX_TOKENS = 500_000;

    private int left = MAX_TOKENS;

    /** @throws MetadataException if there are too many */
    void take(String path) {
        if (left == 0) {
            throw new MetadataException(
                    "the proto file " + path + " is not read to its end: the service's files have more than "
                            + MAX_TOKENS + " words, numbers and signs");
        }
        left--;
    }
}
