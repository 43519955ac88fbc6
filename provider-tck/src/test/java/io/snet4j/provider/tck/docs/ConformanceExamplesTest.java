package io.snet4j.provider.tck.docs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.provider.tck.ProviderConformance;
import io.snet4j.provider.tck.ProviderUnderTest;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example of docs/provider-conformance.md. */
class ConformanceExamplesTest {
    static final class Region {
        private Region() {}

        // docs
        class ClassifierProviderIT extends ProviderConformance {
            @Override
            protected ProviderUnderTest provider() {
                return ProviderUnderTest.at(URI.create("http://127.0.0.1:7003"))
                        .service("text.Classifier", "classify")
                        .goodDataset(Path.of("good.zip"))
                        .badDataset(Path.of("bad.zip"))
                        .startCommand("python3", "provider.py", "7003")
                        .build();
            }
        }
        // end
    }

    @Test
    void theExampleAsksForItsDatasets() {
        assertThatThrownBy(() -> new Region().new ClassifierProviderIT().provider())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("good.zip");
    }
}
