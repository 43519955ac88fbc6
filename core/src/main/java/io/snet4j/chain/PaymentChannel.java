package io.snet4j.chain;

import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;

/**
 * A payment channel as {@code MultiPartyEscrow.channels(id)} has it.
 *
 * @param id from 0, unique within one contract
 * @param nonce rises by one with each claim; a signature is for one nonce
 * @param sender who funded it and gets it back after expiration
 * @param signer who may sign payments, beside the sender
 * @param recipient who may claim
 * @param groupId the group of daemon replicas that shares its state
 * @param value in cogs, what is left in it on chain
 * @param expiration block number; from it on the sender may take the value back. Unbounded: absurd ones exist
 * @since 0.1.0
 */
public record PaymentChannel(
        ChannelId id,
        ChannelNonce nonce,
        Address sender,
        Address signer,
        Address recipient,
        GroupId groupId,
        Cogs value,
        BlockNumber expiration) {}
