package io.snet4j.grpc;

import static io.snet4j.scripted.EchoCalls.many;
import static io.snet4j.scripted.EchoCalls.unary;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.snet4j.dataset.UploadListener;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.scripted.World;
import io.snet4j.testing.Zips;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node may be far away: nothing waits for it as long as the block that is known is young enough. Where it must not be
 * waited for, it does not answer at all here.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class NodeQuestionsTest {
    private static final int MESSAGES = 200;
    private static final int BYTES = 5_000;
    private static final Set<Thread.State> WAITING = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private final World world = new World();
    private final Path folder;

    NodeQuestionsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** As on a chain with a block each second. */
    private void pass(int seconds) {
        world.clock.pass(Duration.ofSeconds(seconds));
        world.chain.mine(seconds);
    }

    private int asked() {
        return world.chain.blockNumbers();
    }

    /** A client whose channel is known, and whose model waits. */
    private Training training() {
        world.openChannel(100_000);
        Training training = world.client().training();
        training.trainModel(training.trainModelPrice(create(training)));
        return training;
    }

    private static ModelId create(Training training) {
        return training.createModel(NewModel.of("draw", "mine")).id();
    }

    private Runnable upload(Training training, int messages, UploadListener listener) {
        DatasetUpload upload = DatasetUpload.builder(
                        training.validateModelPrice(create(training)),
                        Zips.write(folder.resolve("dataset.zip"), messages * BYTES))
                .chunkBytes(BYTES)
                .onProgress(listener)
                .build();
        return () -> assertThat(training.uploadAndValidate(upload)).isEqualTo(ModelStatus.VALIDATING);
    }

    private Channel free() {
        world.freeCalls = OptionalLong.of(100);
        world.payment = PaymentStrategy.freeCalls();
        Channel channel = PaidChannel.of(world.client());
        unary(channel, "the first");
        return channel;
    }

    @Test
    void anUploadOf200MessagesWithinOneBlockAsksTheNodeOnce() {
        Runnable upload = upload(training(), MESSAGES, progress -> {});
        int before = asked();

        upload.run();

        assertThat(world.daemon.training().uploaded()).hasSize(MESSAGES);
        assertThat(asked() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void anUploadAtABlockASecondIsNeverRefusedAndAsksFarLessOftenThanItSends() {
        Runnable upload = upload(training(), MESSAGES, progress -> {
            int sent = (int) (progress.bytesSent() / BYTES);
            awaitRead(sent);
            if (sent < MESSAGES) {
                pass(1);
            }
        });
        int before = asked();

        upload.run();

        assertThat(world.daemon.calls("upload_and_validate")).isEqualTo(1);
        // This clock does not wait for the node: who finds an answer late asks once more. UploadBlocksTest has the
        // exact rule.
        assertThat(asked() - before).isBetween(MESSAGES / 9, 2 * (1 + MESSAGES / 4));
    }

    private void awaitRead(int messages) {
        while (world.daemon.training().uploaded().size() < messages
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(100_000);
        }
    }

    @Test
    void anUploadGoesOnWhileTheNodeDoesNotAnswer() {
        List<CompletableFuture<Void>> silence = new ArrayList<>();
        Runnable upload = upload(training(), MESSAGES, progress -> {
            if (silence.isEmpty() && progress.bytesSent() >= MESSAGES / 2 * BYTES) {
                silence.add(world.chain.hang());
                pass(5);
            }
        });

        upload.run();

        assertThat(world.daemon.calls("upload_and_validate")).isEqualTo(1);
        silence.get(0).complete(null);
    }

    @Test
    void trainModelAfterItsPriceWaitsForNoNode() {
        Training training = training();
        ModelId model = create(training);
        pass(60);
        int before = asked();
        TrainingQuote quote = training.trainModelPrice(model);
        CompletableFuture<Void> silence = world.chain.hang();

        assertThat(training.trainModel(quote)).isEqualTo(ModelStatus.TRAINING);

        assertThat(asked() - before).isEqualTo(1);
        silence.complete(null);
    }

    @Test
    void aPaidCallOnAChannelFarFromItsExpirationAsksTheNodeNever() {
        world.openChannel(1000);
        Channel channel = PaidChannel.of(world.client());
        unary(channel, "the first");
        int before = asked();
        CompletableFuture<Void> silence = world.chain.hang();

        for (int i = 0; i < 24; i++) {
            pass(3600);
            unary(channel, "after an hour");
        }

        assertThat(asked()).isEqualTo(before);
        assertThat(world.daemon.calls("Unary")).isEqualTo(25);
        silence.complete(null);
    }

    @Test
    void aChannelThatMayHaveExpiredByTheClockIsLookedAtAndUsedIfItHasNot() {
        world.chain.open(World.PAYER.address(), World.PAYER.address(), World.RECIPIENT, World.GROUP, 1000, 5000);
        Channel channel = PaidChannel.of(world.client());
        unary(channel, "the first");
        int before = asked();
        // Without a block.
        world.clock.pass(Duration.ofHours(2));

        unary(channel, "second");
        unary(channel, "third");

        assertThat(asked() - before).isEqualTo(1);
        assertThat(world.daemon.calls("Unary")).isEqualTo(3);
    }

    @Test
    void aChannelThatTheDaemonFindsExpiredIsLookedAtOnceMoreForNothing() {
        world.chain.giveEscrow(World.PAYER.address(), 10_000);
        BigInteger expired = BigInteger.valueOf(5000);
        world.chain.open(World.PAYER.address(), World.PAYER.address(), World.RECIPIENT, World.GROUP, 1000, 5000);
        Channel channel = PaidChannel.of(world.client(World.GENEROUS));
        unary(channel, "the first");
        // Faster than the clock.
        world.chain.mine(4500);

        unary(channel, "second");

        assertThat(world.chain.channel(ChannelId.of(0)).orElseThrow().expiration())
                .isGreaterThan(BlockNumber.of(expired));
        assertThat(world.daemon.ledger().signed(BigInteger.ZERO).value()).isEqualTo(6);
        assertThat(world.settled).containsExactly(Charge.CHARGED, Charge.NONE, Charge.CHARGED);
    }

    @Test
    void aFreeCallAfterThreeSecondsOfSilenceWaitsForNoNode() {
        Channel channel = free();
        int before = asked();
        CompletableFuture<Void> silence = world.chain.hang();
        pass(3);

        unary(channel, "after three seconds");
        assertThat(asked()).isEqualTo(before);
        pass(4);
        unary(channel, "after seven, with a question beside it");

        assertThat(world.daemon.calls("Unary")).isEqualTo(3);
        silence.complete(null);
    }

    @Test
    void aFreeCallIsSignedForNoBlockThatIsTooOld() {
        Channel channel = free();
        for (int seconds = 1; seconds <= 20; seconds++) {
            pass(seconds);
            unary(channel, "after " + seconds);
        }

        assertThat(world.daemon.calls("Unary")).as("none was refused").isEqualTo(21);
    }

    @Test
    void twentyFreeCallsAtOnceAfterAPauseAskTheNodeOnce() throws Exception {
        Channel channel = free();
        pass(60);
        int before = asked();

        many(channel, 20);

        assertThat(asked() - before).isEqualTo(1);
        assertThat(world.daemon.calls("Unary")).isEqualTo(21);
    }

    @Test
    void twentyTrainingCallsAtOnceAfterAPauseAskTheNodeOnce() throws Exception {
        Training training = training();
        pass(60);
        int before = asked();
        CompletableFuture<Void> silence = world.chain.hang();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Thread caller = new Thread(() -> create(training));
            callers.add(caller);
            caller.start();
        }
        while (!callers.stream().allMatch(caller -> WAITING.contains(caller.getState()))) {
            LockSupport.parkNanos(100_000);
        }
        silence.complete(null);
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(asked() - before).isEqualTo(1);
        assertThat(world.daemon.calls("create_model")).isEqualTo(21);
    }

    @Test
    void aNodeThatFailsBesideTheWorkBreaksNoCall() {
        Channel channel = free();
        pass(6);
        world.chain.setDown(true);

        unary(channel, "with a question in vain beside it");

        assertThat(world.daemon.calls("Unary")).isEqualTo(2);
        world.chain.setDown(false);
    }
}
