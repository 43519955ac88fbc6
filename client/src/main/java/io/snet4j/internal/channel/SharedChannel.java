package io.snet4j.internal.channel;

import io.snet4j.internal.loop.FairQueue;
import io.snet4j.value.Cogs;

/**
 * What all services share that pay from one channel. Its queue is for who signs: a daemon serves one paid call at a
 * time per channel, and two payments from the same amount would be one. Thread-safe.
 */
final class SharedChannel {
    private final FairQueue queue = new FairQueue();
    private Cogs reserved = Cogs.ZERO;
    private long signatures;

    FairQueue queue() {
        return queue;
    }

    synchronized Cogs reserved() {
        return reserved;
    }

    synchronized void reserve(Cogs price) {
        reserved = reserved.plus(price);
    }

    synchronized void unreserve(Cogs price) {
        reserved = reserved.minus(price);
    }

    /** Grows with each signature for any service, so that the others see that what they were told is old. */
    synchronized long signatures() {
        return signatures;
    }

    synchronized void signed() {
        signatures++;
    }
}
