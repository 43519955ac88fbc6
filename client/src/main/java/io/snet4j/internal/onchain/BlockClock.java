package io.snet4j.internal.onchain;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.NodeUnavailableException;
import io.snet4j.errors.NodeUnavailableException.Problem;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Deadline;
import io.snet4j.internal.transport.Waits;
import io.snet4j.value.BlockNumber;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The number of the latest block, without asking the node for each call. A block that was read a while ago and the
 * shortest time between two blocks bound what the latest block can be now. As long as that is good enough for what is
 * signed, the node is asked beside the work, and nobody waits for it. There is no timer: who uses a block that grows
 * old has the next one read, so an idle client asks nothing.
 *
 * <p>A test network may mine faster than the clock allows. That shows when two readings do not fit, or when a daemon
 * refuses a signature for its block. From then on each signature asks, until the chain keeps to the clock again.
 * Thread-safe.
 */
public final class BlockClock {
    /** Most signatures that carry a block are good for so many blocks before and after it. */
    public static final int WINDOW = 5;

    /** Where nothing is known of a network. */
    public static final Duration SHORTEST_BLOCK_TIME = Duration.ofSeconds(1);

    /** From this age on a block is read anew, where blocks take a second. */
    private static final Duration RENEWAL = Duration.ofSeconds(5);

    /**
     * A caller that cannot go on joins a question that was asked at most so long ago. An older question may be lost.
     */
    private static final Duration JOINED = Duration.ofSeconds(2);

    /** A bound for the sake of form: a question ends by itself long before. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(2);

    /** The pause after a question that failed, before the next one is asked that nobody waits for. */
    private static final Duration REST = Duration.ofSeconds(1);

    /** The nodes behind one address differ by so many blocks without the chain being fast. */
    private static final int NODES_DIFFER = 2;

    private static final Logger LOG = LoggerFactory.getLogger(BlockClock.class);

    private final Supplier<BlockNumber> node;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final long blockNanos;
    private final long renewalNanos;

    private @Nullable Reading known;
    private @Nullable Look last;
    private @Nullable Long failedAt;
    private long looks;
    /** A block that was asked for in an earlier epoch is signed for no more. */
    private long epoch;

    private boolean outrun;
    /** While the chain is faster than the clock: from here on it has to keep to it. */
    private @Nullable Reading calmFrom;

    /**
     * @param node asked for its latest block; blocks
     * @param executor may block; has no bound
     * @param blockTime the shortest time between two blocks
     */
    public BlockClock(Supplier<BlockNumber> node, Executor executor, LongSupplier nanoTime, Duration blockTime) {
        this.node = node;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.blockNanos = blockTime.toNanos();
        // Five blocks at most, and often enough where blocks are slow.
        this.renewalNanos = Math.max(Math.min(RENEWAL.toNanos(), WINDOW * blockNanos), 2 * blockNanos);
    }

    /** The latest block, asked now. Blocks. */
    public BlockNumber ask() {
        Look look = begin();
        look.run();
        return BlockNumber.of(await(look).block);
    }

    /** A block that was the latest one some seconds ago at most. Blocks only if none is known that is so young. */
    public BlockNumber recent() {
        Optional<Reading> young = youngEnough(WINDOW, 0).filter(reading -> !isAged(reading));
        return BlockNumber.of(young.orElseGet(this::fresh).block);
    }

    /**
     * A block for a signature that is checked at once. Blocks only if what is known may be too old.
     *
     * @param window how far it may differ from the latest block, in blocks, to either side
     */
    public BlockNumber near(int window) {
        return near(window, 0, 0);
    }

    /**
     * As {@link #near(int)}, for a signature that waits until it is checked.
     *
     * @param expected how many blocks come until then
     * @param most how many may come
     */
    public BlockNumber near(int window, long expected, long most) {
        Optional<Reading> young = youngEnough(window, most);
        young.filter(reading -> isAged(reading) || blocksIn(age(reading)) >= tolerable(window, most))
                .ifPresent(aged -> lookBeside());
        Reading reading = young.orElseGet(this::fresh);
        long age = age(reading);
        // In the middle of what is possible, since the window has two sides. One is left for a node that lags behind.
        long middle = expected + Math.round((double) age / blockNanos / 2);
        long least = blocksIn(age) + travelling(most) - window;
        return plus(reading.block, Math.min(window - 1, Math.max(middle, least)));
    }

    /**
     * Has the block read beside the work that comes before a signature, if that would ask or soon will.
     *
     * @param most how many blocks may come until the signature is checked
     */
    public void prepare(long most) {
        if (isOutrun()) {
            // What is read now is too old by then.
            return;
        }
        Optional<Reading> young = youngEnough(WINDOW, most);
        if (young.isEmpty() || isAged(young.get())) {
            lookBeside();
        }
    }

    private synchronized boolean isOutrun() {
        return outrun;
    }

