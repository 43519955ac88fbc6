package io.snet4j.devnet;

import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.MultiPartyEscrow.EndedNonce;
import io.snet4j.chain.MultiPartyEscrow.OpenedChannel;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.devnet.daemon.DaemonCall;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps the calls as they come, and puts the chain's events between them when it is read. Thread-safe. */
final class Journal {
    private final List<JournalEntry.Call> calls = new ArrayList<>();
    private final List<JournalEntry> events = new ArrayList<>();
    private BlockNumber block = BlockNumber.ZERO;
    private BlockNumber unread = BlockNumber.ZERO;

    /** A daemon looks at the chain when it must, so what it knows may be older than what another daemon knew. */
    synchronized void add(String organizationId, String serviceId, DaemonCall call) {
        block = call.block().isAfter(block) ? call.block() : block;
        calls.add(new JournalEntry.Call(
                block,
                organizationId + "/" + serviceId,
                call.method(),
                call.payer(),
                call.channelId(),
                call.paid(),
                call.code(),
                call.message()));
    }

    /** Blocks on the chain, of which each block is read once. */
    synchronized List<JournalEntry> entries(MultiPartyEscrow escrow, BlockNumber head) {
        if (!head.isBefore(unread)) {
            escrow.channelsOpened(unread, head).forEach(opened -> events.add(opened(opened)));
            escrow.endedNonces(unread, head).stream()
                    .filter(ended -> ended.claimed().compareTo(Cogs.ZERO) > 0)
                    .forEach(ended -> events.add(claimed(ended)));
            unread = head.plus(BlockCount.of(1));
        }
        List<JournalEntry> entries = new ArrayList<>(events);
        entries.addAll(calls);
        // Of one block, what is on the chain was before the calls that saw it.
        entries.sort(Comparator.comparing(JournalEntry::block));
        return List.copyOf(entries);
    }

    /** The chain was taken back: what was on it is read anew. */
    synchronized void reverted() {
        events.clear();
        unread = BlockNumber.ZERO;
    }

    private static JournalEntry opened(OpenedChannel opened) {
        PaymentChannel channel = opened.channel();
        return new JournalEntry.Opened(opened.blockNumber(), channel.id(), channel.sender(), channel.value());
    }

    private static JournalEntry claimed(EndedNonce ended) {
        return new JournalEntry.Claimed(ended.blockNumber(), ended.channelId(), ended.nonce(), ended.claimed());
    }
}
