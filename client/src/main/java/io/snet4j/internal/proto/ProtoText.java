package io.snet4j.internal.proto;

import io.snet4j.errors.MetadataException;

/**
 * The text of one proto file with blanks for its comments, so that lines stay. Refuses what is too deep or too long for
 * those who read on.
 */
final class ProtoText {
    /** Of each kind of bracket. More than any message has; each level is one of recursion, here and in protobuf. */
    static final int MAX_DEPTH = 64;

    /** Protobuf goes into a package part by part. */
    static final int MAX_PARTS = 64;

    static final int MAX_NAME = 500;

    private static final String OPENING = "{[<(";
    private static final String CLOSING = "}]>)";

    private static final int MAX_BLOCKS = 10_000;

    private final String path;
    private final String original;
    private final char[] text;

    private final int[] depths = new int[OPENING.length()];

    private int position;
    private int blocks;

    /** Of the word that is being read. */
    private int letters;

    /** Since the last sign that stands in no name. */
    private int dots;

    private ProtoText(String path, String text) {
        this.path = path;
        this.original = text;
        this.text = text.toCharArray();
    }

    /**
     * @throws MetadataException for a comment or a text without end, and for what is nested too deeply or too long
     */
    static String plain(String path, String text) {
        ProtoText file = new ProtoText(path, text);
        file.blank();
        return new String(file.text);
    }

    private String place(int offset) {
        long newlines =
                original.substring(0, offset).chars().filter(c -> c == '\n').count();
        return path + ":" + (1 + newlines) + ": ";
    }

    private void blank() {
        while (position < text.length) {
            char c = text[position];
            if (c == '/' && next() == '/') {
                blankTo(end("\n", position));
            } else if (c == '/' && next() == '*') {
                int end = end("*/", position + 2);
                if (end == text.length) {
                    throw new MetadataException(place(position) + "a comment that nothing ends");
                }
                blankTo(end + 2);
            } else if (c == '"' || c == '\'') {
                skipString(c);
            } else {
                count(c);
                position++;
            }
        }
    }

    private void count(char c) {
        int opening = OPENING.indexOf(c);
        int closing = CLOSING.indexOf(c);
        if (opening >= 0) {
            refuseAbove(MAX_DEPTH, ++depths[opening], "nested more than " + MAX_DEPTH + " deep");
            refuseAbove(MAX_BLOCKS, ++blocks, "more than " + MAX_BLOCKS + " blocks");
        } else if (closing >= 0) {
            depths[closing] = Math.max(0, depths[closing] - 1);
        }
        countName(c);
        // Blanks to protoc.
        if (c == '\f' || c == '\u000b' || c == '\ufeff') {
            text[position] = ' ';
        }
    }

    private void countName(char c) {
        boolean inName = Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
        letters = inName ? letters + 1 : 0;
        refuseAbove(MAX_NAME, letters, "a name of more than " + MAX_NAME + " characters");
        if (c == '.') {
            refuseAbove(MAX_PARTS - 1, ++dots, "a name of more than " + MAX_PARTS + " parts");
        } else if (!inName && !Character.isWhitespace(c)) {
            dots = 0;
        }
    }

    private void refuseAbove(int limit, int count, String problem) {
        if (count > limit) {
            throw new MetadataException(place(position) + problem);
        }
    }

    private char next() {
        return position + 1 < text.length ? text[position + 1] : 0;
    }

    private int end(String mark, int from) {
        int index = original.indexOf(mark, from);
        return index < 0 ? text.length : index;
    }

    private void blankTo(int end) {
        for (; position < end; position++) {
            if (text[position] != '\n') {
                text[position] = ' ';
            }
        }
    }

    private void skipString(char quote) {
        int start = position++;
        while (position < text.length && text[position] != quote && text[position] != '\n') {
            position += text[position] == '\\' ? 2 : 1;
        }
        // Who reads on would take for text what is counted here, and the other way round.
        if (position >= text.length || text[position] != quote) {
            throw new MetadataException(place(start) + "a text that nothing ends on its line");
        }
        position++;
        letters = 0;
        dots = 0;
    }
}
