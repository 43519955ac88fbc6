package io.snet4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Empty;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.wire.training.DaemonGrpc;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several daemons of one group. */
class ReplicasTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TinyDaemon first = TinyDaemon.plain();
    private final TinyDaemon second = TinyDaemon.plain();

    @AfterEach
    void end() {
        first.close();
        second.close();
        threads.shutdownNow();
    }

    // Guard: FailoverCall.another, without which a call fails with the endpoint that it was made for.
    @Test
    @Tag("D19")
    void aDaemonThatIsDownIsPassedOverWithoutAFailedCall() throws CallFailure {
        first.close();
        try (Replicas daemons = open(first.endpoint(), second.endpoint())) {
            call(daemons);
            call(daemons);
        }
        assertThat(second.calls()).isEqualTo(2);
    }

    @Test
    void eachDaemonTellsHowItIsAndOneThatIsDownWhatIsWrong() {
        second.close();
        try (Replicas daemons = open(first.endpoint(), second.endpoint())) {
            List<ReplicaHealth> health = daemons.health();

            assertThat(health).extracting(ReplicaHealth::endpoint).containsExactly(first.endpoint(), second.endpoint());
            assertThat(health.get(0).problem()).isEmpty();
            assertThat(health.get(1).problem())
                    .hasValueSatisfying(text -> assertThat(text).contains("refused"));
        }
    }

    @Test
    void oneDaemonIsKeptToWhileItWorks() throws CallFailure {
        try (Replicas daemons = open(first.endpoint(), second.endpoint())) {
            for (int i = 0; i < 10; i++) {
                call(daemons);
            }
        }
        assertThat(first.calls()).isEqualTo(10);
        assertThat(second.calls()).isZero();
    }

    @Test
    void oneThatCameBackIsUsedWhenTheOtherFails() throws CallFailure {
        int port = first.port();
        first.close();
        try (Replicas daemons = open(first.endpoint(), second.endpoint())) {
            call(daemons);
            second.close();
            try (TinyDaemon again = TinyDaemon.plainOn(port)) {
                // The connection that was lost is noticed a moment later.
                callUntilAnswered(daemons);
                assertThat(again.calls()).isOne();
            }
        }
    }

    @Test
    void whenAllAreDownTheCallFailsAndNothingWasSent() {
        first.close();
        second.close();
        try (Replicas daemons = open(first.endpoint(), second.endpoint())) {
            assertThatThrownBy(() -> call(daemons))
                    .isInstanceOfSatisfying(CallFailure.class, failure -> assertThat(failure.sent())
                            .isFalse());
        }
    }

    @Test
    void aFailureNamesTheDaemonsThatCannotBeReached() {
        first.close();
        second.close();
        try (Replicas one = open(first.endpoint());
                Replicas both = open(first.endpoint(), second.endpoint())) {
            assertThat(unavailable(one))
                    .hasMessageContaining("the daemon at " + first.endpoint() + " cannot be reached now");
            // Which is first depends on what is known of their health already.
            assertThat(unavailable(both))
                    .hasMessageContaining(first.endpoint().toString())
                    .hasMessageContaining(" or ")
                    .hasMessageContaining(second.endpoint().toString());
        }
    }

    private static SnetException unavailable(Replicas daemons) {
        CallFailure failure = catchThrowableOfType(CallFailure.class, () -> call(daemons));
        SnetException exception = failure.toException(Charge.NONE);
        assertThat(exception).isExactlyInstanceOf(DaemonUnavailableException.class);
        return exception;
    }

    @Test
    void aDaemonThatSaysNoIsNotPassedOver() {
        try (Replicas daemons = open(first.endpoint(), second.endpoint())) {
            assertThatThrownBy(() -> UnaryCall.of(DaemonGrpc.getGetModelMethod(), AnswerLimit.CONTROL)
                            .send(
                                    daemons,
                                    io.snet4j.wire.training.TrainingDaemonProto.CommonRequest.getDefaultInstance(),
                                    budget()))
                    .hasMessageContaining("UNIMPLEMENTED");
        }
    }

    private static void callUntilAnswered(Replicas daemons) throws CallFailure {
        while (true) {
            try {
                call(daemons);
                return;
            } catch (CallFailure failure) {
                if (!failure.sent()) {
                    throw failure;
                }
            }
        }
    }

    private static void call(Replicas daemons) throws CallFailure {
        UnaryCall.of(DaemonGrpc.getGetTrainingMetadataMethod(), AnswerLimit.CONTROL)
                .send(daemons, Empty.getDefaultInstance(), budget());
    }

    private static Budget budget() {
        return Budget.of(Duration.ofSeconds(20));
    }

    private Replicas open(URI... endpoints) {
        return Connections.to(Stream.of(endpoints).toList(), Connections.Rules.defaults())
                .open(threads);
    }
}