    /** Has the block read beside the work. */
    public void lookBeside() {
        Look look;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            boolean pending = last != null && !last.result.isDone();
            boolean resting = failedAt != null && now - failedAt < REST.toNanos();
            if (pending || resting) {
                return;
            }
            look = begin();
            last = look;
        }
        start(look);
    }

    /** How often the node was asked until now. */
    public synchronized long looks() {
        return looks;
    }

    /** A block that was there when it was read. Blocks only if there was none yet. */
    public BlockNumber lowest() {
        return BlockNumber.of(reading().block);
    }

    /** No block above this can have come, by the clock. Blocks only if none was read yet. */
    public BlockNumber highest() {
        Reading reading = reading();
        return plus(reading.block, blocksIn(age(reading)));
    }

    /** A daemon refused a signature for its block. */
    public synchronized void refused() {
        epoch++;
        outrun = true;
        calmFrom = null;
    }

    /** Transactions of our own were mined: a chain that mines at once has blocks that the clock does not know of. */
    public synchronized void mined() {
        epoch++;
    }

    private Reading reading() {
        Reading reading;
        synchronized (this) {
            reading = known;
        }
        return reading != null ? reading : fresh();
    }

    private synchronized Optional<Reading> youngEnough(int window, long most) {
        if (known == null || outrun || known.epoch != epoch) {
            return Optional.empty();
        }
        return blocksIn(age(known)) <= tolerable(window, most) ? Optional.of(known) : Optional.empty();
    }

    /**
     * How many blocks may have come since a block was read. The signature names a block as far ahead as the window
     * allows, and is good for the whole window beyond that one.
     */
    private static long tolerable(int window, long most) {
        return window - 1L + window - travelling(most);
    }

    /** At least one block, because the call itself takes a while. */
    private static long travelling(long most) {
        return Math.max(1, most);
    }

    private boolean isAged(Reading reading) {
        return age(reading) >= renewalNanos;
    }

    private long age(Reading reading) {
        return Math.max(0, nanoTime.getAsLong() - reading.askedAt);
    }

    /** How many blocks may come in that time; one that has only begun counts. */
    private long blocksIn(long nanos) {
        return nanos / blockNanos + (nanos % blockNanos == 0 ? 0 : 1);
    }

    /** No sum passes the largest number, whatever the node names. */
    private static BlockNumber plus(long block, long blocks) {
        return BlockNumber.of(block + Math.min(blocks, Long.MAX_VALUE - block));
    }

    /** All who come at once wait for the same answer. */
    private Reading fresh() {
        Optional<Look> pending = pending();
        if (pending.isPresent()) {
            try {
                return await(pending.get());
            } catch (ChainException e) {
                LOG.debug("the latest block is asked for once more", e);
            }
        }
        return await(lookToWaitFor());
    }

    private synchronized Optional<Look> pending() {
        return Optional.ofNullable(last)
                .filter(look -> !look.result.isDone() && look.epoch == epoch)
                .filter(look -> nanoTime.getAsLong() - look.askedAt <= JOINED.toNanos());
    }

    private Look lookToWaitFor() {
        Look look;
        synchronized (this) {
            Optional<Look> pending = pending();
            if (pending.isPresent()) {
                return pending.get();
            }
            look = begin();
            last = look;
        }
        start(look);
        return look;
    }

    private synchronized Look begin() {
        looks++;
        return new Look(nanoTime.getAsLong(), epoch);
    }

    private void start(Look look) {
        try {
            executor.execute(look);
        } catch (RejectedExecutionException e) {
            look.result.completeExceptionally(new CallCancelledException("the client was closed", e, Charge.NONE));
        }
    }

    private static Reading await(Look look) {
        try {
            // Asked on another thread, which knows nothing of this one's deadline.
            return look.result.get(Deadline.bound(LONGEST_WAIT).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("the calling thread was interrupted", e, Charge.NONE);
        } catch (TimeoutException e) {
            throw new NodeUnavailableException(
                    "the Ethereum node did not name its latest block before the deadline passed",
                    e,
                    Problem.TOO_SLOW,
                    0,
                    false,
                    Optional.empty());
        } catch (ExecutionException e) {
            throw Waits.unchecked(e.getCause() == null ? e : e.getCause());
        }
    }

    private synchronized void read(Reading now) {
        failedAt = null;
        Reading before = known;
        if (before != null && now.askedAt - before.askedAt < 0) {
            return;
        }
        known = now;
        if (before != null && before.epoch == now.epoch && !outrun && isTooFast(before, now)) {
            LOG.debug(
                    "{} blocks within {}: each signature asks for the block from now on",
                    now.block - before.block,
                    Duration.ofNanos(age(before)));
            outrun = true;
            calmFrom = null;
        }
        if (outrun) {
            checkCalm(now);
        }
    }

    private void checkCalm(Reading now) {
        Reading from = calmFrom;
        if (from == null || isTooFast(from, now)) {
            calmFrom = now;
        } else if (now.askedAt - from.askedAt >= renewalNanos) {
            outrun = false;
        }
    }

    /** Measured to this moment, which is when the second was read at the latest. */
    private boolean isTooFast(Reading first, Reading second) {
        return second.block - first.block > blocksIn(age(first)) + NODES_DIFFER;
    }

    /** @param askedAt the block was the latest one then, or later */
    private record Reading(long block, long askedAt, long epoch) {}

    /** One question. */
    private final class Look implements Runnable {
        private final long askedAt;
        private final long epoch;
        private final CompletableFuture<Reading> result = new CompletableFuture<>();

        private Look(long askedAt, long epoch) {
            this.askedAt = askedAt;
            this.epoch = epoch;
        }

        @Override
        public void run() {
            try {
                Reading reading = new Reading(node.get().toLong(), askedAt, epoch);
                read(reading);
                result.complete(reading);
            } catch (Throwable e) {
                failed();
                LOG.debug("the latest block cannot be read", e);
                result.completeExceptionally(e);
            }
        }
    }

    private synchronized void failed() {
        failedAt = nanoTime.getAsLong();
    }
}
