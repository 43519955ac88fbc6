package io.snet4j.registry;

import io.snet4j.errors.MetadataException;

/**
 * A group of an organization or a service that nobody can be paid in. It costs the other groups nothing.
 *
 * @param name empty if it has none
 * @param problem names field and value
 * @since 0.1.0
 */
public record UnreadableGroup(String name, MetadataException problem) {}
