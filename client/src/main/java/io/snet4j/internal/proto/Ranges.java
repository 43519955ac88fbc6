package io.snet4j.internal.proto;

import io.snet4j.internal.proto.Token.Kind;
import java.util.function.Consumer;

/** Numbers and names that are reserved, or left to extensions. */
final class Ranges {
    /** For "max", which is not the same everywhere. */
    static final int MAX = Integer.MIN_VALUE;

    private Ranges() {}

    /** Takes both ends, included; the last may be {@link #MAX}. */
    interface Taker {
        void take(int first, int last);
    }

    static void numbers(Tokens tokens, int least, Taker taker) {
        do {
            int first = tokens.integer(least, Integer.MAX_VALUE - 1);
            int last = first;
            if (tokens.accept("to")) {
                last = tokens.accept("max") ? MAX : tokens.integer(least, Integer.MAX_VALUE - 1);
            }
            taker.take(first, last);
        } while (tokens.accept(","));
    }

    /** {@code reserved 1, 2 to 3;} or {@code reserved "a", "b";}, in editions without quotes, from the first one on. */
    static void reserved(Tokens tokens, int least, Taker numbers, Consumer<String> names) {
        if (tokens.peek().kind() == Kind.STRING) {
            do {
                names.accept(tokens.text());
            } while (tokens.accept(","));
        } else if (tokens.peek().kind() == Kind.WORD) {
            do {
                names.accept(tokens.word());
            } while (tokens.accept(","));
        } else {
            numbers(tokens, least, numbers);
        }
        tokens.expect(";");
    }
}
