package io.snet4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.scripted.ScriptedDaemon;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateReply;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One thing that a daemon may say although it is not so.
 *
 * @param error what the call fails with; empty if the lie harms nobody but the daemon, and the call succeeds
 * @param phrase of the error's message, which names the lie
 */
record Lie(String name, Consumer<Stage> tell, Optional<Class<? extends SnetException>> error, String phrase) {
    /** A false answer about the channel. */
    static Lie state(
            String name, String phrase, BiFunction<Stage, ChannelStateReply.Builder, ChannelStateReply.Builder> lie) {
        return new Lie(name, telling(lie), Optional.of(UntrustedDaemonException.class), phrase);
    }

    /** A false answer about the channel that makes it cheaper. */
    static Lie harmless(String name, Consumer<Stage> tell) {
        return new Lie(name, tell, Optional.empty(), "");
    }

    /** A false reason to refuse each paid call. */
    static Lie refusal(String name, Status status, Class<? extends SnetException> error, String phrase) {
        return new Lie(name, stage -> stage.daemon().refuseAlways(stage.method(), status), Optional.of(error), phrase);
    }

    private static Consumer<Stage> telling(
            BiFunction<Stage, ChannelStateReply.Builder, ChannelStateReply.Builder> lie) {
        return stage -> {
            ScriptedDaemon daemon = stage.daemon();
            daemon.lie(reply -> lie.apply(stage, reply.toBuilder()).build());
        };
    }

    void check(Optional<SnetException> failure) {
        if (error.isPresent()) {
            assertThat(failure).get().satisfies(e -> assertThat(e)
                    .isExactlyInstanceOf(error.get())
                    .hasMessageContaining(phrase));
        } else {
            assertThat(failure).isEmpty();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
