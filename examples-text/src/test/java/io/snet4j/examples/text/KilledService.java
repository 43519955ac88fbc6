package io.snet4j.examples.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.devnet.HostContext;
import io.snet4j.devnet.HostedService;
import io.snet4j.testing.OtherJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/** The classifier in a process of its own, which is killed and started again at its place while its daemon stays. */
final class KilledService implements AutoCloseable {
    private final Path folder;
    private volatile int port;

    @SuppressWarnings("NullAway.Init") // set when the network hosts it
    private volatile Process process;

    KilledService(Path folder) {
        this.folder = folder;
    }

    HostedService hosted() throws IOException {
        return Hosted.by(this::start);
    }

    private HostedService.Running start(HostContext context) {
        port = context.port();
        URI uri = start();
        port = uri.getPort();
        return HostedService.Running.at(uri, this::close);
    }

    /** As a supervisor does it: at once, on the same folder. */
    synchronized void killAndStart() throws InterruptedException {
        OtherJvm.kill(process);
        start();
    }

    /** Waits for the one that is about to serve. */
    synchronized void awaitServing() {
        assertThat(process.isAlive()).as("the provider lives").isTrue();
    }

    private URI start() {
        try {
            process = OtherJvm.quick(TextService.class, folder.toString(), Integer.toString(port), "127.0.0.1")
                    .start();
            String line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
            return URI.create(Objects.requireNonNull(line, "the child ended before it served"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
