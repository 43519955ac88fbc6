package io.snet4j.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
            SmallStack.run(bytes, () -> assertThatThrownBy(() -> Bounded.read(
                            () -> endless(0), reason -> new MetadataException("a.proto cannot be read: " + reason)))
                    .isInstanceOf(MetadataException.class)
                    .hasMessage("a.proto cannot be read: nested too deeply for the stack of this thread")
                    .hasSuppressedException(new StackOverflowError()));
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
