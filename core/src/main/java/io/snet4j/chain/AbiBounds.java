package io.snet4j.chain;

import io.snet4j.internal.core.Words;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Looks at the lengths that encoded values declare, before they are believed: the coder behind it makes room for them
 * first, and reads no more than the lower half of each.
 */
final class AbiBounds {
    private AbiBounds() {}

    /**
     * @param types of one word, or {@code bytes}, {@code string}, and lists of types of one word
     * @throws IllegalArgumentException if a value would lie beyond the data
     */
    static void check(List<String> types, byte[] data) {
        for (int i = 0; i < types.size(); i++) {
            String type = types.get(i);
            boolean list = type.endsWith("[]");
            if (list || type.equals("bytes") || type.equals("string")) {
                int at = at(data, i * Words.LENGTH);
                int room = data.length - at - Words.LENGTH;
                at(number(data, at), list ? room / Words.LENGTH : room, type);
            }
        }
    }

    private static int at(byte[] data, int head) {
        return at(number(data, head), data.length - Words.LENGTH, "a place");
    }

    private static int at(BigInteger value, int max, String what) {
        if (value.compareTo(BigInteger.valueOf(max)) > 0) {
            throw new IllegalArgumentException(
                    what + " of " + value + " is more than the data has room for: at most " + max);
        }
        return value.intValueExact();
    }

    private static BigInteger number(byte[] data, int at) {
        if (at > data.length - Words.LENGTH) {
            throw new IllegalArgumentException(data.length + " bytes end before the value at " + at);
        }
        return new BigInteger(1, Arrays.copyOfRange(data, at, at + Words.LENGTH));
    }
}
