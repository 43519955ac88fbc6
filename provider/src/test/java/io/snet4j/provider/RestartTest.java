package io.snet4j.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status.Code;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.provider.store.MemoryModelStore;
import io.snet4j.provider.store.ModelStoreException;
import io.snet4j.provider.store.StoredModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One provider after the other on one folder and store. */
class RestartTest {
    private static final class Lasting extends ForwardingStore {
        private final String id;

        Lasting(String id) {
            super(new MemoryModelStore());
            this.id = id;
        }

        @Override
        public Optional<String> id() {
            return Optional.of(id);
        }
    }

    private final Path folder;
    private final Lasting store = new Lasting("first");

    RestartTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private RunningProvider start() {
        return new RunningProvider(folder, builder -> builder.store(store));
    }

    private RunningProvider startTo(Restart restart) {
        return new RunningProvider(folder, builder -> builder.store(store), handler -> handler.restart = restart);
    }

    @Test
    void modelsWithTheirDatasetsAndWhatTheyLearnedAreThereAgain() {
        String trained;
        String validated;
        String deleted;
        try (RunningProvider first = start()) {
            trained = first.createModel();
            first.uploadGood(trained, "text");
            first.train(trained);
            first.settled(trained);
            validated = first.createModel();
            first.uploadGood(validated, "other text");
            deleted = first.createModel();
            first.delete(deleted);
        }

        try (RunningProvider next = start()) {
            assertThat(next.status(trained)).isEqualTo(ModelStatus.READY_TO_USE);
            assertThat(next.used(trained)).isEqualTo("text");
            next.train(validated);
            assertThat(next.settled(validated)).isEqualTo(ModelStatus.READY_TO_USE);
            assertThat(next.used(validated)).isEqualTo("other text");
            assertThat(next.status(deleted)).isEqualTo(ModelStatus.DELETED);
        }
    }

    @Test
    void aTrainingThatWasCutOffIsBegunAgain() throws InterruptedException {
        String model = cutOffInTraining();

        try (RunningProvider next = start()) {
            assertThat(next.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
            assertThat(next.used(model)).isEqualTo("text");
        }
    }

    @Test
    void aHandlerThatWantsNoSecondAttemptHasTheModelErroredWithAReason() throws InterruptedException {
        String model = cutOffInTraining();
        store.save(attempted(model, 1));

        try (RunningProvider next = startTo(Restart.FAIL)) {
            assertThat(next.settled(model)).isEqualTo(ModelStatus.ERRORED);
            assertThat(next.reason(model)).contains("process ended meanwhile");
            next.train(model);
            assertThat(next.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
        }
    }

    @Test
    void workThatEndsItsProcessEachTimeIsGivenUp() throws InterruptedException {
        String model = cutOffInTraining();
        store.save(attempted(model, 3));

        try (RunningProvider next = start()) {
            assertThat(next.settled(model)).isEqualTo(ModelStatus.ERRORED);
            assertThat(next.reason(model)).contains("process ended meanwhile, 3 times");
        }
    }

    /** Guard: an attempt is kept before it begins, or work that kills its process would be begun for ever. */
    @Test
    void anAttemptIsInTheStoreWhenTheHandlerBegins() {
        AtomicInteger kept = new AtomicInteger();
        try (RunningProvider first = start()) {
            first.handler.training = dataset -> {
                kept.set(store.models().get(0).job().orElseThrow().attempt());
                return "learned";
            };
            String model = first.createModel();
            first.uploadGood(model, "text");
            first.train(model);
            assertThat(first.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
        }

        assertThat(kept).hasValue(1);
    }

    @Test
    void aStopIsNoAttempt() throws InterruptedException {
        String model = cutOffInTraining();

        assertThat(store.models().get(0).job().orElseThrow().attempt()).isZero();
        assertThat(store.models().get(0).info().id()).isEqualTo(model);
    }

    @Test
    void filesOfWhichTheStoreKnowsNothingAreRemovedAndOthersStay() throws Exception {
        String model;
        try (RunningProvider first = start()) {
            model = first.createModel();
            first.uploadGood(model, "text");
        }
        Path unfinished = Files.createDirectories(folder.resolve(model).resolve("dataset-2.part"));
        Path older = Files.createDirectories(folder.resolve(model).resolve("artifacts-7"));
        Path unknown = Files.createDirectories(folder.resolve("00000000-0000-0000-0000-000000000000"));
        Path mine = Files.createDirectories(folder.resolve("my notes"));

        try (RunningProvider next = start()) {
            assertThat(unfinished).doesNotExist();
            assertThat(older).doesNotExist();
            assertThat(unknown).doesNotExist();
            assertThat(mine).exists();
            next.train(model);
            assertThat(next.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
        }
    }

    @Test
    void aFileThatSomebodyTookIsNoticedAndTheModelSaysSo() throws Exception {
        String model;
        try (RunningProvider first = start()) {
            model = first.createModel();
            first.uploadGood(model, "text");
            Files.delete(first.state(model).dataset().orElseThrow().file());
        }

        try (RunningProvider next = start()) {
            assertThat(next.status(model)).isEqualTo(ModelStatus.ERRORED);
            assertThat(next.reason(model)).contains("lost its file dataset-");
        }
    }

    @Test
    void aFolderIsOneStores() {
        start().close();

        assertThatThrownBy(() -> new RunningProvider(folder, builder -> builder.store(new Lasting("second"))))
                .isInstanceOf(ModelStoreException.class)
                .hasMessageContaining("models of another store");
        assertThatThrownBy(() -> new RunningProvider(folder)).isInstanceOf(ModelStoreException.class);
    }

    @Test
    void whatTheStoreCannotKeepIsNotAnswered() {
        try (RunningProvider running = start()) {
            String model = running.createModel();
            running.uploadGood(model, "text");
            store.fails = true;

            ModelLifecycleTest.assertRefused(running::createModel, Code.INTERNAL, "full");
            ModelLifecycleTest.assertRefused(() -> running.train(model), Code.INTERNAL, "full");
            ModelLifecycleTest.assertRefused(() -> running.delete(model), Code.INTERNAL, "full");
            ModelLifecycleTest.assertRefused(
                    () -> running.upload(RunningProvider.messages(model, "f", "more", 4)), Code.INTERNAL, "full");

            assertThat(running.status(model)).isEqualTo(ModelStatus.VALIDATED);
            store.fails = false;
            running.train(model);
            assertThat(running.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
            assertThat(running.used(model)).isEqualTo("text");
        }
    }

    private StoredModel attempted(String model, int times) {
        StoredModel kept = store.models().stream()
                .filter(one -> one.info().id().equals(model))
                .findFirst()
                .orElseThrow();
        return kept.doing(kept.status(), kept.job().orElseThrow().attempt(times));
    }

    private String cutOffInTraining() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        try (RunningProvider first = start()) {
            first.handler.training = dataset -> {
                begun.countDown();
                Thread.sleep(Long.MAX_VALUE);
                return "never";
            };
            String model = first.createModel();
            first.uploadGood(model, "text");
            first.train(model);
            begun.await();
            return model;
        }
    }
}
