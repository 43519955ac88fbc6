package io.snet4j.internal.dataset;

import io.snet4j.internal.archive.PaxRecords;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** What the attributes in front of an entry say (POSIX pax). */
final class PaxAttributes {
    /** {@code BINARY}: what follows is in an encoding that nobody tells. */
    private static final String CHARSET = "hdrcharset";

    private static final Set<String> USED =
            Set.of(CHARSET, "path", "linkpath", "size", "GNU.sparse.name", "GNU.sparse.size", "GNU.sparse.realsize");

    private PaxAttributes() {}

    static void parse(byte[] records, Map<String, String> into) throws IOException {
        boolean whole = PaxRecords.read(records, (key, value) -> {
            if (USED.contains(key)) {
                boolean untold = "BINARY".equals(into.get(CHARSET));
                into.put(key, untold ? EntryPath.decodeUntold(value) : EntryPath.decode(value));
            }
        });
        if (!whole) {
            throw new UnreadableArchiveException("corrupt: the tar has attributes that cannot be read");
        }
    }
}
