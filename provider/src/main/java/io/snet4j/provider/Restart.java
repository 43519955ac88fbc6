package io.snet4j.provider;

/**
 * What becomes of work that was going on when the provider's process ended.
 *
 * @since 0.1.0
 */
public enum Restart {
    /** The next process begins it again from the dataset. */
    AGAIN,
    /** The model is ERRORED, with a reason that says so; its user may begin again, and pays again. */
    FAIL
}
