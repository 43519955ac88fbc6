package io.snet4j.registry;

import io.snet4j.internal.text.ForeignText;
import java.util.Optional;

/**
 * A plan under which calls are sold otherwise than one by one. Daemons act on none of them so far; those who sell them
 * say how.
 *
 * @param kind {@code subscription} or {@code tier}
 * @param plan its name
 * @param method the one it is for, {@code Service/method}; empty if it is for all
 * @param detailsUrl a page about it; may be empty
 * @since 0.1.0
 */
public record License(String kind, String plan, Optional<String> method, String detailsUrl) {
    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of(
                "License[kind=" + kind + ", plan=" + plan + ", method=" + method + ", detailsUrl=" + detailsUrl + "]");
    }
}
