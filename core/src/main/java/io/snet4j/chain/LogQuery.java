package io.snet4j.chain;

import io.snet4j.errors.ChainException;
import io.snet4j.errors.NodeRefusedException;
import io.snet4j.errors.NodeUnavailableException;
import io.snet4j.errors.NodeUnavailableException.Problem;
import io.snet4j.observe.LogSearch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs of a range of blocks: in one query where the node allows it, in ranges of half the length as often as it
 * refuses, and in longer ones again where it does not, ever more rarely if that is refused, too. The length that worked
 * is where the next search begins.
 */
final class LogQuery {
    private static final Logger LOG = LoggerFactory.getLogger(LogQuery.class);

    /** Nodes that limit the logs, not the blocks, allow more where fewer events are. */
    private static final int SUCCESSES_BEFORE_TRYING_MORE = 8;
    /** Refused so many times, a longer range will not be allowed. */
    private static final int LONGER_RANGES_TRIED = 3;
    /** A search of years in pieces of a thousand blocks. */
    private static final int MAX_QUERIES = 20_000;
    /** Nobody has so many channels. */
    private static final int MAX_LOGS = 50_000;
    /** Each costs a whole timeout. */
    private static final int MAX_UNANSWERED = 4;
    /** Nodes behind one address differ by a few blocks, and whoever searches looks at the last ones again. */
    private static final long MOST_BEHIND = 32;
    /** If it names a head that it has no logs of. */
    private static final long MOST_BEHIND_IN_SILENCE = 3;

    private static final int LOOKS_AT_THE_HEAD = 2;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Node node;
    private final AtomicLong known;
    private final List<Log> found = new ArrayList<>();
    private long length;
    private long longest;
    private long refusedLength = Long.MAX_VALUE;
    private int patience = SUCCESSES_BEFORE_TRYING_MORE;
    private boolean tryingMore;
    private int refusedMore;
    private int successes;
    private int queries;
    private int unanswered;
    private int looks;
    private long start;
    private long end;

    /** Who is asked. */
    interface Node {
        /** Both ends inclusive. */
        List<Log> logs(long fromBlock, long toBlock);

        /** Its latest block, if it says which. */
        OptionalLong head();

        void pause(Duration duration);

        /** After each part of several. */
        void searched(LogSearch progress);
    }

    /** @param known the length that worked; 0 as long as none was refused. Shared by all searches at a node */
    LogQuery(Node node, AtomicLong known) {
        this.node = node;
        this.known = known;
    }

    /**
     * @throws ChainException if a block is refused alone, or the end would not be reached in a bounded number of
     *     queries, or the node's head is far before the end
     */
    List<Log> run(long fromBlock, long toBlock) {
        if (fromBlock > toBlock) {
            return List.of();
        }
        start = fromBlock;
        end = toBlock;
        // A node may name the largest number there is, so no sum may pass it.
        length = Math.max(toBlock - fromBlock, toBlock - fromBlock + 1);
        long worked = known.get();
        if (worked > 0 && worked < length) {
            length = worked;
            refusedLength = 2 * worked;
        }
        for (long from = fromBlock; from <= end; ) {
            long to = end - from < length ? end : from + length - 1;
            requireFew(from);
            try {
                found.addAll(node.logs(from, to));
            } catch (ChainException e) {
                if (!endsBefore(from, to, e)) {
                    shrink(from, to, e);
                }
                continue;
            }
            remember(to - from + 1);
            if (from > fromBlock || to < end) {
                node.searched(new LogSearch(fromBlock, to, end));
            }
            if (to == end) {
                break;
            }
            from = to + 1;
            grow();
        }
        return List.copyOf(found);
    }

    private void remember(long worked) {
        longest = Math.max(longest, worked);
        boolean limited = refusedLength != Long.MAX_VALUE || refusedMore > 0;
        if (limited || known.get() > 0) {
            known.set(limited ? longest : Math.max(longest, known.get()));
        }
    }

    private void requireFew(long from) {
        if (++queries > MAX_QUERIES || found.size() > MAX_LOGS) {
            throw giveUp(from, queries - 1);
        }
    }

    private ChainException giveUp(long from, int asked) {
        return new ChainException("the logs of the blocks " + start + " to " + end + " are given up at block " + from
                + ", after " + asked + " queries with " + found.size()
                + " logs; use a node that gives more at a time, or begin the search at a later block"
                + " (SNET4J_FIRST_LOG_BLOCK, Network.Builder.firstLogBlock)");
    }

    private void grow() {
        unanswered = 0;
        looks = 0;
        if (tryingMore) {
            tryingMore = false;
            refusedMore = 0;
            patience = SUCCESSES_BEFORE_TRYING_MORE;
        }
        if (++successes >= patience) {
            successes = 0;
            tryingMore = refusedLength != Long.MAX_VALUE;
            refusedLength = Long.MAX_VALUE;
        }
        if (length < refusedLength - length) {
            length *= 2;
        }
    }

    /** Whether the node refuses a range because its head is before the range's end: the search ends there, then. */
    private boolean endsBefore(long from, long to, ChainException refusal) {
        boolean refused = refusal instanceof NodeRefusedException && LogRefusal.mayBeTooMuch(refusal);
        if (!refused || to < end - MOST_BEHIND_IN_SILENCE) {
            return false;
        }
        long head = node.head().orElse(end);
        if (head < end - MOST_BEHIND) {
            throw new ChainException(
                    "the node's latest block is " + head + ", but block " + end
                            + " is known to be there already; use a node that is in sync: " + refusal.getMessage(),
                    refusal);
        }
        if (head < end) {
            LOG.debug("the node's latest block is {}, so the search to {} ends there", head, end);
            end = head;
            return true;
        }
        if (from < to || from == start) {
            return false;
        }
        if (looks++ < LOOKS_AT_THE_HEAD) {
            node.pause(PAUSE);
        } else {
            LOG.warn("the node refuses the logs of its latest blocks from {} on: {}", from, refusal.getMessage());
            end = from - 1;
        }
        return true;
    }

    private void shrink(long from, long to, ChainException refusal) {
        boolean tooSlow = refusal instanceof NodeUnavailableException e && e.problem() == Problem.TOO_SLOW;
        if (!LogRefusal.mayBeTooMuch(refusal) || (tooSlow && ++unanswered > MAX_UNANSWERED)) {
            throw refusal;
        }
        if (from == to) {
            throw new ChainException(
                    "the node refuses the logs of block " + from + " alone, so no smaller range can be asked for: "
                            + refusal.getMessage(),
                    refusal);
        }
        refusedLength = to - from + 1;
        length = refusedLength / 2;
        successes = 0;
        if (tryingMore) {
            tryingMore = false;
            patience *= 2;
            if (++refusedMore >= LONGER_RANGES_TRIED && (end - from) / length > MAX_QUERIES - queries) {
                throw giveUp(from, queries);
            }
        }
    }
}
