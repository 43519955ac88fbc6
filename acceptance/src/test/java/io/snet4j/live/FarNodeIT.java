package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.dataset.UploadListener;
import io.snet4j.junit.TestSession;
import io.snet4j.observe.Request.Kind;
import io.snet4j.testing.Zips;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node 50 ms away, on networks on which nobody else mines. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FarNodeIT {
    private static final ToyService TOY = new ToyService();

    private static final int MESSAGES = 16;
    private static final int MANY = 200;
    private static final int BYTES = 20_000;

    private final Path folder;

    FarNodeIT(@TempDir Path folder) {
        this.folder = folder;
    }

    /** How often the node was asked for its block meanwhile. */
    private int upload(TestSession net, int messages, UploadListener listener) {
        net.faults().node().delay(Duration.ofMillis(50));
        try (SnetClient client = net.newClient("consumer").build();
                ServiceClient service = net.open(client)) {
            Training training = service.training();
            ModelId model =
                    training.createModel(NewModel.of("toy.Toy/size", "mine")).id();
            service.payments().ensureChannel(ToyService.VALIDATION);
            DatasetUpload upload = DatasetUpload.builder(
                            training.validateModelPrice(model),
                            Zips.write(folder.resolve("dataset.zip"), messages * BYTES))
                    .chunkBytes(BYTES)
                    .onProgress(listener)
                    .build();

            int before = net.faults().node().count("eth_blockNumber");
            // The provider may be done before the daemon answers.
            assertThat(training.uploadAndValidate(upload)).isIn(ModelStatus.VALIDATING, ModelStatus.VALIDATED);

            assertThat(client.requests().of(Kind.DAEMON))
                    .as("no message was refused for its block: %s", net.journal())
                    .containsEntry("training.Daemon/upload_and_validate", 1L);
            return net.faults().node().count("eth_blockNumber") - before;
        }
    }

    @Test
    void anUploadGoesOnWhileTheNodeDoesNotAnswer() throws IOException {
        try (TestSession net = Toys.alone(TOY).start()) {
            CompletableFuture<Void> silent = new CompletableFuture<>();
            upload(net, MESSAGES, progress -> {
                if (progress.bytesSent() == MESSAGES / 2 * BYTES) {
                    net.faults().node().silence();
                    silent.complete(null);
                }
            });
            silent.join();
            net.faults().node().heal();
        }
    }

    @Test
    void anUploadOfManyMessagesAsksTheNodeAFewTimes() throws IOException {
        try (TestSession net = Toys.alone(TOY).start()) {
            int asked = upload(net, MANY, progress -> {});

            // Once, and once more in each five seconds; a busy machine has a minute and a half.
            assertThat(asked).isLessThan(MANY / 10);
        }
    }
}
