package io.snet4j.internal.call;

import io.snet4j.value.BlockNumber;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * How large the messages of one upload are, and in how many blocks they are read, so that none is too old when the
 * daemon reads it. What was sent waits at the daemon in its flow-control window, so a message is as old as it
 * takes to read the window and the message itself. The reader's speed is that at which the transport takes more, once
 * that window has been filled; a reader for whom the transport never waits is at least as fast as what is read for it.
 * For one thread at a time.
 */
public final class UploadPace {
    /** Where servers in Go begin. */
    static final int WINDOW = 64 << 10;

    /** Even a slow reader reads this in time. */
    static final int FIRST_CHUNK = 32 << 10;

    /**
     * Twice what fits between us and a provider that does not read: the window, as much in the daemon, and its own
     * window there (seen with snetd 6.0.0).
     */
    static final int FIRST_CHUNKS = 12;

    static final int SMALLEST_CHUNK = 8 << 10;

    /** Of an authorization's ten blocks of life; the rest is for what cannot be foreseen. */
    private static final double TOLERABLE_AGE = 4;

    /** In blocks, for the window and one of {@link #FIRST_CHUNK}. */
    static final int SLOWEST_READ = 5;

    /** In blocks. */
    private static final int FALTERING = 2;

    /** The reader keeps up if the sender waits for less than this part of the time. */
    private static final int NEVER_WAITED = 20;

    private static final double SHORTEST_BLOCK_SECONDS = 1;
    private static final double NANOS = 1e9;

    private final int maxChunk;
    private final int firstChunks;
    private final LongSupplier nanoTime;
    private final Deque<Moment> moments = new ArrayDeque<>();
    private long started;
    private long sent;
    private int messages;
    private long firstBlock = -1;
    private long lastBlock;
    private double bytesPerSecond = Double.POSITIVE_INFINITY;
    private long waitsSince;
    private long waited;
    /**
     * The source is slower than the reader: what was sent does not lie in the window, and the speed is the source's.
     */
    private boolean keepsUp;

    /**
     * @param maxChunk of a message's data, in bytes
     * @param careful whether to begin with small messages, until the reader's speed is known
     */
    public UploadPace(int maxChunk, boolean careful, LongSupplier nanoTime) {
        this.maxChunk = maxChunk;
        this.firstChunks = careful && maxChunk > FIRST_CHUNK ? FIRST_CHUNKS : 0;
        this.nanoTime = nanoTime;
    }

    /** How many bytes the next message should carry. */
    public int chunk() {
        return tolerable(messages < firstChunks ? FIRST_CHUNK : maxChunk);
    }

    /** How many messages are left for this many bytes after the next one, if nothing changes. */
    public long messagesFor(long bytes) {
        long small = Math.max(0, firstChunks - messages - 1);
        long smallBytes = small * tolerable(FIRST_CHUNK);
        return bytes <= smallBytes
                ? divideUp(bytes, tolerable(FIRST_CHUNK))
                : small + divideUp(bytes - smallBytes, tolerable(maxChunk));
    }

    private static long divideUp(long bytes, long chunk) {
        return (bytes + chunk - 1) / chunk;
    }

    /**
     * To be told before each message is signed.
     *
     * @param lowest that the latest block can be now
     * @param highest that it can be
     */
    void block(BlockNumber lowest, BlockNumber highest) {
        if (firstBlock < 0) {
            firstBlock = lowest.toLong();
        }
        lastBlock = highest.toLong();
    }

    /** How many blocks come until the next message is read. */
    long blocksUntilRead() {
        return isUnknown() ? 1 : Math.round((unread() + chunk()) / bytesPerSecond * blockRate());
    }

    /** In bytes, of what was sent. */
    private int unread() {
        return keepsUp ? 0 : WINDOW;
    }

    /** How many may come: readers falter. */
    long mostBlocksUntilRead() {
        long expected = blocksUntilRead();
        return isUnknown() ? SLOWEST_READ : expected + Math.min(expected, FALTERING);
    }

    private boolean isUnknown() {
        return bytesPerSecond == Double.POSITIVE_INFINITY;
    }

    /** From now on the sender waits for the transport. */
    void waiting() {
        waitsSince = nanoTime.getAsLong();
    }

    /** The transport has passed on all that was sent. To be called once before the first message, too. */
    void ready() {
        long now = nanoTime.getAsLong();
        waited += now - waitsSince;
        if (moments.isEmpty()) {
            started = now;
        }
        moments.addLast(new Moment(sent, now, waited));
        // From the youngest moment that lies two windows back: window updates come in bursts.
        while (moments.size() > 2 && sent - secondMoment().sent >= 2 * WINDOW) {
            moments.removeFirst();
        }
        Moment from = moments.getFirst();
        // The first window was taken by a buffer, not by a reader.
        long read = sent - Math.max(from.sent, WINDOW);
        if (sent >= 2 * WINDOW && read > 0) {
            bytesPerSecond = read / (Math.max(1, now - from.nanos) / NANOS);
            keepsUp = (waited - from.waited) * NEVER_WAITED < now - from.nanos;
        }
    }

    void sent(int bytes) {
        sent += bytes;
        messages++;
    }

    private Moment secondMoment() {
        return moments.stream().skip(1).findFirst().orElseThrow();
    }

    /** As much of this as is read before it is too old; a little in any case. */
    private int tolerable(int most) {
        double bytes = TOLERABLE_AGE / blockRate() * bytesPerSecond - unread();
        return (int) Math.max(Math.min(most, SMALLEST_CHUNK), Math.min(most, bytes));
    }

    /** In blocks a second, rather too high than too low. */
    private double blockRate() {
        double seconds = Math.max(1, nanoTime.getAsLong() - started) / NANOS;
        return Math.min(
                1 / SHORTEST_BLOCK_SECONDS, Math.max(1, (double) lastBlock - Math.max(0, firstBlock) + 1) / seconds);
    }

    private record Moment(long sent, long nanos, long waited) {}
}
