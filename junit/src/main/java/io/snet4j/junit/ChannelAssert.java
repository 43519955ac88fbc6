package io.snet4j.junit;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import org.assertj.core.api.AbstractAssert;

/**
 * A channel as it was when {@link SessionAssert#channel()} was called.
 *
 * @since 0.1.0
 */
public final class ChannelAssert extends AbstractAssert<ChannelAssert, PaymentChannel> {
    private final BlockNumber head;
    private final Cogs signed;

    ChannelAssert(PaymentChannel channel, BlockNumber head, Cogs signed) {
        super(channel, ChannelAssert.class);
        this.head = head;
        this.signed = signed;
    }

    /** What is in it on the chain. */
    public ChannelAssert hasValue(Cogs expected) {
        if (!actual.value().equals(expected)) {
            failWithMessage("Expected channel %s to hold %s, and it holds %s", actual.id(), expected, actual.value());
        }
        return this;
    }

    /** What was signed at its present nonce, and not claimed. */
    public ChannelAssert hasSigned(Cogs expected) {
        if (!signed.equals(expected)) {
            failWithMessage("Expected that %s was signed on channel %s, and it is %s", expected, actual.id(), signed);
        }
        return this;
    }

    /** How often it was claimed from or refunded. */
    public ChannelAssert hasNonce(ChannelNonce expected) {
        if (!actual.nonce().equals(expected)) {
            failWithMessage("Expected nonce %s of channel %s, and it is %s", expected, actual.id(), actual.nonce());
        }
        return this;
    }

    /** Its sender can take back what is in it. */
    public ChannelAssert isExpired() {
        if (actual.expiration().isAfter(head)) {
            failWithMessage(
                    "Expected channel %s to be expired, and it lives for %s more blocks",
                    actual.id(), actual.expiration().minus(head));
        }
        return this;
    }

    public ChannelAssert isNotExpired() {
        if (!actual.expiration().isAfter(head)) {
            failWithMessage(
                    "Expected channel %s to live, and it expired at block %s", actual.id(), actual.expiration());
        }
        return this;
    }
}
