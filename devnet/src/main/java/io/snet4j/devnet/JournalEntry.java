package io.snet4j.devnet;

import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.Optional;

/**
 * One line of a {@link Devnet#journal}.
 *
 * @since 0.1.0
 */
public sealed interface JournalEntry {
    /** How far the chain was when it happened. */
    BlockNumber block();

    /**
     * A call that came to a daemon and ended there.
     *
     * @param service {@code organization/service}
     * @param method full name, {@code package.Service/method}
     * @param payer of a call that was paid for, by whatever means
     * @param channelId from which it was paid; empty for free and prepaid calls
     * @param paid cogs that the daemon took; zero if the call failed
     * @param code of gRPC's status, 0 if it went well
     * @param message of the status
     */
    record Call(
            BlockNumber block,
            String service,
            String method,
            Optional<Address> payer,
            Optional<ChannelId> channelId,
            Cogs paid,
            int code,
            String message)
            implements JournalEntry {
        public boolean succeeded() {
            return code == 0;
        }

        @Override
        public String toString() {
            String means =
                    channelId.map(id -> ", " + paid + " from channel " + id).orElse("");
            return "block " + block + ": " + service + " " + method
                    + (succeeded() ? ": ok" + means : ": status " + code + ": " + message);
        }
    }

    /** A channel was opened with some cogs in it. */
    record Opened(BlockNumber block, ChannelId channelId, Address sender, Cogs deposit) implements JournalEntry {
        @Override
        public String toString() {
            return "block " + block + ": channel " + channelId + " opened by " + sender + " with " + deposit;
        }
    }

    /** The provider claimed; so many cogs left the channel, and its nonce ended. */
    record Claimed(BlockNumber block, ChannelId channelId, ChannelNonce nonce, Cogs amount) implements JournalEntry {
        @Override
        public String toString() {
            return "block " + block + ": " + amount + " claimed from channel " + channelId + " at nonce " + nonce;
        }
    }
}
