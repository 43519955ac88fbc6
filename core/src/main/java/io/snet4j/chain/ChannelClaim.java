package io.snet4j.chain;

import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * What a recipient claims of one channel.
 *
 * @param id the channel's
 * @param amount all that was signed
 * @param signature 65 bytes over {@link io.snet4j.identity.ProtocolMessages#mpeClaim}; v may be 0 or 1, as daemons
 *     store it, although the contract itself takes 27 and 28 only
 * @param sendBack whether the rest goes back to the sender, which ends the channel
 * @since 0.1.0
 */
public record ChannelClaim(ChannelId id, Cogs amount, byte[] signature, boolean sendBack) {
    private static final int LENGTH = 65;

    /** @throws IllegalArgumentException if the signature has another length */
    public ChannelClaim {
        if (signature.length != LENGTH) {
            throw new IllegalArgumentException("a claim's signature has 65 bytes, not " + signature.length);
        }
    }

    /** Of the contract's function. The signature is for the whole amount, so all of it is claimed. */
    Object[] arguments() {
        return new Object[] {id.value(), amount.value(), amount.value(), v(), r(), s(), sendBack};
    }

    byte[] r() {
        return Arrays.copyOfRange(signature, 0, 32);
    }

    byte[] s() {
        return Arrays.copyOfRange(signature, 32, 64);
    }

    BigInteger v() {
        int v = Byte.toUnsignedInt(signature[64]);
        return BigInteger.valueOf(v < 27 ? v + 27 : v);
    }
}
