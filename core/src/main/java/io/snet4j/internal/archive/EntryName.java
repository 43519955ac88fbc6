package io.snet4j.internal.archive;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names of files in archives, which may lead anywhere. */
public final class EntryName {
    /** The most characters of a name. */
    public static final int MAX = 255;

    private EntryName() {}

    /** Without what some tools put in front. */
    public static String trimmed(String name) {
        int start = 0;
        while (name.startsWith("./", start)) {
            start += 2;
        }
        return name.substring(start);
    }

    /** What is wrong with it, to follow the words "its path"; null if it stays where it is unpacked. */
    public static @Nullable String problem(String path) {
        if (path.indexOf('\ufffd') >= 0) {
            return "is not written in UTF-8";
        }
        if (path.length() > MAX) {
            return "has more than " + MAX + " characters";
        }
        if (path.startsWith("/") || path.toLowerCase(Locale.ROOT).matches("[a-z]:.*")) {
            return "is absolute";
        }
        if (path.indexOf('\\') >= 0 || path.chars().anyMatch(Character::isISOControl)) {
            return "has a backslash or a control character";
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return "has a part \"" + part + "\"";
            }
        }
        return null;
    }
}
