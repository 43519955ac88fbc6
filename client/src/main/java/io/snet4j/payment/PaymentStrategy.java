package io.snet4j.payment;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.Cogs;
import java.util.Optional;

/**
 * How the calls of a service's own methods are paid; chosen by
 * {@link io.snet4j.ServiceOptions.Builder#payment}. Training is always paid per call, whatever is chosen. Immutable.
 *
 * @since 0.1.0
 */
public sealed interface PaymentStrategy {
    /** Free calls where the service's metadata offers them, else pay per call; the default. */
    static Automatic automatic() {
        return new Automatic(Optional.empty(), Optional.empty());
    }

    /** Each call signs its price; calls of one channel go one after the other. */
    static PaymentStrategy payPerCall() {
        return new PayPerCall();
    }

    /** {@link Prepaid}. */
    static PaymentStrategy prepaid(Cogs batch) {
        return new Prepaid(batch);
    }

    /** Only free calls: what the daemon does not give for free fails, and nothing is signed for it. */
    static PaymentStrategy freeCalls() {
        return new FreeCalls(Optional.empty());
    }

    /** {@link #freeCalls()} for one of the users of a back end that the provider trusts. */
    static PaymentStrategy freeCalls(String userId) {
        return new FreeCalls(Optional.of(userId));
    }

    /** {@link #payPerCall()}. */
    record PayPerCall() implements PaymentStrategy {}

    /**
     * Signs an amount for many calls at once and spends it with the daemon's token: a call then costs one request, asks
     * no chain, and runs beside others on the same channel. A batch is signed, and counts against the spending limit's
     * total, when the first call needs it, and again when what is left of the last one does not cover a call's price.
     * Clients that share a state, or a state directory, use one batch together.
     * Where a batch cannot be had (the channel, the limit or the daemon does not allow it, or the amount passes
     * 2<sup>64</sup>-1 cogs, the protocol's bound), a smaller one is signed, or the call is paid by itself.
     *
     * @param batch what is signed at once, in cogs; more than zero. A provider can claim it without having served the
     *     calls
     */
    record Prepaid(Cogs batch) implements PaymentStrategy {
        /** @throws IllegalArgumentException if {@code batch} is zero */
        public Prepaid {
            if (batch.isZero()) {
                throw new IllegalArgumentException("a batch of prepaid calls must be more than zero");
            }
        }
    }

    /**
     * {@link #freeCalls()}. The daemon serves one free call of a user at a time, so that others wait for it.
     *
     * @param userId printable ASCII; only for addresses that the provider trusts
     */
    record FreeCalls(Optional<String> userId) implements PaymentStrategy {
        /** @throws IllegalArgumentException if {@code userId} cannot travel in a header */
        public FreeCalls {
            requireHeader(userId);
        }
    }

    /**
     * Free calls where the service's metadata offers them, else prepaid if a batch is named, else pay per call. What
     * the daemon refuses is tried by the next of these, and the refused one is left alone for some minutes; what fails
     * for another reason, such as a daemon that cannot be reached, fails.
     *
     * @param userId as in {@link FreeCalls}
     * @param batch as in {@link Prepaid}
     */
    record Automatic(Optional<String> userId, Optional<Cogs> batch) implements PaymentStrategy {
        /** @throws IllegalArgumentException as {@link FreeCalls} and {@link Prepaid} do */
        public Automatic {
            requireHeader(userId);
            batch.ifPresent(Prepaid::new);
        }

        /** The free calls of one of the users of a back end that the provider trusts. */
        public Automatic userId(String id) {
            return new Automatic(Optional.of(id), batch);
        }

        /** Calls that are not free are {@link Prepaid}. */
        public Automatic prepaid(Cogs amount) {
            return new Automatic(userId, Optional.of(amount));
        }
    }

    private static void requireHeader(Optional<String> userId) {
        userId.filter(id -> id.isEmpty() || !id.chars().allMatch(c -> c > ' ' && c < 127))
                .ifPresent(id -> {
                    throw new IllegalArgumentException("the user id " + ForeignText.quoted(id)
                            + " cannot be sent: only printable ASCII characters travel in a header");
                });
    }
}
