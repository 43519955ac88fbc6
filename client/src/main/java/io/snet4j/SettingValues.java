package io.snet4j;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.internal.text.UriHost;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Texts to values. Where a value may hold a secret, no message repeats it. */
final class SettingValues {
    /** Keys, with or without prefix, whole or with something around them; and texts of many words. */
    private static final Pattern SECRET = Pattern.compile(
            "[\\s\\S]*[0-9a-fA-F]{64}[\\s\\S]*|\\s*([a-zA-Z]+[\\s,]+){11,}[a-zA-Z]+\\s*|[\\s\\S]*PRIVATE KEY[\\s\\S]*");

    private SettingValues() {}

    static URI uri(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            // Without cause: it repeats the text.
            throw new IllegalArgumentException(e.getReason() + " at character " + (e.getIndex() + 1)
                    + "; expected http://HOST:PORT or https://HOST");
        }
        if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())
                || UriHost.of(uri).isEmpty()) {
            throw new IllegalArgumentException("expected http://HOST:PORT or https://HOST");
        }
        return uri;
    }

    static List<URI> uris(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .map(SettingValues::uri)
                .toList();
    }

    /** With commas between. Names may be anything but what looks like a secret. */
    static <T> List<T> list(String text, Function<String, T> parser) {
        if (looksSecret(text)) {
            throw new IllegalArgumentException("this looks like a secret");
        }
        return Arrays.stream(text.split(",", -1)).map(String::strip).map(parser).toList();
    }

    static Duration duration(String text) {
        try {
            return text.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("expected seconds, or a duration as PT2M, not " + shown(text));
        }
    }

    static boolean yesOrNo(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("expected true or false, not " + shown(text));
        }
        return Boolean.parseBoolean(text);
    }

    /** Empty unless it can be read. */
    static Optional<Path> file(String text) {
        try {
            return Optional.of(Path.of(text)).filter(file -> Files.isReadable(file) && !Files.isDirectory(file));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    static boolean looksSecret(String value) {
        return value.contains("://") || SECRET.matcher(value).matches();
    }

    /** For settings that should hold no secret: what looks like one is in the wrong place. */
    static String shown(String value) {
        return looksSecret(value) ? "what looks like a secret and is not shown" : ForeignText.quoted(value);
    }
}
