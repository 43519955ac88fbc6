package io.snet4j.internal.text;

import java.util.Locale;

/**
 * Makes a stranger's text fit for a message, a log line or a terminal: printable, and short. What could move a cursor,
 * begin a line, turn a text's direction or hide in it is written as an escape ({@code \n}, {@code \u001b}); text of any
 * script stays as it is. Of a long text head and tail are kept, since the last line of a traceback is its message. A
 * text that went through here once goes through again unchanged.
 */
public final class ForeignText {
    /** In characters, with the mark where something was left out. */
    public static final int MAX_LENGTH = 2000;

    /** The mark, with the largest count that there is. */
    private static final int MARK_LENGTH = " … 2147483647 characters left out … ".length();

    private ForeignText() {}

    /** At most {@value #MAX_LENGTH} characters. */
    public static String of(String text) {
        return of(text, MAX_LENGTH);
    }

    /** @param most characters, at least 100 */
    public static String of(String text, int most) {
        if (text.length() <= most) {
            StringBuilder all = new StringBuilder(text.length());
            if (head(text, most, all) == text.length()) {
                return all.toString();
            }
        }
        int half = (most - MARK_LENGTH) / 2;
        StringBuilder head = new StringBuilder(most);
        int from = head(text, half, head);
        StringBuilder tail = new StringBuilder(half);
        int to = tail(text, from, half, tail);
        return head.append(" … ")
                .append(to - from)
                .append(" characters left out … ")
                .append(tail)
                .toString();
    }

    /** In quotes. */
    public static String quoted(String text) {
        return "\"" + of(text) + "\"";
    }

    /** @return how much of the text is in {@code shown}, which has at most so many characters */
    private static int head(String text, int most, StringBuilder shown) {
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            int before = shown.length();
            append(shown, character);
            if (shown.length() > most) {
                shown.setLength(before);
                return at;
            }
            at += Character.charCount(character);
        }
        return at;
    }

    /** @return from where on the text is in {@code shown} */
    private static int tail(String text, int from, int most, StringBuilder shown) {
        int at = text.length();
        int length = 0;
        StringBuilder one = new StringBuilder();
        while (at > from) {
            int character = text.codePointBefore(at);
            one.setLength(0);
            append(one, character);
            length += one.length();
            if (length > most) {
                break;
            }
            at -= Character.charCount(character);
        }
        head(text.substring(at), most, shown);
        return at;
    }

    private static void append(StringBuilder shown, int character) {
        switch (character) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (isPlain(character)) {
                    shown.appendCodePoint(character);
                } else {
                    shown.append(String.format(
                            Locale.ROOT, Character.isBmpCodePoint(character) ? "\\u%04x" : "\\U%08x", character));
                }
            }
        }
    }

    /**
     * Unassigned ones are plain: to an older Java, a newer script's letters are that. Those never to be assigned are
     * not.
     */
    private static boolean isPlain(int character) {
        if (character >= ' ' && character < 127) {
            return true;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE -> false;
            default -> (character & 0xfffe) != 0xfffe && (character < 0xfdd0 || character > 0xfdef);
        };
    }
}
