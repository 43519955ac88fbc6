package io.snet4j.provider;

import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;

/**
 * What can be had of one channel now, as chain and daemon say together.
 *
 * @param payer who opened the channel, and gets back what nobody claims
 * @param nonce the one it was signed for
 * @param amount signed at this nonce in all
 * @param expiration as the chain has it; from it on the payer may take the money back
 * @param inProgress whether a claim was started at the daemon that is not mined: an earlier one was interrupted
 * @since 0.1.0
 */
public record ClaimablePayment(
        ChannelId channelId,
        Address payer,
        ChannelNonce nonce,
        Cogs amount,
        BlockNumber expiration,
        boolean inProgress) {}
