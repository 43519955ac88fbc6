package io.snet4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services of strangers, looked at beside each other. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServiceScanTest {
    private final RegistryOfStrangers strangers = new RegistryOfStrangers();
    private final CountDownLatch never = new CountDownLatch(1);
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();

    /** Until it is interrupted, as requests do. */
    private byte[] hang() {
        workers.add(Thread.currentThread());
        try {
            never.await();
            throw new IllegalStateException("never");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted", e, Charge.NONE);
        }
    }

    private DiscoveryReport run(Discovery wanted) {
        return ServiceScan.run(strangers.registry(), wanted);
    }

    private static List<String> ids(DiscoveryReport report) {
        return report.trainable().stream()
                .map(DiscoveryReport.Trainable::serviceId)
                .toList();
    }

    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "service" + i).toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 9})
    void whoeverDoesNotAnswerIsReportedAndStopsNobody(int silent) {
        strangers.organization("first", names(20)).organization("second", "last");
        for (int i = 0; i < silent; i++) {
            strangers.service("first", "service" + 2 * i, this::hang);
        }

        DiscoveryReport report = run(Discovery.everywhere().perService(Duration.ofMillis(300)));

        assertThat(report.services()).isEqualTo(21);
        assertThat(report.complete()).isTrue();
        assertThat(report.trainable()).hasSize(21 - silent);
        assertThat(ids(report)).endsWith("service19", "last");
        assertThat(report.broken()).hasSize(silent).allSatisfy(broken -> assertThat(broken.cause())
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining(broken.serviceId().orElseThrow()));
        assertThat(report.broken())
                .extracting(broken -> broken.serviceId().orElseThrow())
                .containsExactlyElementsOf(IntStream.range(0, silent)
                        .mapToObj(i -> "service" + 2 * i)
                        .toList());
    }

    /** The first one answers when all that can run beside it have been asked: it would never, one after the other. */
    @Test
    void aSlowOneDoesNotKeepTheOthersWaiting() {
        CountDownLatch others = new CountDownLatch(10);
        strangers.organization("org", names(11));
        for (String id : names(11)) {
            strangers.service("org", id, () -> {
                if (id.equals("service0")) {
                    awaitAll(others);
                } else {
                    others.countDown();
                }
                return strangers.goodMetadata();
            });
        }

        DiscoveryReport report = run(Discovery.in("org"));

        assertThat(ids(report)).containsExactly(names(11));
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new CallCancelledException("interrupted", e, Charge.NONE);
        }
    }

    /** Each one answers when three others are asked, too; each of a pool's threads begins with a service of its own. */
    @Test
    void fourAreAskedAtATimeAndNoMore() {
        CountDownLatch four = new CountDownLatch(4);
        strangers.organization("org", names(60));
        for (String id : names(60)) {
            strangers.service("org", id, () -> {
                workers.add(Thread.currentThread());
                four.countDown();
                awaitAll(four);
                return strangers.goodMetadata();
            });
        }

        assertThat(ids(run(Discovery.everywhere()))).containsExactly(names(60));

        assertThat(workers).hasSize(4);
    }

    @Test
    void theReportHasTheOrderOfTheSearchAndTheListenerHearsItOnItsOwnThread() {
        strangers.organization("a", names(9)).organization("b").organization("c", "x", "y");
        strangers.service("a", "service3", () -> {
            throw new StorageException("gone");
        });
        List<String> steps = new ArrayList<>();
        Thread caller = Thread.currentThread();

        DiscoveryReport report = run(Discovery.in("a", "nobody", "b", "c").listener(step -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            steps.add(step.services() + step.organizationId() + step.serviceId().orElse("-"));
        }));

        assertThat(steps)
                .containsExactly(
                        "1aservice0",
                        "2aservice1",
                        "3aservice2",
                        "4aservice3",
                        "5aservice4",
                        "6aservice5",
                        "7aservice6",
                        "8aservice7",
                        "9aservice8",
                        "9nobody-",
                        "10cx",
                        "11cy");
        assertThat(report.broken())
                .extracting(DiscoveryReport.Broken::serviceId)
                .containsExactly(Optional.of("service3"), Optional.empty());
    }

    @Test
    void noMoreAreLookedAtThanTheLimitSays() {
        AtomicInteger asked = new AtomicInteger();
        strangers.organization("org", names(30));
        for (String id : names(30)) {
            strangers.service("org", id, () -> {
                asked.incrementAndGet();
                return strangers.goodMetadata();
            });
        }

        DiscoveryReport report = run(Discovery.everywhere().limit(5));

        assertThat(ids(report)).containsExactly(names(5));
        assertThat(report.complete()).isFalse();
        assertThat(asked).hasValue(5);
    }

    @Test
    void anInterruptEndsTheSearchAndLeavesNoThread() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(4);
        strangers.organization("org", names(50));
        for (String id : names(50)) {
            strangers.service("org", id, () -> {
                hanging.countDown();
                return hang();
            });
        }
        Thread searcher = Thread.currentThread();
        Thread other = new Thread(() -> {
            awaitAll(hanging);
            searcher.interrupt();
        });
        other.start();

        assertThatExceptionOfType(CallCancelledException.class).isThrownBy(() -> run(Discovery.everywhere()));

        assertThat(Thread.interrupted()).isTrue();
        other.join();
        requireEnded();
    }

    @Test
    void soDoesAListenerThatInterruptsItsThread() throws InterruptedException {
        strangers.organization("org", names(8));
        for (int i = 1; i < 4; i++) {
            strangers.service("org", "service" + i, this::hang);
        }

        assertThatExceptionOfType(CallCancelledException.class)
                .isThrownBy(() -> run(Discovery.everywhere()
                        .listener(step -> Thread.currentThread().interrupt())));

        assertThat(Thread.interrupted()).isTrue();
        requireEnded();
    }

    @Test
    void aListenerThatThrowsHidesNoServiceThatFollows() {
        strangers.organization("org", names(8));
        List<Integer> told = new ArrayList<>();

        DiscoveryReport report = run(Discovery.everywhere().listener(step -> {
            told.add(step.services());
            throw new IllegalStateException("a listener that fails");
        }));

        assertThat(report.services()).isEqualTo(8);
        assertThat(told).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 40})
    void aNodeThatFailsEndsTheSearch(int failing) throws InterruptedException {
        strangers.organization("org", names(50));
        Supplier<byte[]> fails = () -> {
            throw new ChainException("the node is gone");
        };
        strangers.service("org", "service" + failing, fails);

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> run(Discovery.everywhere()))
                .withMessage("the node is gone");

        requireEnded();
    }

    @Test
    void anAttemptToWaitForeverIsRefused() {
        for (Duration time : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Discovery.everywhere().perService(time));
        }
    }

    private void requireEnded() throws InterruptedException {
        for (Thread worker : workers) {
            worker.join();
            assertThat(worker.isAlive()).isFalse();
        }
    }
}
