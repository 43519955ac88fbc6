package io.snet4j.internal.proto;

/**
 * The smallest part of a proto file.
 *
 * @param text of a string without its quotes, as it was escaped
 * @param line from 1 on
 */
record Token(Kind kind, String text, int line) {
    enum Kind {
        WORD,
        NUMBER,
        STRING,
        SYMBOL,
        END
    }

    boolean is(String symbolOrWord) {
        return (kind == Kind.SYMBOL || kind == Kind.WORD) && text.equals(symbolOrWord);
    }

    @Override
    public String toString() {
        return kind == Kind.END ? "the end" : kind == Kind.STRING ? "a text in quotes" : "\"" + text + "\"";
    }
}
