package io.snet4j.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    @Test
    void pausesDoubleFromHalfOfTheFirstToTheLongest() {
        Backoff backoff = new Backoff(FIRST, LONGEST);

        List<Duration> pauses = Stream.generate(backoff::next).limit(40).toList();

        assertThat(pauses).isSorted();
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(pauses.get(3)).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
        assertThat(pauses.get(6)).isEqualTo(LONGEST);
        assertThat(pauses.get(39)).isEqualTo(LONGEST);
    }

    @Test
    void manyTriesDoNotMakeAPauseThatDoesNotFit() {
        assertThat(Backoff.pause(1_000_000, FIRST)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(103));
    }
}
