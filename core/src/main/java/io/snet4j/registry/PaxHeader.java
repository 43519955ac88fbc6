package io.snet4j.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A header of POSIX.1-2001 that goes before an entry: lines of {@code length key=value}. Python's tarfile writes one for
 * each file, for its time of change. What it says beside these is of no interest.
 *
 * @param path the entry's name; null if it is the one in the entry's own header
 * @param size in bytes; null if it is the one in the entry's own header
 * @param sparse whether the entry's content is not all there
 */
record PaxHeader(@Nullable String path, @Nullable Long size, boolean sparse) {
    static final PaxHeader NONE = new PaxHeader(null, null, false);

    /**
     * @return with what headers before it said of the same entry
     * @throws IOException if it is damaged
     */
    PaxHeader and(byte[] header) throws IOException {
        PaxHeader found = this;
        for (int at = 0; at < header.length; ) {
            int space = at;
            while (space < header.length && space - at < 6 && header[space] >= '0' && header[space] <= '9') {
                space++;
            }
            if (space == at || space == header.length || header[space] != ' ') {
                throw damaged();
            }
            int end = at + Integer.parseInt(new String(header, at, space - at, US_ASCII));
            if (end > header.length || end <= space + 1 || header[end - 1] != '\n') {
                throw damaged();
            }
            int equals = space + 1;
            while (equals < end && header[equals] != '=') {
                equals++;
            }
            if (equals == space + 1 || equals == end) {
                throw damaged();
            }
            String key = new String(header, space + 1, equals - space - 1, ISO_8859_1);
            found = found.with(key, Arrays.copyOfRange(header, equals + 1, end - 1));
            at = end;
        }
        return found;
    }

    PaxHeader named(String name) {
        return new PaxHeader(name, size, sparse);
    }

    private PaxHeader with(String key, byte[] value) throws IOException {
        if (key.equals("path")) {
            return named(TarEntry.name(value));
        }
        if (key.equals("size")) {
            String digits = new String(value, ISO_8859_1);
            if (!digits.matches("[0-9]{1,18}")) {
                throw damaged();
            }
            return new PaxHeader(path, Long.valueOf(digits), sparse);
        }
        return new PaxHeader(path, size, sparse || key.startsWith("GNU.sparse."));
    }

    private static IOException damaged() {
        return new IOException("an extended header is damaged");
    }
}
