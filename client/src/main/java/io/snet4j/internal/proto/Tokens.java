package io.snet4j.internal.proto;

import io.snet4j.errors.MetadataException;
import io.snet4j.internal.proto.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Tokens in a row, and how far they were read. Not thread-safe. */
final class Tokens {
    private final String path;
    private final List<Token> tokens;
    private int position;

    /** @param tokens the last is the end */
    Tokens(String path, List<Token> tokens) {
        this.path = path;
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(position);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(position + ahead, tokens.size() - 1));
    }

    boolean atEnd() {
        return peek().kind() == Kind.END;
    }

    boolean at(String symbolOrWord) {
        return peek().is(symbolOrWord);
    }

    Token next() {
        Token token = peek();
        if (token.kind() != Kind.END) {
            position++;
        }
        return token;
    }

    boolean accept(String symbolOrWord) {
        boolean there = at(symbolOrWord);
        if (there) {
            position++;
        }
        return there;
    }

    void expect(String symbolOrWord) {
        if (!accept(symbolOrWord)) {
            throw problem("\"" + symbolOrWord + "\" is expected, not " + peek());
        }
    }

    String word() {
        if (peek().kind() != Kind.WORD) {
            throw problem("a name is expected, not " + peek());
        }
        return next().text();
    }

    /** Words between dots, and a dot before them if there is one; blanks do not matter. */
    String name() {
        StringBuilder name = new StringBuilder(accept(".") ? "." : "").append(word());
        while (accept(".")) {
            name.append('.').append(word());
        }
        return name.toString();
    }

    /** @throws MetadataException if there is no whole number between these, both included */
    int integer(long least, long most) {
        String sign = accept("-") ? "-" : "";
        if (peek().kind() != Kind.NUMBER) {
            throw problem("a number is expected, not " + peek());
        }
        String number = sign + next().text();
        try {
            return Numbers.within(Numbers.integer(number), least, most).intValue();
        } catch (NumberFormatException e) {
            throw problem(number + " is no whole number from " + least + " to " + most);
        }
    }

    /** One or more texts in a row are one. */
    String text() {
        return Escapes.text(strings());
    }

    List<String> strings() {
        int start = position;
        while (peek().kind() == Kind.STRING) {
            position++;
        }
        if (position == start) {
            throw problem("a text in quotes is expected, not " + peek());
        }
        return tokens.subList(start, position).stream().map(Token::text).toList();
    }

    /**
     * What stands between a place and the end of an option, however it is written inside.
     *
     * @param bracketed whether a comma or a bracket ends it, not a semicolon
     */
    List<Token> value(boolean bracketed, int start) {
        position = start;
        Deque<String> closing = new ArrayDeque<>();
        for (; !atEnd(); position++) {
            boolean ends = bracketed ? at(",") || at("]") : at(";");
            if (closing.isEmpty() && (ends || at("}"))) {
                break;
            }
            if (at("{") || at("[")) {
                closing.push(at("{") ? "}" : "]");
            } else if (at("}")) {
                if (!closing.contains("}")) {
                    break;
                }
                // With whatever was opened within these braces and never closed.
                while (!closing.pop().equals("}")) {}
            } else if (at("]") && "]".equals(closing.peek())) {
                closing.pop();
            }
        }
        return tokens.subList(start, position);
    }

    /** Goes behind the statement in which reading failed, so that the next one can be read. */
    void skipStatement(int start) {
        position = start;
        for (int depth = 0; !atEnd(); ) {
            if (depth == 0 && at("}")) {
                return;
            }
            Token token = next();
            if (token.is("{")) {
                depth++;
            } else if (token.is("}") && --depth == 0 && !endsValue()) {
                return;
            } else if (token.is(";") && depth == 0) {
                return;
            }
        }
    }

    /** Braces may stand in the middle of a statement, in an option's value. */
    private boolean endsValue() {
        return at(";") || at(",") || at("]");
    }

    /** What follows a word that begins a statement outside of all braces. */
    Optional<Tokens> behindStatement(String word) {
        boolean begins = true;
        int depth = 0;
        for (int i = position; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (begins && depth == 0 && token.is(word)) {
                Tokens rest = new Tokens(path, tokens);
                rest.position = i + 1;
                return Optional.of(rest);
            }
            depth += token.is("{") ? 1 : token.is("}") ? -1 : 0;
            begins = token.is(";") || token.is("}");
        }
        return Optional.empty();
    }

    int position() {
        return position;
    }

    String place() {
        return path + ":" + peek().line();
    }

    MetadataException problem(String what) {
        return new MetadataException(path + " cannot be read: line " + peek().line() + ": " + what);
    }
}
