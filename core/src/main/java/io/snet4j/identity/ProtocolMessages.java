package io.snet4j.identity;

import io.snet4j.internal.core.Keccak;
import io.snet4j.internal.core.Words;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The messages that client, provider and daemon sign, each as the 32 bytes to hand to {@link Identity#signMessage}. Each
 * is the keccak-256 of its parts one after the other: text in UTF-8, addresses in 20 bytes, integers in 32 bytes
 * big-endian, bytes as they are, nothing length-prefixed. Negative integers, and those above 256 bits, are refused with
 * {@link IllegalArgumentException}.
 *
 * @since 0.1.0
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
        return new Message().text(message).address(signer).uint(currentBlock).hash();
    }

    /** What the signer of a channel owes its recipient in all, at a nonce; claimed on chain with it. */
    public static byte[] mpeClaim(Address escrow, BigInteger channelId, BigInteger nonce, Cogs amount) {
        return new Message()
                .text("__MPE_claim_message")
                .address(escrow)
                .uint(channelId)
                .uint(nonce)
                .uint(amount.value())
                .hash();
    }

    /** The question for a channel's state. */
    public static byte[] getChannelState(Address escrow, BigInteger channelId, long currentBlock) {
        return new Message()
                .text("__get_channel_state")
                .address(escrow)
                .uint(channelId)
                .uint(currentBlock)
                .hash();
    }

    /** The request for a prepaid token, over the claim's 65-byte signature. */
    public static byte[] getToken(byte[] claimSignature, long currentBlock) {
        return new Message().bytes(claimSignature).uint(currentBlock).hash();
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
        return freeCall(addressText, userId, organizationId, serviceId, groupIdBase64, currentBlock)
                .hash();
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
        return freeCall(addressText, userId, organizationId, serviceId, groupIdBase64, currentBlock)
                .bytes(token)
                .hash();
    }

    private static Message freeCall(
            String addressText,
            Optional<String> userId,
            String organizationId,
            String serviceId,
            String groupIdBase64,
            long currentBlock) {
        return new Message()
                .text("__prefix_free_trial")
                .text(addressText)
                .text(userId.orElse(""))
                .text(organizationId)
                .text(serviceId)
                .text(groupIdBase64)
                .uint(currentBlock);
    }

    /** What the daemon signs into a free-call token. */
    public static byte[] freeCallDaemonToken(
            String organizationId, String groupName, Address user, Optional<String> userId, long expirationBlock) {
        return new Message()
                .text(organizationId)
                .text(groupName)
                .address(user)
                .text(userId.orElse(""))
                .uint(expirationBlock)
                .hash();
    }

    /** The provider's question for the payments it can claim. */
    public static byte[] listUnclaimed(Address escrow, long currentBlock) {
        return list("__list_unclaimed", escrow, currentBlock);
    }

    /** The provider's question for the claims it has begun. */
    public static byte[] listInProgress(Address escrow, long currentBlock) {
        return list("__list_in_progress", escrow, currentBlock);
    }

    private static byte[] list(String prefix, Address escrow, long currentBlock) {
        return new Message().text(prefix).address(escrow).uint(currentBlock).hash();
    }

    /**
     * The provider's request to begin a claim.
     *
     * @param nonce the channel's latest nonce as the daemon has it
     */
    public static byte[] startClaim(Address escrow, BigInteger channelId, BigInteger nonce) {
        return new Message()
                .text("__start_claim")
                .address(escrow)
                .uint(channelId)
                .uint(nonce)
                .hash();
    }

    /** @param channelIds in any order; signed in ascending order */
    public static byte[] startClaimForMultipleChannels(Address escrow, List<BigInteger> channelIds, long currentBlock) {
        Message message = new Message().text("__StartClaimForMultipleChannels_").address(escrow);
        channelIds.stream().sorted().forEach(message::uint);
        return message.uint(currentBlock).hash();
    }

    private static final class Message {
        private final ByteArrayOutputStream packed = new ByteArrayOutputStream();

        Message bytes(byte[] bytes) {
            packed.writeBytes(bytes);
            return this;
        }

        Message text(String text) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        Message address(Address address) {
            return bytes(address.toBytes());
        }

        Message uint(BigInteger value) {
            return bytes(Words.uint256(value));
        }

        Message uint(long value) {
            return bytes(Words.uint256(value));
        }

        byte[] hash() {
            return Keccak.hash(packed.toByteArray());
        }
    }
}
