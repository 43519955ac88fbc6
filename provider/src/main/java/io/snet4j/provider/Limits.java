package io.snet4j.provider;

import java.time.Duration;

/**
 * @param maxDatasetBytes of an upload or a linked file
 * @param linkTime for fetching a linked dataset as a whole
 * @param uploadIdle between two messages of an upload that bring something
 * @param uploadTime for an upload as a whole
 */
record Limits(long maxDatasetBytes, Duration linkTime, Duration uploadIdle, Duration uploadTime) {}
