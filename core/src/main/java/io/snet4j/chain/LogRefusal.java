package io.snet4j.chain;

import io.snet4j.errors.ChainException;
import io.snet4j.errors.NodeException;
import io.snet4j.errors.NodeRefusedException;
import io.snet4j.errors.NodeUnavailableException;
import io.snet4j.errors.NodeUnavailableException.Problem;
import java.util.Set;

/**
 * Whether a node that refused a query for logs may answer one for fewer blocks. Each provider has its own words for
 * that, so it may unless something else is certain.
 */
final class LogRefusal {
    /** Keys and plans. */
    private static final Set<Integer> NOT_ALLOWED = Set.of(401, 402, 403, 407);

    /** With which a server refuses what it might do in parts. */
    private static final Set<Integer> IN_PARTS = Set.of(400, 408, 413, 414, 422, 500, 502, 504, 520, 524);

    /** By the standard. */
    private static final int NO_SUCH_METHOD = -32601;

    private LogRefusal() {}

    static boolean mayBeTooMuch(ChainException refusal) {
        if (refusal instanceof NodeException e && e.isBusy()) {
            return false;
        }
        if (refusal instanceof NodeRefusedException e) {
            return e.code() != NO_SUCH_METHOD && !NOT_ALLOWED.contains(e.httpStatus());
        }
        return refusal instanceof NodeUnavailableException e && isTooMuch(e);
    }

    private static boolean isTooMuch(NodeUnavailableException failure) {
        return failure.problem() == Problem.TOO_LARGE
                || failure.problem() == Problem.TOO_SLOW
                || IN_PARTS.contains(failure.httpStatus());
    }
}
