package io.snet4j.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LazyTest {
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void nothingIsMadeBeforeItIsNeeded() {
        Lazy<Integer> lazy = Lazy.of(made::incrementAndGet);
        List<Integer> seen = new ArrayList<>();

        lazy.ifMade(seen::add);
        assertThat(made).hasValue(0);

        assertThat(lazy.get()).isEqualTo(1);
        lazy.ifMade(seen::add);
        assertThat(seen).containsExactly(1);
    }

    @Test
    void manyAtOnceGetTheSame() throws Exception {
        Lazy<Integer> lazy = Lazy.of(made::incrementAndGet);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(lazy::get);
            }
            for (Future<Integer> one : threads.invokeAll(all)) {
                assertThat(one.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aFailureIsTriedAgain() {
        Lazy<Integer> lazy = Lazy.of(() -> {
            if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("the first");
            }
            return made.get();
        });

        assertThatThrownBy(lazy::get).hasMessage("the first");
        assertThat(lazy.get()).isEqualTo(2);
    }
}
