package io.snet4j.chain;

import io.snet4j.internal.core.JsonRpc.RefusedException;
import java.util.List;
import java.util.Locale;

/** Whether a node would answer a query for logs of fewer blocks, read from the words of the usual nodes. */
final class LogRefusal {
    /** Also for too many requests, by the same providers. */
    private static final int LIMIT_EXCEEDED = -32005;

    private static final List<String> TOO_OFTEN = List.of(
            "rate limit",
            "rate-limit",
            "ratelimit",
            "rate exceeded",
            "request count",
            "requests per",
            "per second",
            "too many requests",
            "compute units",
            "capacity",
            "credits",
            "quota",
            "slow down");

    private static final List<String> TOO_MUCH = List.of(
            "query returned more than",
            "block range",
            "blocks range",
            "range limit",
            "range is too",
            "range too",
            "range exceed",
            "exceed",
            "block distance",
            "blocks distance",
            "response size",
            "response too",
            "response is too",
            "limited to",
            "too many results",
            "too many logs",
            "too many blocks",
            "max results",
            "maximum results",
            "more than 10000",
            "too large",
            "too wide",
            "too big",
            "narrow",
            "reduce",
            "smaller",
            "timeout",
            "timed out",
            "deadline");

    private LogRefusal() {}

    static boolean isTooMuch(RefusedException refusal) {
        String reason = refusal.reason().toLowerCase(Locale.ROOT);
        if (TOO_OFTEN.stream().anyMatch(reason::contains)) {
            return false;
        }
        return refusal.code() == LIMIT_EXCEEDED || TOO_MUCH.stream().anyMatch(reason::contains);
    }
}
