package io.snet4j.provider;

import static io.snet4j.provider.ModelLifecycleTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.snet4j.provider.model.ModelStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, unit = TimeUnit.MINUTES)
class StoppingTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final Path folder;
    private final RunningProvider running;

    StoppingTest(@TempDir Path folder) {
        this.folder = folder;
        running = new RunningProvider(folder, builder -> builder.queue(1));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void deletingDuringTrainingInterruptsTheHandlerAndRemovesTheFiles() throws InterruptedException {
        String model = training();

        running.delete(model);
        interrupted.await();

        assertThat(running.status(model)).isEqualTo(ModelStatus.DELETED);
        running.provider.close();
        assertThat(folder).isEmptyDirectory();
        assertThat(running.provider.models().find(model)).isEmpty();
    }

    @Test
    void aHandlerThatIgnoresTheInterruptCannotBringADeletedModelBack() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        running.handler.training = dataset -> {
            begun.countDown();
            uninterruptibly(release);
            return "too late";
        };
        String model = running.createModel();
        running.uploadGood(model, "text");
        running.train(model);
        begun.await();

        running.delete(model);
        release.countDown();
        running.provider.close();

        assertThat(running.status(model)).isEqualTo(ModelStatus.DELETED);
        assertThat(running.provider.models().find(model)).isEmpty();
    }

    @Test
    void closingDuringTrainingInterruptsTheHandlerAndLeavesTheTrainingToTheNextProvider() throws InterruptedException {
        String model = training();

        running.provider.close();

        assertThat(interrupted.getCount()).isZero();
        assertThat(running.status(model)).isEqualTo(ModelStatus.TRAINING);
        running.provider.close();
    }

    @Test
    void aClosedProviderRefusesNewWork() {
        String model = running.createModel();
        running.uploadGood(model, "text");

        running.provider.close();

        assertRefused(() -> running.train(model), Status.Code.UNAVAILABLE, "the provider is closed");
        assertThat(running.status(model)).isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void whatDoesNotFitTheQueueIsRefusedAndChangesNothing() throws InterruptedException {
        String waiting = running.createModel();
        running.uploadGood(waiting, "text");
        String refused = running.createModel();
        running.uploadGood(refused, "text");
        training();

        running.train(waiting);

        assertRefused(() -> running.train(refused), Status.Code.RESOURCE_EXHAUSTED, "busy with other models");
        assertThat(running.status(waiting)).isEqualTo(ModelStatus.TRAINING);
        assertThat(running.status(refused)).isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void aModelThatWaitsInTheQueueCanBeDeleted() throws InterruptedException {
        String waiting = running.createModel();
        running.uploadGood(waiting, "text");
        training();
        running.train(waiting);

        running.delete(waiting);

        assertThat(running.status(waiting)).isEqualTo(ModelStatus.DELETED);
        assertThat(folder.resolve(waiting)).doesNotExist();
    }

    @Test
    void aClosedServerFreesItsPortAndClosingTwiceIsFine() {
        int port = running.server.uri().getPort();
        running.server.close();
        running.server.close();

        try (ProviderServer next = ProviderServer.builder().port(port).start()) {
            assertThat(next.uri()).hasPort(port);
        }
    }

    /** A model whose training lasts until it is interrupted. */
    private String training() throws InterruptedException {
        running.handler.training = dataset -> {
            begun.countDown();
            try {
                Thread.sleep(Duration.ofMinutes(10).toMillis());
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return "never";
        };
        String model = running.createModel();
        running.uploadGood(model, "text");
        running.train(model);
        begun.await();
        return model;
    }

    private static void uninterruptibly(CountDownLatch latch) {
        boolean wasInterrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
