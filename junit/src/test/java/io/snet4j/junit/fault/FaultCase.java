package io.snet4j.junit.fault;

import static io.snet4j.junit.SnetAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.snet4j.JsonCall;
import io.snet4j.ServiceClient;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.UntrustedConnectionException;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * Each test causes one fault by one call of the kit, sees what its {@link Seen} says, and finds that the network is
 * whole when the fault is over.
 */
@SnetNetwork
@Timeout(value = 10, unit = TimeUnit.MINUTES)
abstract class FaultCase {
    static final Duration SHORT = Duration.ofSeconds(8);
    static final Cogs PRICE = Cogs.ofFet("0.0001");

    private Seen expected;

    @BeforeEach
    void lookUp(TestInfo test) {
        expected = test.getTestMethod().orElseThrow().getAnnotation(Seen.class);
    }

    /** What is done while there is a fault. */
    final SnetException seen(Runnable action) {
        SnetException seen = catchThrowableOfType(SnetException.class, action::run);
        assertThat(seen).isExactlyInstanceOf(expected.as());
        assertThat(seen.charge()).isEqualTo(expected.charge());
        return seen;
    }

    /** A fault that nothing is seen of. */
    final void notSeen(Runnable action) {
        assertThat(expected.as()).isEqualTo(Seen.Nothing.class);
        assertThat(expected.charge()).isEqualTo(Charge.CHARGED);
        action.run();
    }

    /** It has had the time to end, and cannot before the fault does. */
    static void isStillUnderWay(CompletableFuture<?> action) {
        assertThatThrownBy(() -> action.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    /** Costs {@link #PRICE}. */
    static void call(ServiceClient service) {
        assertThat(service.call("ask", "{\"text\": \"hello\"}")).contains("hello");
    }

    static void callFor(ServiceClient service, Duration time) {
        service.call(JsonCall.of("ask", "{}").deadline(time));
    }

    /** A call is served, and so many were paid in all. */
    static void isWhole(TestSession session, int paid) {
        callWhenItIsThere(session.open());
        assertThat(session).hasSigned(PRICE.times(paid));
    }

    /** Connections that were lost are tried again after a pause. */
    private static void callWhenItIsThere(ServiceClient service) {
        while (true) {
            try {
                call(service);
                return;
            } catch (DaemonUnavailableException e) {
                assertThat(e.charge()).isEqualTo(Charge.NONE);
                assertThat(e.isRetryable()).isNotEqualTo(e instanceof UntrustedConnectionException);
            }
        }
    }
}
