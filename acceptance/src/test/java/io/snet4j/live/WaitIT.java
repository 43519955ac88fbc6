package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.TrainingFailedException;
import io.snet4j.errors.WaitTimeoutException;
import io.snet4j.junit.TestSession;
import io.snet4j.testing.Zips;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.BlockCount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What ends a wait, and what does not. The model is being validated, for as long as a test wants. */
@Isolated("looks at the threads of this JVM")
class WaitIT {
    private static final ToyService TOY = new ToyService();

    private static final List<TestSession> NETS = new ArrayList<>();

    private final TestSession net = NETS.get(0);
    private final SnetClient client = net.newClient("consumer").build();
    private final ServiceClient service = net.open(client);
    private final Training training = service.training();
    private final CountDownLatch seenOnce = new CountDownLatch(1);
    private final Path dataset;

    WaitIT(@TempDir Path folder) {
        dataset = Zips.write(folder.resolve("dataset.zip"), 1000);
    }

    @BeforeAll
    static void start() throws IOException {
        NETS.add(Toys.alone(TOY).start());
    }

    @AfterAll
    static void stop() {
        NETS.forEach(TestSession::close);
    }

    @BeforeEach
    void hold() {
        TOY.handler.holdValidations();
    }

    @AfterEach
    void close() {
        TOY.handler.releaseValidations();
        service.close();
        client.close();
    }

    private ModelId validating(Path archive) {
        ModelId model = training.createModel(NewModel.of("size", "mine")).id();
        training.uploadAndValidate(DatasetUpload.of(training.validateModelPrice(model), archive));
        return model;
    }

    private ModelId validating() {
        return validating(dataset);
    }

    private WaitOptions options() {
        return WaitOptions.builder(Duration.ofSeconds(60))
                .pollEvery(Duration.ofMillis(20))
                .onPoll(model -> seenOnce.countDown())
                .build();
    }

    private CompletableFuture<Model> waiting(ModelId model) throws InterruptedException {
        CompletableFuture<Model> wait = training.async().awaitStatus(model, ModelStatus.VALIDATED, options());
        seenOnce.await();
        return wait;
    }

    @Test
    void itEndsOnTheTarget() throws InterruptedException {
        CompletableFuture<Model> wait = waiting(validating());
        TOY.handler.releaseValidations();

        assertThat(wait.join().status()).isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void itEndsOnAFailureThatWasNotAwaited() {
        ModelId model = validating(Zips.write(dataset.resolveSibling("bad.zip"), 150));
        TOY.handler.releaseValidations();

        assertThatThrownBy(() -> training.awaitStatus(model, ModelStatus.VALIDATED, options()))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("is ERRORED and will not become VALIDATED");
        assertThat(training.awaitStatus(model, ModelStatus.ERRORED, options()).id())
                .isEqualTo(model);
    }

    @Test
    void itEndsWhenTheModelIsDeleted() throws InterruptedException {
        ModelId model = validating();
        CompletableFuture<Model> wait = waiting(model);
        training.deleteModel(model);

        assertThatThrownBy(wait::join).cause().isInstanceOf(TrainingFailedException.class);
    }

    @Test
    void itEndsAtItsTimeoutAndSaysWhatItLastSaw() {
        ModelId model = validating();

        assertThatThrownBy(() ->
                        training.awaitStatus(model, ModelStatus.VALIDATED, WaitOptions.atMost(Duration.ofSeconds(2))))
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessageContaining("last seen VALIDATING");
    }

    @Test
    void anInterruptEndsItAndTheFlagStays() {
        ModelId model = validating();
        WaitOptions interrupting = WaitOptions.builder(Duration.ofSeconds(60))
                .onPoll(seen -> Thread.currentThread().interrupt())
                .build();

        assertThatThrownBy(() -> training.awaitStatus(model, ModelStatus.VALIDATED, interrupting))
                .isInstanceOf(CallCancelledException.class)
                .hasMessageContaining("last seen VALIDATING");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void cancellingTheFutureEndsTheWorkForIt() throws InterruptedException {
        CompletableFuture<Model> wait = waiting(validating());
        assertThat(isAnybodyWaiting()).isTrue();
        wait.cancel(true);

        assertThatThrownBy(wait::join).isInstanceOf(CancellationException.class);
        while (isAnybodyWaiting()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static boolean isAnybodyWaiting() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().endsWith(".StatusWait"));
    }

    @Test
    void itSurvivesADaemonThatIsRestarted() throws InterruptedException {
        ModelId model = validating();
        CompletableFuture<Model> wait = waiting(model);
        net.service().stopDaemon();
        TOY.handler.releaseValidations();
        net.service().restartDaemon();

        assertThat(wait.join().status()).isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void itSurvivesAProviderThatIsRestarted() throws InterruptedException {
        ModelId model = validating();
        CompletableFuture<Model> wait = waiting(model);
        TOY.goDown();
        TOY.handler.releaseValidations();
        TOY.comeBack();

        assertThat(wait.join().status()).isEqualTo(ModelStatus.VALIDATED);
    }

    /** The daemon then only says that the authorization is bad. */
    @Test
    void itSurvivesTheLossOfTheDaemonsChain() throws InterruptedException {
        ModelId model = validating();
        CompletableFuture<Model> wait = waiting(model);
        CompletableFuture<Void> refused = net.faults().daemonNode().whenRefused(3);
        net.faults().daemonNode().down();
        refused.join();
        TOY.handler.releaseValidations();
        net.faults().daemonNode().heal();

        assertThat(wait.join().status()).isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void itSurvivesTheLossOfItsOwnChain() throws InterruptedException {
        ModelId model = validating();
        CompletableFuture<Model> wait = waiting(model);
        // Its signature is good for 600 blocks, then it must ask for another block.
        CompletableFuture<Void> refused = net.faults().node().whenRefused(2);
        net.faults().node().down();
        net.devnet().mine(BlockCount.of(350));
        net.devnet().mine(BlockCount.of(350));
        refused.join();
        TOY.handler.releaseValidations();
        net.faults().node().heal();

        assertThat(wait.join().status()).isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void anotherProcessCanWaitAgainById() throws InterruptedException {
        ModelId model = validating();
        waiting(model).cancel(true);
        TOY.handler.releaseValidations();

        try (SnetClient next = net.newClient("consumer").build();
                ServiceClient again = net.open(next)) {
            assertThat(again.training()
                            .awaitStatus(new ModelId(model.value()), ModelStatus.VALIDATED, options())
                            .status())
                    .isEqualTo(ModelStatus.VALIDATED);
        }
    }
}
