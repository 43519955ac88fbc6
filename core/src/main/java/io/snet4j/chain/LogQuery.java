package io.snet4j.chain;

import io.snet4j.errors.ChainException;
import io.snet4j.internal.core.JsonRpc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Logs of a range of blocks: in one query where the node allows it, in ranges of half the length as often as it refuses,
 * and in longer ones again where it does not. Asks hardly more often than halving each refused range would: at most two
 * times more.
 */
final class LogQuery {
    /** Nodes that limit the logs, not the blocks, allow more where fewer events are. */
    private static final int SUCCESSES_BEFORE_TRYING_MORE = 8;
    /** A search of years in pieces of a thousand blocks. */
    private static final int MAX_QUERIES = 20_000;
    /** Nobody has so many channels. */
    private static final int MAX_LOGS = 50_000;
    /** Each costs a whole timeout. */
    private static final int MAX_UNANSWERED = 4;

    private final BiFunction<Long, Long, List<Log>> node;
    private final List<Log> found = new ArrayList<>();
    private long length;
    private long refusedLength = Long.MAX_VALUE;
    private int successes;
    private int queries;
    private int unanswered;

    /** @param node asks for a range, both ends inclusive */
    LogQuery(BiFunction<Long, Long, List<Log>> node) {
        this.node = node;
    }

    List<Log> run(long fromBlock, long toBlock) {
        if (fromBlock > toBlock) {
            return List.of();
        }
        // A node may name the largest number there is, so no sum may pass it.
        length = Math.max(toBlock - fromBlock, toBlock - fromBlock + 1);
        for (long from = fromBlock; ; ) {
            long to = toBlock - from < length ? toBlock : from + length - 1;
            requireFew(fromBlock, from, toBlock);
            try {
                found.addAll(node.apply(from, to));
                if (to == toBlock) {
                    return List.copyOf(found);
                }
                from = to + 1;
                grow();
            } catch (ChainException e) {
                shrink(from, to, e);
            }
        }
    }

    private void requireFew(long fromBlock, long from, long toBlock) {
        if (++queries > MAX_QUERIES || found.size() > MAX_LOGS) {
            throw new ChainException(
                    "the logs of the blocks " + fromBlock + " to " + toBlock + " are given up at block "
                            + from + ", after " + (queries - 1) + " queries with " + found.size()
                            + " logs; use a node that gives more at a time, or begin the search at a later block");
        }
    }

    private void grow() {
        unanswered = 0;
        if (++successes >= SUCCESSES_BEFORE_TRYING_MORE) {
            successes = 0;
            refusedLength = Long.MAX_VALUE;
        }
        if (length < refusedLength - length) {
            length *= 2;
        }
    }

    private void shrink(long from, long to, ChainException refusal) {
        boolean timedOut = refusal instanceof JsonRpc.UnansweredException lost && lost.isTooMuch();
        boolean tooMuch = timedOut || (refusal instanceof JsonRpc.RefusedException e && LogRefusal.isTooMuch(e));
        if (!tooMuch || (timedOut && ++unanswered > MAX_UNANSWERED)) {
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
    }
}
