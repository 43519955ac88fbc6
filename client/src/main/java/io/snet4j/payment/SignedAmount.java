package io.snet4j.payment;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.Optional;

/**
 * A payment that was signed.
 *
 * @param channelId the channel it is from
 * @param nonce the channel's nonce it is good for
 * @param amount cumulative: what the recipient may claim in all at this nonce
 * @param price what this call adds
 * @param method the call it is for, as {@code package.Service/method}
 * @param modelId the model it is for, in a training call
 * @since 0.1.0
 */
public record SignedAmount(
        ChannelId channelId, ChannelNonce nonce, Cogs amount, Cogs price, String method, Optional<String> modelId) {
    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("SignedAmount[channelId=" + channelId + ", nonce=" + nonce + ", amount=" + amount
                + ", price=" + price + ", method=" + method + ", modelId=" + modelId + "]");
    }
}
