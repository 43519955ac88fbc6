package io.snet4j.identity;

import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The messages that client, provider and daemon sign, each as the 32 bytes to hand to {@link Identity#signMessage}. Each
 * is the keccak-256 of its parts one after the other: text in UTF-8, addresses in 20 bytes, integers in 32 bytes
 * big-endian, bytes as they are, nothing length-prefixed.
 */
public final class ProtocolMessages {
    private ProtocolMessages() {}

    /**
     * A training call.
     *
     * @param message the method's name or {@code unified}, exactly as sent
     * @param currentBlock the block it is signed at, zero or more
     */
    public static byte[] trainingAuthorization(String message, Address signer, long currentBlock) {
        throw new UnsupportedOperationException();
    }

    /** What the signer of a channel owes its recipient in all, at a nonce; claimed on chain with it. */
    public static byte[] mpeClaim(Address escrow, BigInteger channelId, BigInteger nonce, Cogs amount) {
        throw new UnsupportedOperationException();
    }

    /** The question for a channel's state. */
    public static byte[] getChannelState(Address escrow, BigInteger channelId, long currentBlock) {
        throw new UnsupportedOperationException();
    }

    /** The request for a prepaid token, over the claim's 65-byte signature. */
    public static byte[] getToken(byte[] claimSignature, long currentBlock) {
        throw new UnsupportedOperationException();
    }

    /**
     * The request for a free-call token.
     *
     * @param addressText as sent: the spelling is signed, not the bytes
     * @param groupIdBase64 as in the metadata
     */
    public static byte[] freeCallTokenRequest(
            String addressText,
            Optional<String> userId,
            String organizationId,
            String serviceId,
            String groupIdBase64,
            long currentBlock) {
        throw new UnsupportedOperationException();
    }

    /** A free call, and the question how many are left: the request's message followed by the raw token. */
    public static byte[] freeCallPayment(
            String addressText,
            Optional<String> userId,
            String organizationId,
            String serviceId,
            String groupIdBase64,
            long currentBlock,
            byte[] token) {
        throw new UnsupportedOperationException();
    }

    /** What the daemon signs into a free-call token. */
    public static byte[] freeCallDaemonToken(
            String organizationId, String groupName, Address user, Optional<String> userId, long expirationBlock) {
        throw new UnsupportedOperationException();
    }

    public static byte[] listUnclaimed(Address escrow, long currentBlock) {
        throw new UnsupportedOperationException();
    }

    public static byte[] listInProgress(Address escrow, long currentBlock) {
        throw new UnsupportedOperationException();
    }

    /** @param nonce the channel's latest nonce as the daemon has it */
    public static byte[] startClaim(Address escrow, BigInteger channelId, BigInteger nonce) {
        throw new UnsupportedOperationException();
    }

    /** @param channelIds in any order; signed in ascending order */
    public static byte[] startClaimForMultipleChannels(Address escrow, List<BigInteger> channelIds, long currentBlock) {
        throw new UnsupportedOperationException();
    }
}
