package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResourcesTest {
    private final List<String> closed = new ArrayList<>();
    private final Resources resources = new Resources();

    @Test
    void theLastAddedIsClosedFirstAndEachOnce() {
        resources.add(() -> closed.add("first"));
        resources.add(() -> closed.add("second"));
        resources.close();
        resources.close();
        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void oneThatFailsToCloseDoesNotKeepTheOthersOpen() {
        resources.add(() -> closed.add("first"));
        resources.add(() -> {
            throw new IllegalStateException("broken on purpose");
        });
        resources.close();
        assertThat(closed).containsExactly("first");
    }

    @Test
    void whatComesTooLateIsClosedAtOnceAndEndsTheStart() {
        resources.close();
        assertThatThrownBy(() -> resources.add(() -> closed.add("late"))).isInstanceOf(DevnetException.class);
        assertThat(closed).containsExactly("late");
    }
}
