package io.snet4j.observe;

import io.snet4j.internal.text.ForeignText;
import java.time.Duration;

/**
 * One round trip over the network, whoever asked for it.
 *
 * @param name one of few: {@code eth_call}, {@code block/get}, {@code training.Daemon/get_model}, …
 * @param outcome {@code OK}; or what went wrong as one of few words: a gRPC code, {@code HTTP_503}, {@code NO_ANSWER}
 * @since 0.1.0
 */
public record Request(Kind kind, String name, Duration took, String outcome) {
    /** The outcome of a round trip that went well. */
    public static final String OK = "OK";

    /** The outcome of one without an answer. */
    public static final String NO_ANSWER = "NO_ANSWER";

    /** Who was asked. */
    public enum Kind {
        /** The Ethereum node. */
        CHAIN,
        /** IPFS nodes and gateways. */
        STORAGE,
        /** The service's daemon. */
        DAEMON
    }

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of(
                "Request[kind=" + kind + ", name=" + name + ", took=" + took + ", outcome=" + outcome + "]");
    }
}
