package io.snet4j.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Assertions are enabled in tests. */
class OrderedLockTest {
    private final OrderedLock upper = OrderedLock.of(LockRank.PAYER_ACCOUNT);
    private final OrderedLock lower = OrderedLock.of(LockRank.LEDGER);

    private static void nest(OrderedLock first, OrderedLock second) {
        first.run(() -> second.run(() -> {}));
    }

    @Test
    void inTheOrderOfTheListLocksAreTaken() {
        assertThatCode(() -> nest(upper, lower)).doesNotThrowAnyException();
    }

    @Test
    void againstTheOrderOneFailsAndNamesBoth() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> nest(lower, upper))
                .withMessageContaining("Transactions.alone (6) is taken while that of Ledger (13) is held");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> lower.run(() -> {
                    try {
                        upper.tryLock(0);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .withMessageContaining("Transactions.alone (6) is taken while that of Ledger (13) is held");
    }

    @ParameterizedTest
    @EnumSource
    void twoOfOneRankAreNotHeldTogether(LockRank rank) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> nest(OrderedLock.of(rank), OrderedLock.fair(rank)))
                .withMessageContaining(rank + " is taken while that of " + rank);
    }

    @Test
    void oneThatIsHeldIsTakenOnceMoreWhateverElseIsHeld() {
        assertThatCode(() -> upper.run(() -> nest(lower, upper))).doesNotThrowAnyException();
    }

    @Test
    void whatStandsInTheWayIsAnyThatIsHeldNotOnlyTheLast() {
        OrderedLock between = OrderedLock.of(LockRank.CHANNEL_BOOK);
        upper.run(() -> lower.run(() ->
                upper.run(() -> assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> between.lock()))));
    }

    @Test
    void whatWasGivenBackStandsInNobodysWay() {
        nest(upper, lower);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> nest(lower, upper));

        assertThatCode(() -> nest(upper, lower)).doesNotThrowAnyException();
        lower.lock();
        lower.lock();
        lower.unlock();
        assertThatExceptionOfType(AssertionError.class).isThrownBy(upper::lock);
        lower.unlock();
        assertThatCode(() -> upper.run(() -> {})).doesNotThrowAnyException();
    }

    @Test
    void itIsALock() throws InterruptedException, ExecutionException {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<Void> begun = new CompletableFuture<>();
            Future<String> second;
            StringBuilder order = new StringBuilder();
            lower.lock();
            try {
                assertThat(other.submit(() -> lower.tryLock(0)).get()).isFalse();
                second = other.submit(() -> {
                    begun.complete(null);
                    return lower.get(() -> order.append("second").toString());
                });
                begun.get();
                order.append("first, ");
            } finally {
                lower.unlock();
            }
            assertThat(second.get()).isEqualTo("first, second");
        } finally {
            other.shutdownNow();
        }
    }
}
