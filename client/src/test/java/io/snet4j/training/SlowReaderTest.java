package io.snet4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.scripted.World;
import io.snet4j.testing.Zips;
import io.snet4j.wire.training.TrainingProto;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes half a minute: time is its subject. */
class SlowReaderTest {
    private final World world = new World();
    private final Path folder;

    SlowReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aDaemonThatReads20KilobytesASecondAtABlockASecondTakesTheWholeUpload() {
        world.nanoTime = System::nanoTime;
        world.openChannel(1000);
        Training training = world.client().training();
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        world.daemon.training().onReading(input -> read(input.getData().size()));
        try {
            clock.scheduleAtFixedRate(() -> world.chain.mine(1), 1, 1, TimeUnit.SECONDS);
            // More than the small messages of the beginning, so that one of the usual size would come too late.
            training.uploadAndValidate(DatasetUpload.of(
                    training.validateModelPrice(model), Zips.write(folder.resolve("dataset.zip"), 650_000)));
        } finally {
            clock.shutdownNow();
        }
        assertThat(world.daemon.training().dataset().size()).isEqualTo(650_000);
        assertThat(world.daemon.calls("upload_and_validate")).isEqualTo(1);
        List<TrainingProto.UploadInput> sent = world.daemon.training().uploaded();
        assertThat(sent).extracting(TrainingProto.UploadInput::getBatchNumber).isSorted();
        TrainingProto.UploadInput last = sent.get(sent.size() - 1);
        assertThat(last.getBatchNumber()).isEqualTo(last.getBatchCount()).isEqualTo(sent.size());
    }

    /** What a slow reader is: here the time is the subject. */
    private static void read(int bytes) {
        try {
            TimeUnit.MICROSECONDS.sleep(bytes * 50L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
