package io.snet4j.provider;

import java.time.Duration;

/**
 * @param maxDatasetBytes of an upload or a linked file
 * @param linkTime for fetching a linked dataset as a whole
 * @param uploadIdle between two messages of an upload that bring something
 * @param uploadTime for an upload as a whole
 * @param validationTime for a handler's check, with fetching where it is by link
 * @param trainingTime for a handler's training
 * @param attempts how often work is begun that processes end in the middle of
 */
record Limits(
        long maxDatasetBytes,
        Duration linkTime,
        Duration uploadIdle,
        Duration uploadTime,
        Duration validationTime,
        Duration trainingTime,
        int attempts) {}
