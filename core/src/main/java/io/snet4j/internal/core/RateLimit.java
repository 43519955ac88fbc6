package io.snet4j.internal.core;

import java.util.List;
import java.util.Locale;

/** Whether a node's error is about how often it is asked, and not about what. */
final class RateLimit {
    private static final int HTTP_LIKE = 429;

    /** The code of a limit, whichever; of logs it may be their number. */
    private static final int LIMIT_EXCEEDED = -32005;

    private static final List<String> WORDS = List.of(
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
            "slow down",
            "try again later");

    private RateLimit() {}

    static boolean isMeant(String method, int code, String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        // Some name the plan's units where the range is what they refuse.
        boolean logs = method.equals("eth_getLogs");
        boolean ofRange = logs && (words.contains("range") || words.contains("blocks"));
        return code == HTTP_LIKE
                || (code == LIMIT_EXCEEDED && !logs)
                || (!ofRange && WORDS.stream().anyMatch(words::contains));
    }
}
