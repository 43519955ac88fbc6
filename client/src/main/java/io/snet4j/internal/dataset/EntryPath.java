package io.snet4j.internal.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the name of an entry says. Names are untrusted; {@code \} separates as {@code /} does, as readers on Windows do,
 * but not where it may be half of a letter.
 */
final class EntryPath {
    static final String LINK_OUT = "it is a link out of the archive's folder";
    private static final String MACOS_FOLDER = "__MACOSX";
    private static final Set<String> PLATFORM_FILES = Set.of(".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini");

    private EntryPath() {}

    /** Stands for a {@code \} that separates nothing, and looks like one. */
    private static final char LETTER = '\uff3c';

    /**
     * A name whose encoding nobody told. In Shift-JIS, GBK and Big5, the byte of {@code \} is the second half of many
     * letters, so that it separates in names of ASCII only.
     */
    static String decodeUntold(byte[] name) {
        return isAscii(name) ? ofAscii(name) : decodeOther(name).replace('\\', LETTER);
    }

    private static boolean isAscii(byte[] name) {
        for (byte each : name) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }

    /** UTF-8 where it is that; else, whatever was told, one character per byte, so that every name can be shown. */
    static String decode(byte[] name) {
        return isAscii(name) ? ofAscii(name) : decodeOther(name);
    }

    /** As most names are, of hundreds of thousands: without a decoder. */
    private static String ofAscii(byte[] name) {
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private static String decodeOther(byte[] name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(name, StandardCharsets.ISO_8859_1).replace('\\', LETTER);
        }
    }

    /** One spelling per place: {@code a/b} for {@code ./a//b} and {@code a\b}. */
    static String normal(String name) {
        return isPlain(name) ? name : String.join("/", segments(name));
    }

    /**
     * Whether its segments are what stands between its slashes, and none begins with a dot. Most names are plain, and a
     * dataset may have hundreds of thousands.
     */
    private static boolean isPlain(String name) {
        boolean atStart = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' || c == LETTER || c == '\0' || c == ':' || atStart && (c == '/' || c == '.')) {
                return false;
            }
            atStart = c == '/';
        }
        return !atStart;
    }

    static boolean isDirectory(String name) {
        return name.endsWith("/") || name.endsWith("\\");
    }

    /** Files that operating systems leave in folders without being asked. */
    static boolean isPlatformFile(String name) {
        if (isPlain(name) && !name.contains(MACOS_FOLDER)) {
            return PLATFORM_FILES.contains(
                    name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
        }
        List<String> segments = segments(name);
        if (segments.isEmpty()) {
            return false;
        }
        String last = segments.get(segments.size() - 1);
        return segments.contains(MACOS_FOLDER)
                || last.startsWith("._")
                || PLATFORM_FILES.contains(last.toLowerCase(Locale.ROOT));
    }

    /** All that may be called its extension, longest first, in lower case: {@code nii.gz}, {@code gz}. */
    static List<String> extensions(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
        List<String> extensions = new ArrayList<>(1);
        // From 1: a dot in front makes a hidden file, not an extension.
        for (int dot = last.indexOf('.', 1); dot >= 0; dot = last.indexOf('.', dot + 1)) {
            extensions.add(last.substring(dot + 1));
        }
        return extensions;
    }

    static String shortestExtension(String name) {
        List<String> extensions = extensions(name);
        return extensions.isEmpty() ? "" : extensions.get(extensions.size() - 1);
    }

    /** Why the name must not be unpacked as it stands, if so. */
    static Optional<String> danger(String name) {
        if (isPlain(name)) {
            return Optional.empty();
        }
        if (name.isEmpty()) {
            return Optional.of("it has no name");
        }
        if (name.indexOf('\0') >= 0) {
            return Optional.of("its name holds a NUL character");
        }
        // Whatever was meant by it, there may be readers to whom it separates.
        String worst = name.replace(LETTER, '\\');
        if (isAbsolute(worst)) {
            return Optional.of("its path is absolute");
        }
        if (segments(worst).contains("..")) {
            return Optional.of("its path leads out of the archive's folder");
        }
        return Optional.empty();
    }

    /** Whether the target of a symbolic link, seen from the link, is outside of the archive's folder. */
    static boolean linkLeadsOut(String link, String target) {
        // A backslash that may be half of a letter separates for one reader and not for the other.
        return leadsOut(link, target) || leadsOut(link, target.replace(LETTER, '\\'));
    }

    private static boolean leadsOut(String link, String target) {
        int depth = segments(link).size() - 1;
        for (String segment : segments(target)) {
            depth += segment.equals("..") ? -1 : 1;
            if (depth < 0) {
                return true;
            }
        }
        return isAbsolute(target);
    }

    private static boolean isAbsolute(String path) {
        return path.startsWith("/")
                || path.startsWith("\\")
                || (path.length() > 1 && path.charAt(1) == ':' && isLetter(path.charAt(0)));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/' || path.charAt(i) == '\\') {
                String segment = path.substring(from, i);
                if (!segment.isEmpty() && !segment.equals(".")) {
                    segments.add(segment);
                }
                from = i + 1;
            }
        }
        return segments;
    }
}
