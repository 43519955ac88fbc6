package io.snet4j.internal.memory;

/** Which model of which service. */
public record ModelKey(ServiceKey service, String modelId) {}
