package io.snet4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Empty;
import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.snet4j.observe.SnetListener;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.TrainingMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Services of one client that are at the same daemon, as the daemon sees them. */
class SharedConnectionsTest {
    private static final int SERVICES = 100;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SharedConnections shared = new SharedConnections();
    private final TinyDaemon daemon = TinyDaemon.plain();
    private final Connections.Rules rules = Connections.Rules.defaults();

    @AfterEach
    void end() {
        daemon.close();
        threads.shutdownNow();
    }

    @Test
    void aHundredOfThemHaveOneConnectionWhichEndsWithTheLast() throws InterruptedException {
        List<Replicas> services = new ArrayList<>();
        for (int i = 0; i < SERVICES; i++) {
            services.add(open(rules));
        }

        services.forEach(SharedConnectionsTest::ask);
        Replicas last = services.remove(0);
        services.forEach(Replicas::close);

        ask(last);
        assertThat(daemon.connections()).isEqualTo(1);
        assertThat(daemon.awaitConnectionsEnded(0)).isZero();
        last.close();
        assertThat(daemon.awaitConnectionsEnded(1)).isEqualTo(1);
    }

    @Test
    void whoOpensAgainAfterTheLastHasClosedHasAFreshConnection() {
        try (Replicas service = open(rules)) {
            ask(service);
        }
        try (Replicas service = open(rules)) {
            ask(service);
        }

        assertThat(daemon.connections()).isEqualTo(2);
    }

    // Guard: SharedConnections.Key has the rules, so that nobody's calls go by another one's certificates.
    @Test
    void whoTrustsOthersOrTakesLongerAnswersHasAConnectionOfItsOwn() {
        Connections.Rules others =
                new Connections.Rules(false, Tls.defaults(), rules.maxMessageBytes(), SnetListener.none());
        Connections.Rules longer =
                new Connections.Rules(false, rules.tls(), rules.maxMessageBytes() + 1, rules.listener());

        try (Replicas one = open(rules);
                Replicas two = open(others);
                Replicas three = open(longer)) {
            List.of(one, two, three).forEach(SharedConnectionsTest::ask);
        }

        assertThat(daemon.connections()).isEqualTo(3);
    }

    // Guard: Replica.end cancels the context of its calls.
    @Test
    void closingOneCutsOffItsOwnCallsAndNoOthers() throws Exception {
        CountDownLatch release = daemon.hold();
        try (Replicas other = open(rules)) {
            Replicas closed = open(rules);
            ListenableFuture<TrainingMetadata> cut = begin(closed);
            ListenableFuture<TrainingMetadata> running = begin(other);
            daemon.awaitCalls(2);

            closed.close();

            assertThatThrownBy(() -> cut.get(1, TimeUnit.MINUTES))
                    .isInstanceOf(ExecutionException.class)
                    .satisfies(
                            e -> assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
            assertThatThrownBy(() -> ask(closed))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("closed");
            release.countDown();
            assertThat(running.get(1, TimeUnit.MINUTES).getTrainingEnabled()).isTrue();
            assertThat(daemon.connections()).isEqualTo(1);
        }
    }

    @Test
    void aCallEndsWithTheContextOfItsCallerAsWell() throws Exception {
        daemon.hold();
        try (Replicas service = open(rules)) {
            Context.CancellableContext user = Context.current().withCancellation();
            ListenableFuture<TrainingMetadata> call = user.call(() -> begin(service));
            daemon.awaitCalls(1);

            user.cancel(null);

            assertThatThrownBy(() -> call.get(1, TimeUnit.MINUTES))
                    .satisfies(
                            e -> assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.CANCELLED));
        }
    }

    // Guard: Replica.OwnCall links the context of a caller to that of all calls.
    @Test
    void aCallWithAContextOfItsCallerEndsWithTheService() throws Exception {
        daemon.hold();
        try (Replicas other = open(rules)) {
            Replicas service = open(rules);
            ListenableFuture<TrainingMetadata> call =
                    Context.current().withValue(Context.key("user"), "me").call(() -> begin(service));
            daemon.awaitCalls(1);

            service.close();

            assertThatThrownBy(() -> call.get(1, TimeUnit.MINUTES))
                    .satisfies(
                            e -> assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
            assertThat(daemon.connections()).isEqualTo(1);
            assertThat(other.areSeveral()).isFalse();
        }
    }

    // Guard: Replica.OwnCall runs what hears of a call in the caller's context.
    @Test
    void whatIsCalledByWhoHearsOfAnAnswerIsNoneOfTheServicesCalls() throws Exception {
        CountDownLatch release = daemon.hold();
        try (Replicas service = open(rules)) {
            ListenableFuture<TrainingMetadata> call = begin(service);
            CompletableFuture<Context> heardIn = new CompletableFuture<>();
            call.addListener(() -> heardIn.complete(Context.current()), Runnable::run);
            daemon.awaitCalls(1);
            release.countDown();

            assertThat(heardIn.get(1, TimeUnit.MINUTES)).isSameAs(Context.ROOT);
        }
    }

    private Replicas open(Connections.Rules by) {
        return Connections.to(List.of(daemon.endpoint()), by).open(threads, shared);
    }

    private static TrainingMetadata ask(Replicas service) {
        return ClientCalls.blockingUnaryCall(
                service,
                DaemonGrpc.getGetTrainingMetadataMethod(),
                CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.MINUTES),
                Empty.getDefaultInstance());
    }

    private static ListenableFuture<TrainingMetadata> begin(Replicas service) {
        return ClientCalls.futureUnaryCall(
                service.newCall(
                        DaemonGrpc.getGetTrainingMetadataMethod(),
                        CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.MINUTES)),
                Empty.getDefaultInstance());
    }
}
