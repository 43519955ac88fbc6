package io.snet4j.provider.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.explore.RandomTest;
import io.snet4j.testing.ContentServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider is killed at any moment, and another one takes up what it left. */
@Tag("explore")
class ProviderKillIT {
    private static final String LINKED = "the linked dataset " + "and more ".repeat(500);

    private static final int MOST_ANSWERS = 25;
    private static final int MOST_MILLIS = 40;

    private final Path folder;
    private final ContentServer web = new ContentServer().on("/data", LINKED.getBytes(UTF_8));

    ProviderKillIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void whatAProviderAnsweredHoldsAfterItIsKilled() {
        String link = web.uri("/data").toString();
        RandomTest.PROVIDER_KILLS.run((seed, random) -> {
            Path own = folder.resolve(Long.toString(seed));
            Customers customers = new Customers(random, link, LINKED);
            Process child = start(own);
            int answers = 1 + random.nextInt(MOST_ANSWERS);
            int millis = random.nextInt(MOST_MILLIS);
            customers.buy(port(child), answers, () -> kill(child, millis));
            child.waitFor();
            Process last = start(own);
            try {
                customers.check(port(last));
                assertThat(customers.models()).isPositive();
            } finally {
                last.destroyForcibly().waitFor();
            }
        });
    }

    /** The customer goes on meanwhile. */
    private static void kill(Process child, int millis) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(child::destroyForcibly);
    }

    private static Process start(Path own) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildProvider.class.getName(),
                        own.resolve("models").toString(),
                        own.resolve("models.db").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int port(Process child) throws IOException {
        String line = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8)).readLine();
        assertThat(line).as("the port that the child prints").isNotNull();
        return Integer.parseInt(line);
    }
}
