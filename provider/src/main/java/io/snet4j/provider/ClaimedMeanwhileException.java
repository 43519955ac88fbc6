package io.snet4j.provider;

import io.snet4j.errors.ChainException;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;

/**
 * A payment was not claimed, because another transaction claims it: as a rule two programs claimed for one recipient at
 * once, or one was killed while its transaction waited to be mined. The money is the recipient's once that one is
 * mined; lost is the fee of the transaction that failed, if it came so far.
 *
 * @since 0.1.0
 */
public class ClaimedMeanwhileException extends ChainException {
    private static final long serialVersionUID = 1L;

    ClaimedMeanwhileException(ChannelId channelId, ChannelNonce nonce, ChainException cause) {
        super(
                "the payment of channel " + channelId + " at nonce " + nonce + " was claimed meanwhile by another"
                        + " transaction, mined or waiting; nothing is lost but this one's fee. Let one program at a time claim: "
                        + cause.getMessage(),
                cause);
    }
}
