package io.snet4j.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.CallProbe;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which calls that cost nothing are made again when their daemon is gone. */
class ControlCallsTest {
    private final ControlCalls calls = new ControlCalls(pause -> {}, () -> {});
    private final Budget budget = Budget.of(Duration.ofMinutes(1));
    private final AtomicInteger attempts = new AtomicInteger();

    /** Fails once because nobody is there, and is answered then. */
    private Attempt.Blocking<String> onceGone(boolean sent) {
        return ticket -> {
            if (attempts.incrementAndGet() > 1) {
                return "answer";
            }
            CallProbe probe = new CallProbe();
            if (sent) {
                probe.newClientStreamTracer(
                                ClientStreamTracer.StreamInfo.newBuilder().build(), new Metadata())
                        .outboundHeaders();
            }
            throw new CallFailure("training.Daemon/get_model", Status.UNAVAILABLE, probe);
        };
    }

    @Test
    void whatNobodyGotIsMadeAgain() {
        assertThat(calls.call(true, false, onceGone(false), budget).answer()).isEqualTo("answer");
    }

    // Guard: ControlCalls.Unpaid.mayRepeat.
    @Test
    void whatMayHaveBeenDoneIsMadeAgainOnlyIfThatDoesNoHarm() {
        assertThatThrownBy(() -> calls.call(true, false, onceGone(true), budget))
                .isInstanceOf(DaemonUnavailableException.class);
        assertThat(attempts).hasValue(1);
        attempts.set(0);

        assertThat(calls.call(true, true, onceGone(true), budget).answer()).isEqualTo("answer");
    }

    @Test
    void aQuestionIsAskedAgainOfAnotherDaemonWhereOneIsGone() throws CallFailure {
        assertThat(calls.ask(true, onceGone(true), budget)).isEqualTo("answer");
    }

    @Test
    void aQuestionThatNoDaemonCouldGetIsNotAskedAgain() {
        assertThatThrownBy(() -> calls.ask(true, onceGone(false), budget)).isInstanceOf(CallFailure.class);
        assertThat(attempts).hasValue(1);
    }
}
