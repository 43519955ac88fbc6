package io.snet4j.internal.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;

/** The records {@code "<length> <key>=<value>\n"} of a header that goes before an entry (POSIX.1-2001). */
public final class PaxRecords {
    /** Nobody allows a header of more bytes than these digits can say. */
    private static final int MAX_DIGITS = 7;

    private PaxRecords() {}

    /** Hears of each record. */
    @FunctionalInterface
    public interface Sink {
        void record(String key, byte[] value) throws IOException;
    }

    /**
     * In their order; a NUL ends them.
     *
     * @return false if the next one is damaged
     * @throws IOException that the sink throws
     */
    public static boolean read(byte[] records, Sink sink) throws IOException {
        for (int start = 0; start < records.length && records[start] != 0; ) {
            int space = digits(records, start);
            if (space == start || space == records.length || records[space] != ' ') {
                return false;
            }
            int end = start + Integer.parseInt(new String(records, start, space - start, ISO_8859_1));
            if (end <= space + 1 || end > records.length || records[end - 1] != '\n') {
                return false;
            }
            int equals = space + 1;
            while (equals < end && records[equals] != '=') {
                equals++;
            }
            if (equals == space + 1 || equals == end) {
                return false;
            }
            sink.record(
                    new String(records, space + 1, equals - space - 1, ISO_8859_1),
                    Arrays.copyOfRange(records, equals + 1, end - 1));
            start = end;
        }
        return true;
    }

    private static int digits(byte[] records, int start) {
        int end = start;
        while (end < records.length && end - start < MAX_DIGITS && records[end] >= '0' && records[end] <= '9') {
            end++;
        }
        return end;
    }

    /** One record. Its length counts the digits of the length as well. */
    public static String write(String key, String value) {
        int rest = (" " + key + "=" + value + "\n").getBytes(UTF_8).length;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        return length + " " + key + "=" + value + "\n";
    }
}
