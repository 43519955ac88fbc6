package io.snet4j.internal.loop;

import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.text.TimeText;
import io.snet4j.internal.transport.CallFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why a way to pay was refused, for as long as it makes no sense to ask again. Thread-safe. */
public final class Refusals {
    /** What the provider's settings decide, or the user's balance. */
    public static final Duration LONG = Duration.ofMinutes(10);

    /** What may pass by itself. */
    public static final Duration SHORT = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final String way;
    private final Clock clock;
    private Optional<Known> known = Optional.empty();

    /** @param way what is refused, in the plural */
    public Refusals(String way, Clock clock) {
        this.way = way;
        this.clock = clock;
    }

    /** @throws NoTicket while there is one */
    public synchronized void requireNone() {
        Instant now = clock.instant();
        known.filter(refusal -> refusal.until.isAfter(now)).ifPresent(refusal -> {
            throw new NoTicket(new PaymentException(
                    refusal.reason.getMessage() + "; it is asked again after " + refusal.until,
                    refusal.reason,
                    Charge.NONE));
        });
    }

    public NoTicket remember(SnetException reason, Duration time) {
        LOG.info("This client asks for no {} in the next {}, because: {}", way, TimeText.of(time), reason.getMessage());
        synchronized (this) {
            known = Optional.of(new Known(reason, clock.instant().plus(time)));
        }
        return new NoTicket(reason);
    }

    /**
     * Whether the daemon answered that it does not want to: not that it cannot be reached, or understood, or not in
     * time.
     */
    public static boolean isRefusal(CallFailure failure) {
        return switch (failure.reason()) {
            case UNREACHABLE, UNREADABLE, OVERLOADED, DEADLINE, CANCELLED -> false;
            default -> true;
        };
    }

    private record Known(SnetException reason, Instant until) {}
}
