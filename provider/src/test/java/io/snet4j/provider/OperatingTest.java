package io.snet4j.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.provider.store.MemoryModelStore;
import io.snet4j.provider.store.ModelStore;
import io.snet4j.provider.store.ModelStoreException;
import io.snet4j.provider.store.StoredModel;
import io.snet4j.wire.training.TrainingProto.ModelID;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, unit = TimeUnit.MINUTES)
class OperatingTest {
    /** Its answer has its status where a model's has it; SERVING is 1, NOT_SERVING is 2. */
    private static final MethodDescriptor<ModelID, StatusResponse> CHECK =
            MethodDescriptor.<ModelID, StatusResponse>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName("grpc.health.v1.Health/Check")
                    .setRequestMarshaller(ProtoUtils.marshaller(ModelID.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(StatusResponse.getDefaultInstance()))
                    .build();

    private final Path folder;

    OperatingTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void healthChecksAreToldWhetherNewWorkIsTaken() {
        try (RunningProvider running = new RunningProvider(folder)) {
            assertThat(health(running)).isEqualTo(1);

            running.provider.close();

            assertThat(health(running)).isEqualTo(2);
        }
    }

    @Test
    void aTrainingThatTakesTooLongIsInterruptedAndItsModelErrored() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (RunningProvider running =
                new RunningProvider(folder, builder -> builder.trainingTime(Duration.ofMillis(1)))) {
            running.handler.training = dataset -> {
                try {
                    Thread.sleep(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
                return "never";
            };
            String model = running.createModel();
            running.uploadGood(model, "text");

            running.train(model);

            assertThat(running.settled(model)).isEqualTo(ModelStatus.ERRORED);
            assertThat(running.reason(model)).startsWith("it was not done within ");
            interrupted.await();
        }
    }

    @Test
    void aStopLetsRunningWorkEnd() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (RunningProvider running = new RunningProvider(folder)) {
            running.handler.training = dataset -> {
                begun.countDown();
                release.await();
                return "learned";
            };
            String model = running.createModel();
            running.uploadGood(model, "text");
            running.train(model);
            begun.await();
            Thread stop = new Thread(() -> running.provider.stop(Duration.ofMinutes(5)));
            stop.start();
            while (running.provider.isServing()) {
                Thread.yield();
            }
            release.countDown();
            stop.join();

            assertThat(running.status(model)).isEqualTo(ModelStatus.READY_TO_USE);
        }
    }

    @Test
    void aListenerHearsOfAllThatIsDoneWhateverItThrows() throws InterruptedException {
        List<String> heard = new CopyOnWriteArrayList<>();
        CountDownLatch ended = new CountDownLatch(2);
        ProviderListener listener = new ProviderListener() {
            @Override
            public void onReceived(ModelInfo model, long bytes) {
                heard.add("received " + bytes);
            }

            @Override
            public void onBegun(ModelInfo model, ModelStatus work, Duration waited) {
                heard.add("begun " + work);
            }

            @Override
            public void onProgress(ModelInfo model, double fraction, String line) {
                heard.add(fraction + " " + line);
            }

            @Override
            public void onEnded(ModelInfo model, ModelStatus work, ModelStatus status, Duration took) {
                heard.add("ended " + work + " " + status);
                ended.countDown();
                throw new IllegalStateException("a listener's own failure");
            }
        };
        try (RunningProvider running = new RunningProvider(folder, builder -> builder.listener(listener))) {
            running.handler.onTraining = context -> context.progress(0.5, "half");
            String model = running.createModel();
            running.uploadGood(model, "letters");
            running.train(model);
            assertThat(running.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
            ended.await();
        }
        assertThat(heard)
                .containsExactly(
                        "received 4",
                        "received 3",
                        "begun VALIDATING",
                        "ended VALIDATING VALIDATED",
                        "begun TRAINING",
                        "0.5 half",
                        "ended TRAINING READY_TO_USE");
    }

    @Test
    void howMuchWaitsAndRunsCanBeAsked() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (RunningProvider running = new RunningProvider(folder)) {
            String first = running.createModel();
            String second = running.createModel();
            running.uploadGood(first, "text");
            running.uploadGood(second, "text");
            running.handler.training = dataset -> {
                begun.countDown();
                release.await();
                return "learned";
            };

            running.train(first);
            begun.await();
            running.train(second);

            assertThat(running.provider.workload()).isEqualTo(new Workload(1, 1));
            release.countDown();
            running.settled(first);
            running.settled(second);
        }
    }

    @Test
    void aTrainingThatTakesTooLongIsInterruptedAlsoWhileTheStoreFails() throws InterruptedException {
        AtomicBoolean refuses = new AtomicBoolean(true);
        ModelStore store = new ForwardingStore(new MemoryModelStore()) {
            @Override
            public void save(StoredModel model) {
                if (model.status() == ModelStatus.ERRORED && refuses.get()) {
                    throw new ModelStoreException("the disk is full");
                }
                super.save(model);
            }
        };
        CountDownLatch interrupted = new CountDownLatch(1);
        try (RunningProvider running = new RunningProvider(
                folder, builder -> builder.trainingTime(Duration.ofMillis(1)).store(store))) {
            running.handler.training = dataset -> {
                try {
                    Thread.sleep(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
                return "never";
            };
            String model = running.createModel();
            running.uploadGood(model, "text");
            running.train(model);

            interrupted.await();
            assertThat(running.status(model)).isEqualTo(ModelStatus.TRAINING);
            refuses.set(false);

            assertThat(running.settled(model)).isEqualTo(ModelStatus.ERRORED);
            assertThat(running.reason(model)).startsWith("it was not done within ");
        }
    }

    @Test
    void aProgressIsFromNoneToAll() {
        try (RunningProvider running = new RunningProvider(folder)) {
            running.handler.onTraining = context -> context.progress(Double.NaN, "x");
            String model = running.createModel();
            running.uploadGood(model, "text");

            running.train(model);

            assertThat(running.settled(model)).isEqualTo(ModelStatus.ERRORED);
            assertThat(running.reason(model)).isEqualTo("a progress is from 0 to 1, not NaN");
        }
    }

    private static int health(RunningProvider running) {
        return ClientCalls.blockingUnaryCall(running.channel, CHECK, CallOptions.DEFAULT, ModelID.getDefaultInstance())
                .getStatusValue();
    }
}
