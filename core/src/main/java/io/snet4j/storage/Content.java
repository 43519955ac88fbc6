package io.snet4j.storage;

/**
 * What lies behind a URI.
 *
 * @param bytes the caller's own
 * @param verification whether they were checked, and thus whether the source has to be trusted
 * @since 0.1.0
 */
public record Content(byte[] bytes, Verification verification) {
    public boolean isVerified() {
        return verification == Verification.BY_HASH;
    }
}
