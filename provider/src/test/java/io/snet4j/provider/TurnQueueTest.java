package io.snet4j.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnQueueTest {
    private final TurnQueue<String> queue = new TurnQueue<>();

    @Test
    void ownersTakeTurnsHoweverMuchOneOfThemHasWaiting() {
        queue.add("a", "a1");
        queue.add("a", "a2");
        queue.add("a", "a3");
        queue.add("b", "b1");
        queue.add("c", "c1");
        queue.add("b", "b2");

        assertThat(rest()).containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
    }

    @Test
    void whatIsTakenOutIsNotGivenAndMakesRoom() {
        queue.add("a", "a1");
        queue.add("b", "b1");

        queue.remove("a", "a1");
        queue.remove("a", "a1");

        assertThat(queue.size()).isEqualTo(1);
        assertThat(rest()).containsExactly("b1");
        assertThat(queue.size()).isZero();
    }

    private List<String> rest() {
        List<String> rest = new ArrayList<>();
        for (Optional<String> next = queue.next(); next.isPresent(); next = queue.next()) {
            rest.add(next.get());
        }
        return rest;
    }
}
