package io.snet4j.internal.dataset;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** The records {@code "<length> <key>=<value>\n"} in front of an entry (POSIX pax). */
final class PaxAttributes {
    /** {@code BINARY}: what follows is in an encoding that nobody tells. */
    private static final String CHARSET = "hdrcharset";

    private static final Set<String> USED =
            Set.of(CHARSET, "path", "linkpath", "size", "GNU.sparse.name", "GNU.sparse.size", "GNU.sparse.realsize");

    private PaxAttributes() {}

    static void parse(byte[] records, Map<String, String> into) throws UnreadableArchiveException {
        int start = 0;
        while (start < records.length && records[start] != 0) {
            int space = indexOf(records, ' ', start, Math.min(records.length, start + 8));
            int end = space < 0 ? -1 : start + length(records, start, space);
            if (end <= space || end > records.length || records[end - 1] != '\n') {
                throw new UnreadableArchiveException("corrupt: the tar has attributes that cannot be read");
            }
            int equals = indexOf(records, '=', space, end);
            if (equals > 0) {
                String key = EntryPath.decode(Arrays.copyOfRange(records, space + 1, equals));
                if (USED.contains(key)) {
                    byte[] value = Arrays.copyOfRange(records, equals + 1, end - 1);
                    boolean untold = "BINARY".equals(into.get(CHARSET));
                    into.put(key, untold ? EntryPath.decodeUntold(value) : EntryPath.decode(value));
                }
            }
            start = end;
        }
    }

    private static int length(byte[] records, int start, int end) {
        int length = 0;
        for (int i = start; i < end; i++) {
            if (records[i] < '0' || records[i] > '9') {
                return -1;
            }
            length = length * 10 + (records[i] - '0');
        }
        return length;
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
