package io.snet4j.benchmark.peer;

import java.nio.file.Path;
import java.time.Duration;

/**
 * One side, with an account and a channel of its own. Each method does its work so many times, one after the other, and
 * hands back how long each took, in milliseconds, measured inside that side.
 */
public interface Peer extends AutoCloseable {
    Side side();

    /** Calls of the service's own method that are paid one by one, on a channel that is known. */
    double[] paidCalls(int times, Duration pause);

    double[] getModels(int times);

    /** Starts the training of a model that is validated, whose price is known. */
    double[] trainModels(int times);

    /** Sends a dataset to a new model; a stub sends it without looking into it. */
    double[] uploads(int times, Path archive);

    @Override
    void close();
}
