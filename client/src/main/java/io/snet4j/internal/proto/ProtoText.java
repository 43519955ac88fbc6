package io.snet4j.internal.proto;

import io.snet4j.errors.MetadataException;
import io.snet4j.errors.UnsupportedProtoException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of one proto file with blanks for its comments, so that lines and columns stay. Says what the parser behind
 * it would drop in silence or could choke on.
 */
final class ProtoText {
    /** More than any message has; each level is one of recursion, here and in protobuf. */
    private static final int MAX_DEPTH = 64;

    /** The parser looks through all siblings at each declaration. */
    private static final int MAX_BLOCKS = 10_000;

    private static final Pattern EDITION = Pattern.compile("\\A\\s*+(edition\\s*+=[^;\\n]*+)");
    private static final Pattern GROUP =
            Pattern.compile("\\bgroup\\s++(\\w++)\\s*+=\\s*+\\w++\\s*+(?:\\[[^\\]]*+\\]\\s*+)?+\\{");

    private final String path;
    private final String original;
    private final char[] text;

    /** Without what stands in strings, too. */
    private final char[] bare;

    private int position;
    private int depth;
    private int blocks;

    private ProtoText(String path, String text) {
        this.path = path;
        this.original = text;
        this.text = text.toCharArray();
        this.bare = text.toCharArray();
    }

    /**
     * @throws UnsupportedProtoException for an edition or a group
     * @throws MetadataException for a comment without end, and for what is nested too deeply
     */
    static String plain(String path, String text) {
        ProtoText file = new ProtoText(path, text);
        file.blank();
        file.refuse(EDITION, "");
        file.refuse(GROUP, "group ");
        return new String(file.text);
    }

    private void refuse(Pattern construct, String kind) {
        Matcher found = construct.matcher(new String(bare));
        if (found.find()) {
            String name = original.substring(found.start(1), found.end(1)).strip();
            throw new UnsupportedProtoException(
                    place(found.start(1)) + kind + name + " cannot be read; use stubs that protoc generated");
        }
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
        switch (c) {
            case '{', '[', '<' -> {
                depth++;
                blocks++;
                if (depth > MAX_DEPTH || blocks > MAX_BLOCKS) {
                    throw new MetadataException(place(position)
                            + (depth > MAX_DEPTH
                                    ? "nested more than " + MAX_DEPTH + " deep"
                                    : "more than " + MAX_BLOCKS + " blocks"));
                }
            }
            case '}', ']', '>' -> depth--;
            // Blanks to protoc, but not to the parser.
            case '\f', '\u000b', '\ufeff' -> {
                text[position] = ' ';
                bare[position] = ' ';
            }
            default -> {}
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
                bare[position] = ' ';
            }
        }
    }

    private void skipString(char quote) {
        position++;
        int start = position;
        while (position < text.length && text[position] != quote && text[position] != '\n') {
            position += text[position] == '\\' ? 2 : 1;
        }
        Arrays.fill(bare, start, Math.min(position, bare.length), ' ');
        position++;
    }
}
