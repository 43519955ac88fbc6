package io.snet4j.provider;

/**
 * The validations and trainings of a provider at one moment. Immutable.
 *
 * @param waiting in the queue
 * @param running each on a thread of its own
 * @since 0.1.0
 */
public record Workload(int waiting, int running) {}
