package io.snet4j.internal.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A header of POSIX.1-2001 that goes before an entry: lines of {@code length key=value}. Python's tarfile writes one
 * for each file, for its time of change. What it says beside these is of no interest.
 *
 * @param path the entry's name; null if it is the one in the entry's own header
 * @param size in bytes; null if it is the one in the entry's own header
 * @param sparse whether the entry's content is not all there
 */
public record PaxHeader(@Nullable String path, @Nullable Long size, boolean sparse) {
    /** Says nothing. */
    public static final PaxHeader NONE = new PaxHeader(null, null, false);

    /**
     * @return with what headers before it said of the same entry
     * @throws IOException if it is damaged
     */
    public PaxHeader and(byte[] records) throws IOException {
        PaxHeader[] found = {this};
        if (!PaxRecords.read(records, (key, value) -> found[0] = found[0].with(key, value))) {
            throw damaged();
        }
        return found[0];
    }

    /** With the name that one of GNU's headers gives. */
    public PaxHeader named(String name) {
        return new PaxHeader(name, size, sparse);
    }

    private PaxHeader with(String key, byte[] value) throws IOException {
        if (key.equals("path")) {
            return named(new String(value, UTF_8));
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
