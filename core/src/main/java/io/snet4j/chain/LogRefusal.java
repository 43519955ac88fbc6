package io.snet4j.chain;

import io.snet4j.errors.ChainException;
import io.snet4j.internal.core.JsonRpc.NoResultException;
import io.snet4j.internal.core.JsonRpc.RefusedException;
import io.snet4j.internal.core.JsonRpc.UnansweredException;
import java.util.Set;

/**
 * Whether a node that refused a query for logs may answer one for fewer blocks. Each provider has its own words for that,
 * so it may unless something else is certain.
 */
final class LogRefusal {
    /** Keys and plans. */
    private static final Set<Integer> NOT_ALLOWED = Set.of(401, 402, 403, 407);

    /** By the standard. */
    private static final int NO_SUCH_METHOD = -32601;

    private LogRefusal() {}

    static boolean mayBeTooMuch(ChainException refusal) {
        if (refusal instanceof NoResultException e && e.isTooOften()) {
            return false;
        }
        if (refusal instanceof RefusedException e) {
            return e.code() != NO_SUCH_METHOD && !NOT_ALLOWED.contains(e.httpStatus());
        }
        return refusal instanceof UnansweredException e && e.isTooMuch();
    }
}
