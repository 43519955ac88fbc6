package io.snet4j.hostile.bombs;

import java.util.Set;

/**
 * What a client meets, and what it may say to that.
 *
 * @param name also what it is
 * @param service at which it lies; that of the network if the node is the stranger
 * @param node the Ethereum node to ask
 * @param outcomes simple names of exceptions, or {@link #SERVED} where what is in the bomb harms nobody
 */
record Bomb(Kind kind, String name, String service, String node, Set<String> outcomes) {
    static final String SERVED = "served";

    private static final String SEPARATOR = "\t";

    /** Who the stranger is. */
    enum Kind {
        METADATA,
        API,
        DAEMON,
        NODE
    }

    /** For the other process. */
    String toLine() {
        return String.join(SEPARATOR, kind.name(), name, service, node, String.join(",", outcomes));
    }

    static Bomb ofLine(String line) {
        String[] parts = line.split(SEPARATOR);
        return new Bomb(Kind.valueOf(parts[0]), parts[1], parts[2], parts[3], Set.of(parts[4].split(",")));
    }
}
