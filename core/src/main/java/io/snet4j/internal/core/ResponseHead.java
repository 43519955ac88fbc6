package io.snet4j.internal.core;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Status and fields of an HTTP/1.1 answer.
 *
 * @param fields by their names in lower case; of several with one name, all with commas between
 */
record ResponseHead(int status, Map<String, String> fields) {
    private static final int MAX_BYTES = 64 << 10;
    private static final int MAX_INTERIM = 10;

    ResponseHead {
        fields = Map.copyOf(fields);
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** Reads up to the body's first byte, and not beyond. Passes over interim answers. */
    static ResponseHead read(InputStream in) throws IOException {
        int left = MAX_BYTES;
        for (int interim = 0; interim <= MAX_INTERIM; interim++) {
            String line = line(in, left);
            left -= line.length();
            if (!line.matches("HTTP/1\\.[01] [1-9]\\d\\d( .*)?")) {
                throw new IOException("the answer is no HTTP/1.1");
            }
            int status = Integer.parseInt(line.substring(9, 12));
            Map<String, String> fields = new HashMap<>();
            for (String field = line(in, left); !field.isEmpty(); field = line(in, left)) {
                left -= field.length() + 2;
                int colon = field.indexOf(':');
                if (colon < 1) {
                    throw new IOException("a line of the answer's head is no field");
                }
                fields.merge(
                        field.substring(0, colon).toLowerCase(Locale.ROOT),
                        field.substring(colon + 1).strip(),
                        (one, other) -> one + ", " + other);
            }
            if (status >= 200) {
                return new ResponseHead(status, fields);
            }
        }
        throw new IOException("there are too many interim answers");
    }

    /** A line without its end. */
    static String line(InputStream in, int most) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed before the answer was there");
            }
            if (line.length() >= most) {
                throw new IOException("a line or the head of the answer is too long");
            }
            line.append((char) next);
        }
        int last = line.length() - 1;
        return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
    }
}
