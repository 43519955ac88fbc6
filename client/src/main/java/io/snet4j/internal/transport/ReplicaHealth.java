package io.snet4j.internal.transport;

import java.net.URI;
import java.util.Optional;

/**
 * How one daemon is.
 *
 * @param problem why it cannot be called; empty if it serves, as far as it says
 */
public record ReplicaHealth(URI endpoint, Optional<DaemonRelease> release, Optional<String> problem) {}
