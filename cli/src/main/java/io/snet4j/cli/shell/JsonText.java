package io.snet4j.cli.shell;

import io.snet4j.internal.text.ForeignText;

/** JSON of strangers: what a terminal would take for a command stands in it as an escape, which means the same. */
public final class JsonText {
    /** Enough for one character's escape. */
    private static final int LENGTH = 100;

    private JsonText() {}

    /** Lines stay lines. */
    public static String printable(String json) {
        StringBuilder text = new StringBuilder(json.length());
        json.codePoints().forEach(character -> append(text, character));
        return text.toString();
    }

    private static void append(StringBuilder text, int character) {
        if (character >= ' ' && character < 127 || character == '\n' || isPlain(character)) {
            text.appendCodePoint(character);
        } else {
            for (char unit : Character.toChars(character)) {
                text.append(String.format("\\u%04x", (int) unit));
            }
        }
    }

    private static boolean isPlain(int character) {
        String alone = Character.toString(character);
        return ForeignText.of(alone, LENGTH).equals(alone);
    }
}
