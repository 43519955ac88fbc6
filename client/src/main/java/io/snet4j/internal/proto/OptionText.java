package io.snet4j.internal.proto;

import io.snet4j.internal.proto.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * One option as it stands in the text.
 *
 * @param value without the end that {@link Tokens} need
 */
record OptionText(String place, List<Part> name, List<Token> value) {
    /** One part of the name, for an extension in parentheses. */
    record Part(String name, boolean extension) {
        @Override
        public String toString() {
            return extension ? "(" + name + ")" : name;
        }
    }

    OptionText {
        name = List.copyOf(name);
        value = List.copyOf(value);
    }

    String written() {
        return String.join(".", name.stream().map(Part::toString).toList());
    }

    boolean is(String plain) {
        return name.size() == 1 && name.get(0).equals(new Part(plain, false));
    }

    /** Whether it can be read without knowing other files; some of these matter for linking. */
    boolean isPlain() {
        return name.stream().noneMatch(Part::extension) && value.stream().noneMatch(token -> token.is("["));
    }

    boolean isTrue() {
        return value.size() == 1 && value.get(0).is("true");
    }

    /** The value. In the middle of one, a comment may begin as in protobuf's text format, too. */
    Tokens tokens(String path) {
        List<Token> all = new ArrayList<>();
        int comment = 0;
        for (Token token : value) {
            if (token.kind() == Kind.SYMBOL && token.text().equals("#")) {
                comment = token.line();
            }
            if (token.line() != comment) {
                all.add(token);
            }
        }
        int line = value.isEmpty() ? 0 : value.get(value.size() - 1).line();
        all.add(new Token(Kind.END, "", line));
        return new Tokens(path, all);
    }
}
