package io.snet4j.devnet;

import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.MultiPartyEscrow.OpenedChannel;
import io.snet4j.devnet.daemon.DaemonCall;
import io.snet4j.value.Cogs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps the calls as they come, and puts the chain's events between them when it is read. Thread-safe. */
final class Journal {
    private final List<JournalEntry.Call> calls = new ArrayList<>();
    private long block;

    /** A daemon looks at the chain when it must, so what it knows may be older than what another daemon knew. */
    synchronized void add(String organizationId, String serviceId, DaemonCall call) {
        block = Math.max(block, call.block());
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

    /** Blocks on the chain. */
    List<JournalEntry> entries(MultiPartyEscrow escrow, long head) {
        List<JournalEntry> entries = new ArrayList<>();
        for (OpenedChannel opened : escrow.channelsOpened(0, head)) {
            var channel = opened.channel();
            entries.add(new JournalEntry.Opened(opened.blockNumber(), channel.id(), channel.sender(), channel.value()));
            escrow.endedNonces(channel.id(), opened.blockNumber(), head).stream()
                    .filter(ended -> ended.claimed().compareTo(Cogs.ZERO) > 0)
                    .map(ended -> new JournalEntry.Claimed(
                            ended.blockNumber(), ended.channelId(), ended.nonce(), ended.claimed()))
                    .forEach(entries::add);
        }
        synchronized (this) {
            entries.addAll(calls);
        }
        // Of one block, what is on the chain was before the calls that saw it.
        entries.sort(Comparator.comparingLong(JournalEntry::block));
        return List.copyOf(entries);
    }
}
