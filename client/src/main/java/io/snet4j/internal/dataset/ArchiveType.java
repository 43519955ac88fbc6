package io.snet4j.internal.dataset;

import java.util.Set;

/** The archives that are read and packed. */
public enum ArchiveType {
    ZIP("zip", Set.of("zip", "x-zip-compressed")),
    TAR_GZ("tar.gz", Set.of("tar.gz", "tgz", "taz", "targz", "gz", "gzip", "x-gzip")),
    TAR("tar", Set.of("tar", "x-tar", "ustar"));

    private final String text;
    private final Set<String> names;

    ArchiveType(String text, Set<String> names) {
        this.text = text;
        this.names = names;
    }

    /** The usual name, which is also the file's extension. */
    public String text() {
        return text;
    }

    /** How a service's {@code dataset_type} may name this type, in lower case. */
    Set<String> names() {
        return names;
    }

    static boolean isKnown(String name) {
        for (ArchiveType type : values()) {
            if (type.names.contains(name)) {
                return true;
            }
        }
        return false;
    }
}
