package io.snet4j.internal.dataset;

/** Follows the packing of a folder. */
@FunctionalInterface
public interface PackListener {
    /** Ignores it. */
    PackListener NONE = progress -> {};

    /** Called in order on the packing thread, after every file and within large ones. Throwing ends the packing. */
    void onPacked(PackProgress progress);
}
