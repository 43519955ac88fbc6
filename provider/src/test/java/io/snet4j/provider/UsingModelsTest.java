package io.snet4j.provider;

import static io.snet4j.provider.ModelLifecycleTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status.Code;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.value.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsingModelsTest {
    private static final Address OWNER = Address.parse("0x" + "ab".repeat(20));
    private static final Address FRIEND = Address.parse("0x" + "cd".repeat(20));
    private static final Address STRANGER = Address.parse("0x" + "ef".repeat(20));

    @Test
    void whoMayUseAModelFollowsFromWhatTheDaemonSaid() {
        ModelInfo owned = model(false, Optional.of(OWNER));

        assertThat(owned.mayBeUsedBy(Optional.of(OWNER))).isTrue();
        assertThat(owned.mayBeUsedBy(Optional.of(FRIEND))).isTrue();
        assertThat(owned.mayBeUsedBy(Optional.of(STRANGER))).isFalse();
        assertThat(owned.mayBeUsedBy(Optional.empty())).isFalse();
        assertThat(model(true, Optional.of(OWNER)).mayBeUsedBy(Optional.of(STRANGER)))
                .isTrue();
        assertThat(model(true, Optional.of(OWNER)).mayBeUsedBy(Optional.empty()))
                .isTrue();
        assertThat(model(false, Optional.empty()).mayBeUsedBy(Optional.of(STRANGER)))
                .isTrue();
    }

    @Test
    void modelsThatCannotBeUsedAreRefusedWithTheStatusForIt(@TempDir Path folder) {
        try (RunningProvider running = new RunningProvider(folder)) {
            String untrained = running.createModel();

            assertRefused(() -> running.used("nobody"), Code.NOT_FOUND, "nobody");
            assertRefused(() -> running.used(untrained), Code.FAILED_PRECONDITION, "is CREATED and was never trained");
        }
    }

    @Test
    void aHandleThatIsClosedGivesNothing(@TempDir Path folder) {
        try (RunningProvider running = new RunningProvider(folder)) {
            String model = trained(running);
            ModelHandle<String> handle = running.provider.models().use(model, Optional.empty());

            handle.close();
            handle.close();

            assertThatThrownBy(handle::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }

    @Test
    void aDeletedModelThatIsBeingTrainedKeepsItsFilesUntilItsLastUserLetsGo(@TempDir Path folder) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        ProviderListener listener = new ProviderListener() {
            @Override
            public void onEnded(ModelInfo model, ModelStatus work, ModelStatus status, Duration took) {
                if (status == ModelStatus.DELETED) {
                    ended.countDown();
                }
            }
        };
        try (RunningProvider running = new RunningProvider(folder, builder -> builder.listener(listener))) {
            String model = trained(running);
            ModelHandle<String> handle = running.provider.models().use(model, Optional.empty());
            running.handler.training = dataset -> {
                begun.countDown();
                Thread.sleep(Long.MAX_VALUE);
                return "never";
            };
            running.train(model);
            begun.await();

            running.delete(model);
            ended.await();

            assertThat(trainings(folder, model)).hasSize(1);
            handle.close();
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aDeletedModelKeepsTheFilesOfAnEarlierTrainingThatIsInUse(@TempDir Path folder) throws Exception {
        try (RunningProvider running = new RunningProvider(folder)) {
            String model = trained(running);
            ModelHandle<String> earlier = running.provider.models().use(model, Optional.empty());
            List<Path> files = trainings(folder, model);
            running.train(model);
            running.settled(model);
            ModelHandle<String> later = running.provider.models().use(model, Optional.empty());

            running.delete(model);

            later.close();
            assertThat(trainings(folder, model)).containsAll(files);
            earlier.close();
            assertThat(folder).isEmptyDirectory();
        }
    }

    private static String trained(RunningProvider running) {
        String model = running.createModel();
        running.uploadGood(model, "text");
        running.train(model);
        assertThat(running.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
        return model;
    }

    private static List<Path> trainings(Path folder, String model) throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve(model))) {
            return found.filter(path -> path.getFileName().toString().matches("artifacts-[0-9]+"))
                    .toList();
        }
    }

    @Test
    void aModelIsLoadedOnceForAllWhoComeMeanwhile() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        LoadedModels<String> loaded = new LoadedModels<>(2);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<String>> users = new ArrayList<>();
        List<LoadedModels.Slot<String>> slots = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            LoadedModels.Slot<String> slot = loaded.take(new LoadedModels.Key("a", 1));
            slots.add(slot);
            users.add(threads.submit(() -> loaded.load(slot, () -> {
                release.await();
                return "model " + loads.incrementAndGet();
            })));
        }
        release.countDown();

        for (Future<String> user : users) {
            assertThat(user.get()).isEqualTo("model 1");
        }
        slots.forEach(loaded::release);
        threads.shutdown();
    }

    @Test
    void theModelThatWasUsedLongestAgoIsClosedAtTheLimitAndNoneThatIsInUse() throws Exception {
        List<String> closed = new ArrayList<>();
        LoadedModels<AutoCloseable> loaded = new LoadedModels<>(2);
        LoadedModels.Slot<AutoCloseable> held = use(loaded, "held", closed);
        loaded.release(use(loaded, "b", closed));
        loaded.release(use(loaded, "c", closed));
        loaded.release(use(loaded, "d", closed));
        assertThat(closed).containsExactly("b", "c");

        loaded.retire(new LoadedModels.Key("held", 1), () -> closed.add("files of held"));
        assertThat(closed).containsExactly("b", "c");
        loaded.release(held);
        assertThat(closed).containsExactly("b", "c", "held", "files of held");

        loaded.close();
        assertThat(closed).endsWith("d");
    }

    @Test
    void whatCouldNotBeLoadedIsLoadedAnewByTheNextOne() throws Exception {
        LoadedModels<String> loaded = new LoadedModels<>(2);
        LoadedModels.Key key = new LoadedModels.Key("a", 1);
        LoadedModels.Slot<String> broken = loaded.take(key);
        assertThatThrownBy(() -> loaded.load(broken, () -> {
                    throw new IllegalStateException("no memory");
                }))
                .hasMessage("no memory");
        loaded.release(broken);

        LoadedModels.Slot<String> next = loaded.take(key);

        assertThat(loaded.load(next, () -> "model")).isEqualTo("model");
        loaded.release(next);
    }

    private static LoadedModels.Slot<AutoCloseable> use(
            LoadedModels<AutoCloseable> loaded, String id, List<String> closed) throws Exception {
        LoadedModels.Slot<AutoCloseable> slot = loaded.take(new LoadedModels.Key(id, 1));
        loaded.load(slot, () -> () -> closed.add(id));
        return slot;
    }

    private static ModelInfo model(boolean isPublic, Optional<Address> owner) {
        return new ModelInfo("id", "n", "d", "S", "m", isPublic, owner, List.of(FRIEND));
    }
}
