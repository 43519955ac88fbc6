package io.snet4j.internal.core;

import java.time.Duration;

/** Waiting before a server is asked again. */
@FunctionalInterface
public interface Pause {
    void pause(Duration duration) throws InterruptedException;
}
