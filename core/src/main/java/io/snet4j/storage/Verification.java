package io.snet4j.storage;

/**
 * What is known of bytes that came from a source nobody has to trust.
 *
 * @since 0.1.0
 */
public enum Verification {
    /** They are what the URI names: its hash is theirs, block by block. */
    BY_HASH,
    /** The URI carries no hash that could be checked: the source may have given anything. */
    NONE
}
