package io.snet4j.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import io.snet4j.errors.MetadataException;
import io.snet4j.explore.SmallStack;
import org.junit.jupiter.api.Test;

class BoundedTest {
    private static int endless(int depth) {
        return 1 + endless(depth + 1);
    }

    @Test
    void aStackThatIsTooSmallIsToldAsTheReaderTellsAllElse() throws Exception {
        for (int bytes : SmallStack.SIZES) {
            assertThat(SmallStack.run(
                            bytes,
                            () -> Bounded.read(
                                    () -> endless(0),
                                    reason -> new MetadataException("a.proto cannot be read: " + reason))))
                    .get(THROWABLE)
                    .isInstanceOf(MetadataException.class)
                    .hasMessage("a.proto cannot be read: nested too deeply for the stack of this thread")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasOnlyElementsOfType(StackOverflowError.class));
        }
    }

    @Test
    void allElseIsAsItIs() {
        assertThat(Bounded.read(() -> "read", MetadataException::new)).isEqualTo("read");
        assertThatIllegalStateException()
                .isThrownBy(() -> Bounded.read(
                        () -> {
                            throw new IllegalStateException("other");
                        },
                        MetadataException::new))
                .withMessage("other");
    }
}
