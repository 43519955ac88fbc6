package io.snet4j.junit;

import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.devnet.JournalEntry;
import io.snet4j.devnet.daemon.DaemonStore;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/**
 * What was paid in a session. Each assertion asks the node and the daemon anew, and blocks on them.
 *
 * @since 0.1.0
 */
public final class SessionAssert extends AbstractAssert<SessionAssert, TestSession> {
    SessionAssert(TestSession session) {
        super(session, SessionAssert.class);
    }

    /** What the account signed and the daemon accepted, over all its channels and nonces, claimed or not. */
    public SessionAssert hasSigned(Cogs expected) {
        return has("signed", expected, signed());
    }

    /** What the provider claimed from the account's channels. */
    public SessionAssert hasClaimed(Cogs expected) {
        return has("claimed", expected, claimed());
    }

    /** How many channels the account opened. */
    public SessionAssert hasChannels(int expected) {
        int found = channels().size();
        if (found != expected) {
            failWithMessage("Expected %s channels, and there are %s", expected, found);
        }
        return this;
    }

    /** The one channel that the account opened. */
    public ChannelAssert channel() {
        List<ChannelId> channels = channels();
        if (channels.size() != 1) {
            failWithMessage("Expected one channel, and there are %s: %s", channels.size(), channels);
        }
        return channel(channels.get(0));
    }

    /** Any channel. */
    public ChannelAssert channel(ChannelId id) {
        Optional<PaymentChannel> channel = onChain(id);
        Assertions.assertThat(channel).as("channel %s", id).isPresent();
        return new ChannelAssert(channel.orElseThrow(), actual.devnet().blockNumber(), store().authorized(id));
    }

    private SessionAssert has(String what, Cogs expected, Cogs found) {
        if (!found.equals(expected)) {
            failWithMessage("Expected that %s was %s, and it is %s", expected, what, found);
        }
        return this;
    }

    private List<ChannelId> channels() {
        return actual.journal().stream()
                .filter(JournalEntry.Opened.class::isInstance)
                .map(entry -> ((JournalEntry.Opened) entry).channelId())
                .toList();
    }

    private Cogs claimed() {
        return actual.journal().stream()
                .filter(JournalEntry.Claimed.class::isInstance)
                .map(entry -> ((JournalEntry.Claimed) entry).amount())
                .reduce(Cogs.ZERO, Cogs::plus);
    }

    private Cogs signed() {
        Cogs sum = claimed();
        for (ChannelId id : channels()) {
            ChannelNonce nonce = onChain(id).map(PaymentChannel::nonce).orElse(ChannelNonce.ZERO);
            Cogs begun = store().claims().stream()
                    .filter(claim -> claim.channelId().equals(id.value())
                            && claim.nonce().compareTo(nonce) >= 0)
                    .map(claim -> claim.amount())
                    .reduce(Cogs.ZERO, Cogs::plus);
            sum = sum.plus(begun).plus(store().authorized(id));
        }
        return sum;
    }

    private DaemonStore store() {
        return actual.service().daemon().store();
    }

    private Optional<PaymentChannel> onChain(ChannelId id) {
        return new MultiPartyEscrow(
                        actual.devnet().chain(),
                        actual.service().connection().contracts().mpe())
                .channel(id);
    }
}
