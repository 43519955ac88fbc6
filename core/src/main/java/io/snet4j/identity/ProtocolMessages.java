package io.snet4j.identity;

import io.snet4j.internal.core.Keccak;
import io.snet4j.internal.core.Words;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The messages that client, provider and daemon sign, each as the 32 bytes to hand to {@link Identity#signMessage}.
 * Each is the keccak-256 of its parts one after the other: text in UTF-8, addresses in 20 bytes, integers in 32 bytes
 * big-endian, bytes as they are, nothing length-prefixed. Numbers above 256 bits are refused with
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
     * @param currentBlock the block it is signed at
     */
    public static byte[] trainingAuthorization(String message, Address signer, BlockNumber currentBlock) {
        return new Message()
                .text(message)
                .address(signer)
                .uint(currentBlock.value())
                .hash();
    }

    /** What the signer of a channel owes its recipient in all, at a nonce; claimed on chain with it. */
    public static byte[] mpeClaim(Address escrow, ChannelId channelId, ChannelNonce nonce, Cogs amount) {
        return new Message()
                .text("__MPE_claim_message")
                .address(escrow)
                .uint(channelId.value())
                .uint(nonce.value())
                .uint(amount.value())
                .hash();
    }

    /** The question for a channel's state. */
    public static byte[] getChannelState(Address escrow, ChannelId channelId, BlockNumber currentBlock) {
        return new Message()
                .text("__get_channel_state")
                .address(escrow)
                .uint(channelId.value())
                .uint(currentBlock.value())
                .hash();
    }

    /** The request for a prepaid token, over the claim's 65-byte signature. */
    public static byte[] getToken(byte[] claimSignature, BlockNumber currentBlock) {
        return new Message().bytes(claimSignature).uint(currentBlock.value()).hash();
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
            BlockNumber currentBlock) {
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
            BlockNumber currentBlock,
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
            BlockNumber currentBlock) {
        return new Message()
                .text("__prefix_free_trial")
                .text(addressText)
                .text(userId.orElse(""))
                .text(organizationId)
                .text(serviceId)
                .text(groupIdBase64)
                .uint(currentBlock.value());
    }

    /** What the daemon signs into a free-call token. */
    public static byte[] freeCallDaemonToken(
            String organizationId,
            String groupName,
            Address user,
            Optional<String> userId,
            BlockNumber expirationBlock) {
        return new Message()
                .text(organizationId)
                .text(groupName)
                .address(user)
                .text(userId.orElse(""))
                .uint(expirationBlock.value())
                .hash();
    }

    /** The provider's question for the payments it can claim. */
    public static byte[] listUnclaimed(Address escrow, BlockNumber currentBlock) {
        return list("__list_unclaimed", escrow, currentBlock);
    }

    /** The provider's question for the claims it has begun. */
    public static byte[] listInProgress(Address escrow, BlockNumber currentBlock) {
        return list("__list_in_progress", escrow, currentBlock);
    }

    private static byte[] list(String prefix, Address escrow, BlockNumber currentBlock) {
        return new Message()
                .text(prefix)
                .address(escrow)
                .uint(currentBlock.value())
                .hash();
    }

    /**
     * The provider's request to begin a claim.
     *
     * @param nonce the channel's latest nonce as the daemon has it
     */
    public static byte[] startClaim(Address escrow, ChannelId channelId, ChannelNonce nonce) {
        return new Message()
                .text("__start_claim")
                .address(escrow)
                .uint(channelId.value())
                .uint(nonce.value())
                .hash();
    }

    /** @param channelIds in any order; signed in ascending order */
    public static byte[] startClaimForMultipleChannels(
            Address escrow, List<ChannelId> channelIds, BlockNumber currentBlock) {
        Message message = new Message().text("__StartClaimForMultipleChannels_").address(escrow);
        channelIds.stream().sorted().forEach(id -> message.uint(id.value()));
        return message.uint(currentBlock.value()).hash();
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

        byte[] hash() {
            return Keccak.hash(packed.toByteArray());
        }
    }
}
