package io.snet4j.examples.text;

import io.snet4j.explore.RandomTest;
import io.snet4j.junit.TestNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.testing.ContentServer;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider is killed at any moment behind its daemon: its customers get their models, and pay each price once. */
@Tag("explore")
class PaidKillIT {
    private final Path folder;
    private final Path archive;
    private final ContentServer web = new ContentServer();
    private final URI link;

    PaidKillIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        archive = SampleTexts.tarGz(folder.resolve("texts.tar.gz"), SampleTexts.many());
        link = web.on("/texts.tar.gz", Files.readAllBytes(archive)).uri("/texts.tar.gz");
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void customersOfAKilledProviderGetTheirModelsAndPayEachPriceOnce() throws IOException {
        try (KilledService provider = new KilledService(folder.resolve("models"));
                TestSession net =
                        TestNetwork.shared().session(provider.hosted()).start()) {
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                RandomTest.PAID_PROVIDER_KILLS.run((seed, random) -> round(seed, random, net, provider, threads));
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private void round(long seed, Random random, TestSession net, KilledService provider, ExecutorService threads)
            throws Exception {
        Kill first = new Kill(random, provider);
        Kill second = new Kill(random, provider);
        List<Customer> customers = List.of(
                new Customer("one " + seed, net, provider, route(random), first::at),
                new Customer("two " + seed, net, provider, route(random), second::at));

        for (Future<Cogs> done : threads.invokeAll(customers)) {
            done.get();
        }
        first.await();
        second.await();
        net.claim();
        customers.forEach(Customer::assertClaimed);
    }

    private Route route(Random random) {
        return random.nextBoolean() ? new Route.ByStream(archive) : new Route.ByLink(link);
    }
}
