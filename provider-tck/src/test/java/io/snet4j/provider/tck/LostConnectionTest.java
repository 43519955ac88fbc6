package io.snet4j.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

/** What a kill leaves of a call depends on the moment, so that it cannot be caused at will. */
class LostConnectionTest {
    @Test
    void aConnectionThatClosedIsNoAnswerWhateverItsCodeIs() {
        assertThat(Daemon.isLost(Status.UNKNOWN.withCause(new ClosedChannelException())))
                .isTrue();
        assertThat(Daemon.isLost(Status.UNAVAILABLE)).isTrue();
    }

    @Test
    void aProvidersFailureIsAnAnswer() {
        assertThat(Daemon.isLost(Status.UNKNOWN)).isFalse();
        assertThat(Daemon.isLost(Status.NOT_FOUND)).isFalse();
    }
}
