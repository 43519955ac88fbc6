package io.snet4j.internal.dataset;

/**
 * How far packing came.
 *
 * @param bytes before compression, of {@code totalBytes}
 */
public record PackProgress(long files, long totalFiles, long bytes, long totalBytes) {}
