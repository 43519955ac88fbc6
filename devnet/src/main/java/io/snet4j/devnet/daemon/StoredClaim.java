package io.snet4j.devnet.daemon;

import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.math.BigInteger;

/**
 * A payment that the provider has begun to claim on chain.
 *
 * @param channelId as payments name it, absurd ones too
 * @param nonce of the channel when the payment was signed
 * @param amount to be claimed
 * @param signature 65 bytes
 * @since 0.1.0
 */
public record StoredClaim(BigInteger channelId, ChannelNonce nonce, Cogs amount, byte[] signature) {
    public StoredClaim {
        signature = signature.clone();
    }

    /** A copy. */
    @Override
    public byte[] signature() {
        return signature.clone();
    }
}
