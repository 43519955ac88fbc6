package io.snet4j.internal.proto;

import io.snet4j.internal.proto.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits a proto file without comments into tokens, as protoc does. */
final class Lexer {
    private static final String[] SYMBOLS = symbols();

    private final String path;
    private final String text;
    private final TokenBudget budget;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;

    private Lexer(String path, String text, TokenBudget budget) {
        this.path = path;
        this.text = text;
        this.budget = budget;
    }

    /**
     * @param text of {@link ProtoText}
     * @throws io.snet4j.errors.MetadataException if there are more than the budget has
     */
    static List<Token> tokens(String path, String text, TokenBudget budget) {
        Lexer lexer = new Lexer(path, text, budget);
        while (lexer.position < text.length()) {
            lexer.next();
        }
        lexer.tokens.add(new Token(Kind.END, "", lexer.line));
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(position);
        if (c == '\n') {
            line++;
            position++;
        } else if (c == ' ' || c == '\t' || c == '\r') {
            position++;
        } else if (c == '"' || c == '\'') {
            string(c);
        } else if (isDigit(position) || c == '.' && isDigit(position + 1)) {
            number();
        } else if (isLetter(c)) {
            int start = position;
            while (position < text.length() && (isLetter(text.charAt(position)) || isDigit(position))) {
                position++;
            }
            add(Kind.WORD, start, position);
        } else {
            position++;
            add(Kind.SYMBOL, symbol(c));
        }
    }

    /** Half of a file's tokens are symbols, so they share their texts. */
    private static String symbol(char c) {
        return c < SYMBOLS.length ? SYMBOLS[c] : String.valueOf(c);
    }

    private static String[] symbols() {
        String[] symbols = new String[128];
        for (int c = 0; c < symbols.length; c++) {
            symbols[c] = String.valueOf((char) c);
        }
        return symbols;
    }

    private void string(char quote) {
        int start = ++position;
        while (text.charAt(position) != quote) {
            position += text.charAt(position) == '\\' ? 2 : 1;
        }
        add(Kind.STRING, start, position);
        position++;
    }

    /** What is no number after all is found by who reads it. */
    private void number() {
        int start = position;
        boolean hex = text.startsWith("0x", start) || text.startsWith("0X", start);
        while (position < text.length()) {
            char c = text.charAt(position);
            boolean sign = (c == '+' || c == '-') && !hex && "eE".indexOf(text.charAt(position - 1)) >= 0;
            if (!isDigit(position) && !isLetter(c) && c != '.' && !(sign && position > start)) {
                break;
            }
            position++;
        }
        add(Kind.NUMBER, start, position);
    }

    private void add(Kind kind, int start, int end) {
        add(kind, text.substring(start, end));
    }

    private void add(Kind kind, String token) {
        budget.take(path);
        tokens.add(new Token(kind, token, line));
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }
}
