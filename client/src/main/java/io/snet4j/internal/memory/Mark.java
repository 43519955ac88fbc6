package io.snet4j.internal.memory;

import io.snet4j.value.Cogs;

/**
 * The high-water marks of one channel at one nonce.
 *
 * @param signed the highest amount that a signature exists for: the most that can be claimed
 * @param accepted the highest amount that a daemon was known to hold
 */
public record Mark(Cogs signed, Cogs accepted) {
    public static final Mark NONE = new Mark(Cogs.ZERO, Cogs.ZERO);

    public Mark max(Mark other) {
        return new Mark(max(signed, other.signed), max(accepted, other.accepted));
    }

    private static Cogs max(Cogs a, Cogs b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
