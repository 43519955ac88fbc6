package io.snet4j.chain;

import io.snet4j.errors.ChainException;
import io.snet4j.internal.core.Hex;
import io.snet4j.internal.core.JsonRpc;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The number of the latest block. Expirations are counted from it and signatures carry it, so where a block's time is
 * known a node is not believed that names one from the future, or goes far back. Thread-safe; blocks.
 */
final class Heads {
    /** No reorganization goes deeper; nodes behind one address differ by a few blocks. */
    private static final long FURTHEST_BACK = 64;

    private static final int LOOKS = 3;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final JsonRpc rpc;
    private final Optional<KnownBlock> known;
    private final Clock clock;
    private final AtomicLong highest = new AtomicLong();

    /** @param known empty to believe the node */
    Heads(JsonRpc rpc, Optional<KnownBlock> known, Clock clock) {
        this.rpc = rpc;
        this.known = known;
        this.clock = clock;
    }

    /** @throws ChainException if the node names a block that cannot be the latest */
    long latest() {
        for (int look = 1; ; look++) {
            long head = rpc.request("eth_blockNumber", Hex::readLong);
            if (known.isEmpty()) {
                return head;
            }
            requireInTime(head, known.get());
            long seen = highest.get();
            if (head >= seen - FURTHEST_BACK) {
                highest.accumulateAndGet(head, Math::max);
                return head;
            }
            if (look == LOOKS) {
                throw new ChainException("the node names " + head + " as its latest block, and named " + seen
                        + " before: a chain does not go back so far. Use another node; if " + seen
                        + " was the wrong one, connect anew; to believe the node, set checkBlocksByClock"
                        + " (SNET4J_CHECK_BLOCKS_BY_CLOCK) to false");
            }
            rpc.pause(PAUSE);
        }
    }

    private void requireInTime(long head, KnownBlock block) {
        Instant now = clock.instant();
        BigInteger bound = block.highestAt(now);
        if (BigInteger.valueOf(head).compareTo(bound) > 0) {
            throw new ChainException("the node names " + head + " as its latest block, but by this machine's clock ("
                    + now + ") it cannot be above " + bound + ". Use another node, or set the clock if it is slow; to"
                    + " believe the node, set checkBlocksByClock (SNET4J_CHECK_BLOCKS_BY_CLOCK) to false");
        }
    }
}
