package io.snet4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.internal.core.Budget;
import io.snet4j.wire.training.DaemonGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Metadata that names more endpoints than anybody needs. */
class ManyEndpointsTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void sixteenOfTwoThousandEndpointsAreUsed() throws Exception {
        List<ServerSocket> doors = new ArrayList<>();
        Set<Integer> knockedAt = ConcurrentHashMap.newKeySet();
        try {
            List<URI> endpoints = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                doors.add(door);
                endpoints.add(URI.create("http://127.0.0.1:" + door.getLocalPort()));
                threads.submit(() -> answerNobody(door, knockedAt));
            }
            IntStream.range(0, 1960)
                    .mapToObj(i -> URI.create("http://127.0.0.1:1/?" + i))
                    .forEach(endpoints::add);
            try (Replicas daemons =
                    Connections.to(endpoints, Connections.Rules.defaults()).open(threads)) {
                assertThatThrownBy(() -> UnaryCall.of(DaemonGrpc.getGetTrainingMetadataMethod(), AnswerLimit.CONTROL)
                                .send(daemons, Empty.getDefaultInstance(), Budget.of(Duration.ofSeconds(30))))
                        .isInstanceOf(CallFailure.class);
            }
            // The call itself goes to each that is used before it gives up.
            assertThat(knockedAt)
                    .containsExactlyInAnyOrderElementsOf(doors.subList(0, 16).stream()
                            .map(ServerSocket::getLocalPort)
                            .toList());
        } finally {
            for (ServerSocket door : doors) {
                door.close();
            }
        }
    }

    private static Void answerNobody(ServerSocket door, Set<Integer> knockedAt) throws IOException {
        while (true) {
            try (Socket socket = door.accept()) {
                knockedAt.add(socket.getLocalPort());
            }
        }
    }

    @Test
    void endpointsThatDifferInSpellingOnlyAreOne() {
        List<URI> same = List.of(
                URI.create("https://daemon.example"),
                URI.create("HTTPS://DAEMON.example:443/"),
                URI.create("https://daemon.example/?2"));
        try (Replicas daemons =
                Connections.to(same, Connections.Rules.defaults()).open(threads)) {
            Replica one = daemons.next(Set.of()).orElseThrow();
            assertThat(daemons.next(Set.of(one))).isEmpty();
        }
    }

    @Test
    void ofManyThatCannotBeCalledAFewAreTold() {
        List<URI> endpoints = IntStream.range(0, 2000)
                .mapToObj(i -> URI.create("ftp://daemon-" + i + ".example"))
                .toList();
        assertThatThrownBy(() ->
                        Connections.to(endpoints, Connections.Rules.defaults()).open(threads))
                .isInstanceOf(InvalidRequestException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(15));
    }

    @Test
    void fourAreLookedAtAtATimeAndAllInTheEnd() throws InterruptedException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Semaphore go = new Semaphore(0);
        CountDownLatch four = new CountDownLatch(4);
        CountDownLatch done = new CountDownLatch(20);
        HealthRounds<Integer> rounds = new HealthRounds<>(threads, number -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            four.countDown();
            go.acquireUninterruptibly();
            now.decrementAndGet();
            done.countDown();
        });
        rounds.add(IntStream.range(0, 20).boxed().toList());
        four.await();
        rounds.add(IntStream.range(10, 20).boxed().toList());
        go.release(20);
        done.await();

        assertThat(most).hasValue(4);
    }

    @Test
    void aLookThatFailsDoesNotTakeAPlaceForGood() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(20);
        ExecutorService quiet = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setUncaughtExceptionHandler((failed, e) -> {});
            return thread;
        });
        HealthRounds<Integer> rounds = new HealthRounds<>(quiet, number -> {
            done.countDown();
            throw new IllegalStateException("it breaks");
        });
        for (int i = 0; i < 20; i++) {
            rounds.add(List.of(i));
            // Each place is free again before the next is asked for, or the last are never looked at.
            long left = 19 - i;
            while (done.getCount() > left) {
                rounds.add(List.of());
                Thread.onSpinWait();
            }
        }
        done.await();
        quiet.shutdownNow();
    }
}
