package io.snet4j.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.snet4j.training.FolderHost.Copy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers GET and HEAD under {@code /TOKEN/NAME}, whole or one range. */
final class FolderPages implements HttpHandler {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
    private static final int NO_BODY = -1;

    private final Map<String, Copy> copies;

    FolderPages(Map<String, Copy> copies) {
        this.copies = copies;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean head = method.equals("HEAD");
            Optional<Copy> copy = find(exchange.getRequestURI().getRawPath());
            if (!head && !method.equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, NO_BODY);
            } else if (copy.isEmpty()) {
                exchange.sendResponseHeaders(404, NO_BODY);
            } else {
                send(exchange, copy.get(), head);
            }
        }
    }

    private Optional<Copy> find(String path) {
        String[] parts = path.split("/", 3);
        return parts.length == 3 ? Optional.ofNullable(copies.get(parts[1])) : Optional.empty();
    }

    private static void send(HttpExchange exchange, Copy copy, boolean head) throws IOException {
        String asked = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                // Ours has no validators, so a condition on one cannot hold.
                .filter(range -> !exchange.getRequestHeaders().containsKey("If-Range"))
                .orElse("");
        Matcher matcher = RANGE.matcher(asked);
        boolean ranged = matcher.matches() && !asked.equals("bytes=-");
        long from = 0;
        long to = copy.size() - 1;
        if (ranged) {
            boolean suffix = matcher.group(1).isEmpty();
            long end = matcher.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
            from = suffix ? Math.max(0, copy.size() - end) : Long.parseLong(matcher.group(1));
            to = suffix ? to : Math.min(to, end);
        }
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/octet-stream");
        headers.set("Accept-Ranges", "bytes");
        if (from > to) {
            headers.set("Content-Range", "bytes */" + copy.size());
            exchange.sendResponseHeaders(416, NO_BODY);
            return;
        }
        if (ranged) {
            headers.set("Content-Range", "bytes " + from + "-" + to + "/" + copy.size());
        }
        long length = to - from + 1;
        if (head) {
            headers.set("Content-Length", Long.toString(length));
        }
        exchange.sendResponseHeaders(ranged ? 206 : 200, head ? NO_BODY : length);
        if (!head) {
            copy(copy, from, length, exchange.getResponseBody());
        }
    }

    private static void copy(Copy copy, long from, long length, OutputStream out) throws IOException {
        byte[] piece = new byte[64 << 10];
        try (InputStream in = Files.newInputStream(copy.file())) {
            in.skipNBytes(from);
            long rest = length;
            while (rest > 0) {
                int count = in.read(piece, 0, (int) Math.min(piece.length, rest));
                if (count < 0) {
                    throw new IOException("the dataset was withdrawn");
                }
                out.write(piece, 0, count);
                rest -= count;
            }
        }
    }
}
