package io.snet4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.dataset.CheckProgress;
import io.snet4j.dataset.UploadListener;
import io.snet4j.dataset.UploadProgress;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.scripted.World;
import io.snet4j.testing.Zips;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check before an upload tells how far it is, and can be ended. */
class CheckProgressTest {
    private static final int BYTES = 5 << 20;

    private final World world = new World();
    private final Training training = world.client().training();
    private final List<CheckProgress> checked = new ArrayList<>();
    private final Path folder;

    CheckProgressTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void pay() {
        world.openChannel(1000);
    }

    @AfterEach
    void close() {
        Thread.interrupted();
        world.close();
    }

    /** Hears of the check; of the upload, only that it began. */
    private class Listener implements UploadListener {
        private boolean sent;

        @Override
        public void onProgress(UploadProgress progress) {
            sent = true;
        }

        @Override
        public void onCheck(CheckProgress progress) {
            assertThat(sent).isFalse();
            checked.add(progress);
        }
    }

    private DatasetUpload upload(UploadListener listener) {
        ModelId model = training.createModel(NewModel.of("draw", "mine")).id();
        Path archive = Zips.write(folder.resolve("d.zip"), BYTES);
        return DatasetUpload.builder(training.validateModelPrice(model), archive)
                .onProgress(listener)
                .build();
    }

    private void requireWhole() {
        long total = folder.resolve("d.zip").toFile().length();
        assertThat(checked.get(0).bytesChecked()).isZero();
        assertThat(checked.get(checked.size() - 1).bytesChecked()).isEqualTo(total);
        assertThat(checked).hasSizeBetween(4, 200).allSatisfy(progress -> assertThat(progress.bytesTotal())
                .isEqualTo(total));
        assertThat(checked).extracting(CheckProgress::bytesChecked).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anUploadTellsHowFarItsCheckIsBeforeItSendsAnything() {
        training.uploadAndValidate(upload(new Listener()));

        requireWhole();
    }

    @Test
    void aPlanTellsItBeforeItAsksForAPrice() {
        TrainingPlan plan = TrainingPlan.builder()
                .newModel(NewModel.of("draw", "mine"))
                .dataset(Zips.write(folder.resolve("d.zip"), BYTES))
                .confirm(quote -> {
                    requireWhole();
                    return false;
                })
                .onProgress(new TrainingListener() {
                    @Override
                    public void onProgress(TrainingProgress progress) {}

                    @Override
                    public void onCheck(CheckProgress progress) {
                        checked.add(progress);
                    }
                })
                .build();

        assertThatThrownBy(() -> training.train(plan)).isInstanceOf(SpendingLimitException.class);
        requireWhole();
    }

    @Test
    void whoIsInterruptedWhileItChecksHasSentAndSignedNothing() {
        DatasetUpload upload = upload(new Listener() {
            @Override
            public void onCheck(CheckProgress progress) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(() -> training.uploadAndValidate(upload))
                .isInstanceOfSatisfying(CallCancelledException.class, e -> assertThat(e.charge())
                        .isEqualTo(Charge.NONE));
        assertThat(world.signed).isEmpty();
    }

    @Test
    void cancellingTheFutureEndsTheCheck() throws InterruptedException {
        CountDownLatch checking = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        DatasetUpload upload = upload(new Listener() {
            @Override
            public void onCheck(CheckProgress progress) {
                checking.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    interrupted.countDown();
                }
            }
        });

        CompletableFuture<ModelStatus> future = training.async().uploadAndValidate(upload);
        checking.await();
        future.cancel(true);
        interrupted.await();

        assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
        assertThat(world.signed).isEmpty();
    }

    @Test
    void aListenerThatFailsDisturbsNothing() {
        DatasetUpload upload = upload(new Listener() {
            @Override
            public void onCheck(CheckProgress progress) {
                super.onCheck(progress);
                throw new IllegalStateException("watching only");
            }
        });

        assertThat(training.uploadAndValidate(upload)).isNotNull();
        requireWhole();
    }
}
