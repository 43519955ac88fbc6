package io.snet4j.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderServerTest {
    @Test
    void itListensOnTheLoopbackAddressOnly() {
        try (ProviderServer server = ProviderServer.builder().start()) {
            assertThat(server.uri()).hasScheme("http").hasHost("127.0.0.1");
            assertThat(server.uri().getPort()).isPositive();
        }
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProviderServer.Builder builder = ProviderServer.builder().port(taken.getLocalPort());

            assertThatThrownBy(builder::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void badOptionsAreNamedAtOnce(@TempDir Path folder) {
        assertThatThrownBy(() -> ProviderServer.builder().port(65536)).hasMessageContaining("65536");
        assertThatThrownBy(() -> ProviderServer.builder().maxMessageBytes(0)).hasMessageContaining("maxMessageBytes");
        assertThatThrownBy(() ->
                        TrainingProvider.builder(new ScriptedHandler(), folder).workers(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("workers");
    }

    @Test
    void aFolderThatCannotBeCreatedIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> TrainingProvider.builder(new ScriptedHandler(), file.resolve("models"))
                        .build())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("models");
    }
}
