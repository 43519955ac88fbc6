package io.snet4j.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.Metadata;
import io.grpc.Status;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.loop.CallLoop.Paid;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.CallProbe;
import io.snet4j.internal.transport.Waits;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Whatever happens on its way, a call ends, and its tickets end once, with what became of them. */
class CallLoopTest {
    private static final Status BUSY =
            Status.FAILED_PRECONDITION.withDescription("another transaction on channel: {ID: 0} is in progress");

    private final List<String> ended = new ArrayList<>();
    private final Deque<CompletableFuture<Ticket>> offered = new ArrayDeque<>();
    private int sent;

    private <R> CallLoop<R> loop(Attempt<R> attempt, Executor executor) {
        Attempt<R> counted = ticket -> {
            sent++;
            return attempt.send(ticket);
        };
        return new CallLoop<>(new Given(), counted, budget(), duration -> {}, executor);
    }

    private static Budget budget() {
        return Budget.of(Duration.ofSeconds(20));
    }

    private static CompletableFuture<String> refused() {
        return CompletableFuture.failedFuture(new CallFailure("a.B/c", BUSY, new CallProbe()));
    }

    private static SnetException failure(CompletableFuture<?> result) {
        return (SnetException) Waits.cause(catchThrowable(result::join));
    }

    @Test
    void anAnswerEndsTheTicketAndTellsWhatItCost() {
        offered.add(ticket(1));

        Paid<String> paid = loop(ticket -> CompletableFuture.completedFuture("answer"), Runnable::run)
                .run()
                .join();

        assertThat(paid).isEqualTo(new Paid<>("answer", Charge.CHARGED));
        assertThat(ended).containsExactly("1 DONE");
    }

    @Test
    void anAttemptThatThrowsNeverLeft() {
        offered.add(ticket(1));
        Attempt<String> thrower = ticket -> {
            throw new IllegalStateException("no block to sign at");
        };

        CompletableFuture<?> result = loop(thrower, Runnable::run).run();

        assertThatThrownBy(result::join).hasRootCauseMessage("no block to sign at");
        assertThat(ended).containsExactly("1 WITHHELD");
    }

    // Guard: CallLoop.understand, which ends the ticket where the executor takes no more work.
    @Test
    void whereTheClientIsClosedNobodyFindsOutWhatBecameOfTheCall() {
        offered.add(ticket(1));

        CompletableFuture<?> result = loop(ticket -> refused(), task -> {
                    throw new RejectedExecutionException();
                })
                .run();

        assertThat(failure(result).charge()).isEqualTo(Charge.UNKNOWN);
        assertThat(ended).containsExactly("1 FORSAKEN");
    }

    @Test
    void aBusyChannelIsTriedAgainAndThenAnotherOneWithTriesOfItsOwn() {
        offered.add(ticket(1));
        offered.add(ticket(2));

        CompletableFuture<?> result = loop(ticket -> refused(), Runnable::run).run();

        assertThat(failure(result).charge()).isEqualTo(Charge.NONE);
        assertThat(sent).isEqualTo(2 * (1 + Step.PAUSE.times()));
        assertThat(ended).containsExactly("2 UNSENT");
    }

    // Guard: CallLoop.goOn, which sends no ticket of the channel that was left.
    @Test
    void whatIsSignedAgainForTheChannelThatWasLeftIsNotSent() {
        offered.add(ticket(1));
        offered.add(ticket(1));

        CompletableFuture<?> result = loop(ticket -> refused(), Runnable::run).run();

        assertThat(failure(result).charge()).isEqualTo(Charge.NONE);
        assertThat(sent).isEqualTo(1 + Step.PAUSE.times());
        assertThat(ended).containsExactly("1 UNSENT");
    }

    @Test
    void whatStandsInTheWayOfAStepEndsTheTicketThatThereIs() {
        offered.add(ticket(1));
        offered.add(CompletableFuture.failedFuture(new IllegalStateException("the node is gone")));

        CompletableFuture<?> result = loop(ticket -> refused(), Runnable::run).run();

        assertThatThrownBy(result::join).hasRootCauseMessage("the node is gone");
        assertThat(ended).containsExactly("1 UNSENT");
    }

    @Test
    void aCallThatIsCancelledWhileItWaitsSendsNothing() {
        CompletableFuture<Ticket> never = new CompletableFuture<>();
        offered.add(never);
        CallLoop<String> loop = loop(ticket -> refused(), Runnable::run);
        CompletableFuture<?> result = loop.run();

        loop.cancel();

        assertThat(never).isCancelled();
        assertThat(failure(result)).isInstanceOf(CallCancelledException.class);
        assertThat(sent).isZero();
    }

    @Test
    void aCallThatWasCancelledBeforeItBeganSendsNothing() {
        offered.add(new CompletableFuture<>());
        CallLoop<String> loop = loop(ticket -> refused(), Runnable::run);

        loop.cancel();

        assertThat(failure(loop.run())).isInstanceOf(CallCancelledException.class);
    }

    // Guard: CallerThread.run, which ends the wait for a ticket when its thread is interrupted.
    @Test
    void anInterruptedCallerWaitsForNoTicketAndStaysInterrupted() {
        offered.add(new CompletableFuture<>());
        CallerThread caller = new CallerThread();
        CallLoop<String> loop = caller.loop(new Given(), ticket -> "answer", budget(), duration -> {});

        Thread.currentThread().interrupt();
        Throwable thrown = catchThrowable(() -> caller.await(loop));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(CallCancelledException.class);
    }

    @Test
    void whatBlocksIsDoneByTheThreadThatWaits() {
        CompletableFuture<Ticket> later = new CompletableFuture<>();
        offered.add(later);
        CallerThread caller = new CallerThread();
        Thread self = Thread.currentThread();
        CallLoop<Thread> loop = caller.loop(new Given(), ticket -> Thread.currentThread(), budget(), duration -> {});
        CompletableFuture.runAsync(() -> later.complete(new Held(1)));

        assertThat(caller.await(loop).answer()).isSameAs(self);
    }

    private CompletableFuture<Ticket> ticket(long channel) {
        return CompletableFuture.completedFuture(new Held(channel));
    }

    /** Gives what is offered, the next one for each step that needs one. */
    private final class Given implements Tickets {
        @Override
        public Way way() {
            return Way.PER_CALL;
        }

        @Override
        public CompletableFuture<Ticket> take() {
            return offered.remove();
        }

        @Override
        public Set<When> facts(Ticket ticket, CallFailure failure) {
            return EnumSet.of(When.REFUSED);
        }

        @Override
        public CompletableFuture<Ticket> again(Step step, Ticket ticket, CallFailure failure) {
            return step.movesOn() ? take() : CompletableFuture.completedFuture(ticket);
        }
    }

    private final class Held implements Ticket {
        private final long channel;

        private Held(long channel) {
            this.channel = channel;
        }

        @Override
        public Metadata headers() {
            return new Metadata();
        }

        @Override
        public Optional<SignedAmount> signed() {
            return Optional.of(new SignedAmount(
                    ChannelId.of(channel), ChannelNonce.of(0), Cogs.of(1), Cogs.of(1), "a.B/c", Optional.empty()));
        }

        @Override
        public Charge end(Outcome outcome) {
            ended.add(channel + " " + outcome.kind());
            return outcome.kind() == Outcome.Kind.DONE ? Charge.CHARGED : Charge.NONE;
        }
    }
}
