package io.snet4j.provider.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderUnderTestTest {
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:7003");

    private final Path folder;
    private final Path good;

    ProviderUnderTestTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        good = Files.writeString(folder.resolve("good.txt"), "good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1:7003", "127.0.0.1", "http://127.0.0.1", "http:///x"})
    void anEndpointIsAHostAndAPort(String text) {
        assertThatThrownBy(() -> ProviderUnderTest.at(URI.create(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://HOST:PORT, not " + text);
    }

    @Test
    void bothDatasetsAreNeeded() {
        ProviderUnderTest.Builder builder = ProviderUnderTest.at(ENDPOINT).goodDataset(good);

        assertThatThrownBy(builder::build)
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("no bad dataset");
    }

    @Test
    void aDatasetThatCannotBeSentInSeveralMessagesIsNamed() throws IOException {
        Path small = Files.writeString(folder.resolve("small.txt"), "bad");
        ProviderUnderTest.Builder builder =
                ProviderUnderTest.at(ENDPOINT).goodDataset(good).badDataset(small);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("small.txt has 3 bytes");
    }

    @Test
    void aDatasetThatIsNotThereIsNamed() {
        ProviderUnderTest.Builder builder =
                ProviderUnderTest.at(ENDPOINT).goodDataset(good).badDataset(folder.resolve("none.txt"));

        assertThatThrownBy(builder::build)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.txt");
    }

    @Test
    void thereIsOneWayToRestart() {
        ProviderUnderTest.Builder builder = ProviderUnderTest.at(ENDPOINT)
                .goodDataset(good)
                .badDataset(good)
                .startCommand("provider")
                .restart(() -> {});

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave one of them out");
    }
}
