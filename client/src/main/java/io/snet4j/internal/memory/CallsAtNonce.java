package io.snet4j.internal.memory;

import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.Map;

/**
 * What clients did at a channel's nonce.
 *
 * @param served the highest amount at which any of them was served
 * @param running by client, the amount at which its call runs, or was running when its process ended
 */
public record CallsAtNonce(Cogs served, Map<String, Cogs> running) {
    public static final CallsAtNonce NONE = new CallsAtNonce(Cogs.ZERO, Map.of());

    public CallsAtNonce {
        running = Map.copyOf(running);
    }

    /** The calls at earlier nonces are forgotten when there is one at {@code newest}. */
    public static ChannelNonce oldestKept(ChannelNonce newest) {
        return ChannelNonce.of(newest.value()
                .subtract(BigInteger.valueOf(Memory.NONCES_OF_CALLS))
                .max(BigInteger.ZERO));
    }
}
