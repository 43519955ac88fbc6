package io.snet4j.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FairQueue queue = new FairQueue();

    @Test
    void turnsComeInTheOrderOfArrival() {
        FairQueue.Lease first = queue.enter().join();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            queue.enter().thenAccept(lease -> {
                order.add(number);
                lease.close();
            });
        }
        assertThat(order).isEmpty();
        assertThat(queue.length()).isEqualTo(4);

        first.close();

        assertThat(order).containsExactly(0, 1, 2);
        assertThat(queue.length()).isZero();
    }

    @Test
    void whoCancelsLeavesTheQueue() {
        FairQueue.Lease first = queue.enter().join();
        CompletableFuture<FairQueue.Lease> leaving = queue.enter();
        CompletableFuture<FairQueue.Lease> staying = queue.enter();

        leaving.cancel(false);
        assertThat(queue.length()).isEqualTo(2);
        first.close();

        assertThat(staying).isCompleted();
    }

    @Test
    void aTurnIsGivenBackOnceOnly() {
        FairQueue.Lease first = queue.enter().join();
        CompletableFuture<FairQueue.Lease> second = queue.enter();
        CompletableFuture<FairQueue.Lease> third = queue.enter();

        first.close();
        first.close();

        assertThat(second).isCompleted();
        assertThat(third).isNotDone();
    }
}
