package io.snet4j.registry;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A header of POSIX.1-2001 that goes before an entry: lines of {@code length key=value}. Python's tarfile writes one for
 * each file, for its time of change.
 */
final class PaxHeader {
    private PaxHeader() {}

    /**
     * @return the entry's name; null if it is the one in the entry's own header
     * @throws IOException if it is damaged, or says of the entry what cannot be read
     */
    static @Nullable String path(byte[] header) throws IOException {
        String path = null;
        for (int at = 0; at < header.length; ) {
            int space = at;
            while (space < header.length && space - at < 6 && header[space] >= '0' && header[space] <= '9') {
                space++;
            }
            if (space == at || space == header.length || header[space] != ' ') {
                throw damaged();
            }
            int end = at + Integer.parseInt(TarEntry.utf8(Arrays.copyOfRange(header, at, space), "a length"));
            if (end > header.length || end <= space + 1 || header[end - 1] != '\n') {
                throw damaged();
            }
            String line = TarEntry.utf8(Arrays.copyOfRange(header, space + 1, end - 1), "an extended header");
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw damaged();
            }
            String key = line.substring(0, equals);
            if (key.equals("size") || key.startsWith("GNU.sparse.")) {
                throw new IOException("an extended header says \"" + key + "\"; expected small, plain files only");
            }
            path = key.equals("path") ? line.substring(equals + 1) : path;
            at = end;
        }
        return path;
    }

    private static IOException damaged() {
        return new IOException("an extended header is damaged");
    }
}
