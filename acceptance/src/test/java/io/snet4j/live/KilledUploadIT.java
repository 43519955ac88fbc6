package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.junit.TestSession;
import io.snet4j.testing.OtherJvm;
import io.snet4j.testing.Zips;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.WaitOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An upload that did not come to its end changes nothing: the same plan goes on with the same model, and pays once. */
@Timeout(120)
class KilledUploadIT {
    private static final ToyService TOY = new ToyService();

    private static final WaitOptions WAIT = WaitOptions.builder(Duration.ofSeconds(60))
            .pollEvery(Duration.ofMillis(50))
            .build();
    private static final List<TestSession> NETS = new ArrayList<>();

    private final TestSession net = NETS.get(0);
    private final Path dataset;

    KilledUploadIT(@TempDir Path folder) {
        dataset = Zips.write(folder.resolve("dataset.zip"), 50_000);
    }

    @BeforeAll
    static void start() throws IOException {
        NETS.add(Toys.session(TOY).start());
    }

    @AfterAll
    static void stop() {
        NETS.forEach(TestSession::close);
    }

    @Test
    void aConsumerWhoWasKilledGoesOnWithTheSameModel() throws Exception {
        net.account("consumer");
        Process process = KilledTrainer.start(
                net.connection(), KilledTrainer.Stop.UPLOADING, List.of("consumer", dataset.toString(), "-", "-", "-"));
        ModelId model;
        try {
            model = new ModelId(process.inputReader().readLine());
            awaitAtTheProvider(model, true);
        } finally {
            OtherJvm.kill(process);
        }

        awaitAtTheProvider(model, false);

        try (SnetClient client = net.newClient("consumer").build();
                ServiceClient service = net.open(client)) {
            assertThat(service.training().getModel(model).status()).isEqualTo(ModelStatus.CREATED);

            assertThat(service.training()
                            .train(KilledTrainer.plan(dataset.toString())
                                    .model(model)
                                    .validationWait(WAIT)
                                    .trainingWait(WAIT)
                                    .build())
                            .status())
                    .isEqualTo(ModelStatus.READY_TO_USE);
            assertThat(service.payments().channelStates())
                    .singleElement()
                    .extracting(channel -> channel.signed())
                    .isEqualTo(ToyService.VALIDATION.plus(ToyService.TRAINING));
        }
    }

    /** Until it has a part of the dataset, or has noticed that no more comes. */
    private void awaitAtTheProvider(ModelId model, boolean some) throws IOException, InterruptedException {
        Path folder = TOY.workFolder().resolve(model.value());
        while (holdsAnything(folder) != some) {
            Thread.sleep(5);
        }
    }

    private static boolean holdsAnything(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
