package io.snet4j.internal.dataset;

/** Follows a check. */
@FunctionalInterface
public interface CheckListener {
    /** Called in order on the checking thread, often. Throwing ends the check. Both in bytes of the archive. */
    void onChecked(long bytes, long total);
}
