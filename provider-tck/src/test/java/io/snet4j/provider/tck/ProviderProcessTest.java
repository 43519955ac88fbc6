package io.snet4j.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.internal.core.FreePort;
import io.snet4j.testing.OtherJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers that the checks start themselves. */
class ProviderProcessTest {
    private final Path folder;

    ProviderProcessTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Runs until it is killed. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            SmallProvider.startAt(Integer.parseInt(arguments[0]));
            Thread.currentThread().join();
        }
    }

    @Test
    void aProviderIsStartedKilledAndStartedAgainAndGoneInTheEnd() throws IOException {
        int port = FreePort.find();
        ProviderUnderTest provider = options(port)
                .startCommand(OtherJvm.quick(Program.class, Integer.toString(port))
                        .command()
                        .toArray(String[]::new))
                .build();

        try (ConformanceRun run = ConformanceRun.start(provider)) {
            assertThat(run.check(ProtocolRule.CREATE_IS_CREATED).outcome()).isEqualTo(Verdict.Outcome.KEPT);
            Verdict restart = run.check(ProtocolRule.RESTART_KEEPS_DATASET);

            assertThat(restart.outcome()).isEqualTo(Verdict.Outcome.BROKEN);
            assertThat(restart.words()).isEqualTo("train_model failed: NOT_FOUND, no model model-2");
        }
        // Nobody has the port any more.
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void aCommandThatCannotBeStartedIsNamed() throws IOException {
        ProviderUnderTest provider =
                options(FreePort.find()).startCommand("/no/such/provider").build();

        assertThatThrownBy(() -> ConformanceRun.start(provider))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("/no/such/provider");
    }

    @Test
    void aProviderThatEndsByItselfIsNamedWithItsExitCode() throws IOException {
        ProviderUnderTest provider =
                options(FreePort.find()).startCommand("sh", "-c", "exit 3").build();

        assertThatThrownBy(() -> ConformanceRun.start(provider))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the provider ended with exit code 3; it was started by [sh, -c, exit 3]");
    }

    @Test
    void aProviderThatIsNotThereIsNamed() throws IOException {
        int port = FreePort.find();
        ProviderUnderTest provider =
                options(port).workDeadline(Duration.ofMillis(1)).build();

        assertThatThrownBy(() -> ConformanceRun.start(provider))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no provider answers at http://127.0.0.1:" + port);
    }

    private ProviderUnderTest.Builder options(int port) throws IOException {
        return ProviderUnderTest.at(URI.create("http://127.0.0.1:" + port))
                .goodDataset(Files.writeString(folder.resolve("good.txt"), "good, and long enough."))
                .badDataset(Files.writeString(folder.resolve("bad.txt"), "bad, and long enough."))
                .pollEvery(Duration.ofMillis(10));
    }
}
