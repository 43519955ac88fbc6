package io.snet4j.devnet.daemon;

import io.snet4j.chain.GroupId;
import io.snet4j.internal.core.Keccak;
import io.snet4j.internal.core.Words;
import io.snet4j.value.Address;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What clients sign, as the daemon puts it together to find out who did. Unlike {@link
 * io.snet4j.identity.ProtocolMessages}, which clients sign with, it packs every number that a request can hold: without
 * its sign, of one beyond 256 bits the last 256, and of a block from 2^63 on the word of the negative number that Go
 * takes it for.
 */
final class SignedMessages {
    private static final BigInteger WORDS = BigInteger.ONE.shiftLeft(256);

    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();

    private SignedMessages(String prefix) {
        text(prefix);
    }

    static byte[] trainingAuthorization(String message, Address signer, long block) {
        return new SignedMessages(message).address(signer).block(block).hash();
    }

    static byte[] claim(Address escrow, BigInteger channelId, BigInteger nonce, BigInteger amount) {
        return new SignedMessages("__MPE_claim_message")
                .address(escrow)
                .word(channelId)
                .word(nonce)
                .word(amount)
                .hash();
    }

    static byte[] channelState(Address escrow, BigInteger channelId, long block) {
        return new SignedMessages("__get_channel_state")
                .address(escrow)
                .word(channelId)
                .block(block)
                .hash();
    }

    static byte[] prepaidToken(byte[] claimSignature, long block) {
        return new SignedMessages("").bytes(claimSignature).block(block).hash();
    }

    /** @param token empty for the request of one */
    static byte[] freeCall(String address, String userId, Replica replica, BigInteger block, byte[] token) {
        GroupId group = replica.groupId();
        return new SignedMessages("__prefix_free_trial")
                .text(address)
                .text(userId)
                .text(replica.organizationId())
                .text(replica.serviceId())
                .text(group.toString())
                .word(block)
                .bytes(token)
                .hash();
    }

    static byte[] freeCallToken(Replica replica, Address user, String userId, BigInteger expiration) {
        return new SignedMessages(replica.organizationId())
                .text(replica.groupName())
                .address(user)
                .text(userId)
                .word(expiration)
                .hash();
    }

    static byte[] listUnclaimed(Address escrow, long block) {
        return list("__list_unclaimed", escrow, block);
    }

    static byte[] listInProgress(Address escrow, long block) {
        return list("__list_in_progress", escrow, block);
    }

    private static byte[] list(String prefix, Address escrow, long block) {
        return new SignedMessages(prefix).address(escrow).block(block).hash();
    }

    static byte[] startClaim(Address escrow, BigInteger channelId, BigInteger nonce) {
        return new SignedMessages("__start_claim")
                .address(escrow)
                .word(channelId)
                .word(nonce)
                .hash();
    }

    static byte[] startClaims(Address escrow, List<BigInteger> channelIds, long block) {
        SignedMessages message = new SignedMessages("__StartClaimForMultipleChannels_").address(escrow);
        channelIds.stream().sorted().forEach(message::word);
        return message.block(block).hash();
    }

    static byte[] configuration(String method, long block) {
        return new SignedMessages("_" + method).block(block).hash();
    }

    private SignedMessages text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private SignedMessages address(Address address) {
        return bytes(address.toBytes());
    }

    private SignedMessages bytes(byte[] bytes) {
        packed.writeBytes(bytes);
        return this;
    }

    private SignedMessages word(BigInteger number) {
        return bytes(Words.uint256(number.abs().mod(WORDS)));
    }

    private SignedMessages block(long block) {
        return bytes(Words.uint256(BigInteger.valueOf(block).mod(WORDS)));
    }

    private byte[] hash() {
        return Keccak.hash(packed.toByteArray());
    }
}
