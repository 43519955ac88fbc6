package io.snet4j.provider;

import java.nio.file.Path;

/**
 * A dataset that was received completely.
 *
 * @param file to be read only; exists until the model is deleted or gets another dataset
 * @param name the file's name as the user gave it, reduced to a safe one
 * @param size in bytes
 * @since 0.1.0
 */
public record Dataset(Path file, String name, long size) {}
