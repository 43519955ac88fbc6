package io.snet4j.dataset;

import io.snet4j.dataset.FolderHost.Copy;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is answered to GET and HEAD under {@code /TOKEN/NAME}: the whole or one range. */
final class FolderPages {
    private static final Pattern REQUEST = Pattern.compile("([A-Z]{1,20}) (?:http://[^/ ]*)?(/[^ ]*) HTTP/1\\.[01]");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
    private static final String DATA = "Content-Type: application/octet-stream\r\nAccept-Ranges: bytes\r\n";

    private final Map<String, Copy> copies;

    FolderPages(Map<String, Copy> copies) {
        this.copies = copies;
    }

    /**
     * @param body what is sent of a copy after the head; empty for none
     */
    record Reply(byte[] head, Optional<Part> body) {}

    record Part(Copy copy, long from, long length) {}

    /** @param head of a request, with its empty line */
    Reply reply(String head) {
        String[] lines = head.split("\r?\n");
        Matcher request = REQUEST.matcher(lines.length == 0 ? "" : lines[0]);
        if (!request.matches()) {
            return empty("400 Bad Request", "");
        }
        boolean bodyWanted = request.group(1).equals("GET");
        if (!bodyWanted && !request.group(1).equals("HEAD")) {
            return empty("405 Method Not Allowed", "Allow: GET, HEAD\r\n");
        }
        Optional<Copy> copy = find(request.group(2));
        if (copy.isEmpty()) {
            return empty("404 Not Found", "");
        }
        // Ours has no validators, so a condition on one cannot hold.
        String range = field(lines, "if-range").isPresent()
                ? ""
                : field(lines, "range").orElse("");
        return part(copy.get(), range, bodyWanted);
    }

    /** For a head that does not come to its end. */
    static Reply tooLarge() {
        return empty("431 Request Header Fields Too Large", "");
    }

    private Optional<Copy> find(String path) {
        String[] parts = path.split("/", 3);
        return parts.length == 3 ? Optional.ofNullable(copies.get(parts[1])) : Optional.empty();
    }

    private static Optional<String> field(String[] lines, String name) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(line.substring(colon + 1).strip());
            }
        }
        return Optional.empty();
    }

    private static Reply part(Copy copy, String range, boolean bodyWanted) {
        Matcher matcher = RANGE.matcher(range);
        boolean ranged = matcher.matches() && !range.equals("bytes=-");
        long from = 0;
        long to = copy.size() - 1;
        if (ranged) {
            boolean suffix = matcher.group(1).isEmpty();
            long end = matcher.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
            from = suffix ? Math.max(0, copy.size() - end) : Long.parseLong(matcher.group(1));
            to = suffix ? to : Math.min(to, end);
        }
        if (from > to) {
            return empty("416 Range Not Satisfiable", DATA + "Content-Range: bytes */" + copy.size() + "\r\n");
        }
        long length = to - from + 1;
        String place = ranged ? "Content-Range: bytes " + from + "-" + to + "/" + copy.size() + "\r\n" : "";
        byte[] head = head(ranged ? "206 Partial Content" : "200 OK", DATA + place, length);
        return new Reply(head, bodyWanted ? Optional.of(new Part(copy, from, length)) : Optional.empty());
    }

    private static Reply empty(String status, String fields) {
        return new Reply(head(status, fields, 0), Optional.empty());
    }

    private static byte[] head(String status, String fields, long length) {
        return ("HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + length + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
