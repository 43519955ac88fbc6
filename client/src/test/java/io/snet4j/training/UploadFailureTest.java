package io.snet4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.ServiceCallException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.scripted.ScriptedDaemon.Silence;
import io.snet4j.scripted.World;
import io.snet4j.testing.Zips;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadFailureTest {
    /** For a block to be signed for. */
    private static final Duration TOO_OLD = Duration.ofSeconds(10);

    private final World world = new World();
    private final ChannelId channel = world.openChannel(1000);
    private final Training training = world.client().training();
    private final Path archive;
    private final List<ValidationQuote> quotes = new ArrayList<>();

    UploadFailureTest(@TempDir Path folder) throws IOException {
        archive = Zips.write(folder.resolve("dataset.zip"), 500_000);
    }

    @BeforeEach
    void quote() {
        quotes.add(training.validateModelPrice(
                training.createModel(NewModel.of("draw", "mine")).id()));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private DatasetUpload.Builder upload() {
        return DatasetUpload.builder(quotes.get(0), archive).chunkBytes(100_000);
    }

    private Cogs charged() {
        return world.daemon.ledger().signed(channel.value());
    }

    @Test
    void aListenerThatThrowsAtEachStepNeverBreaksAnUpload() {
        List<Long> told = new ArrayList<>();
        DatasetUpload upload = upload().onProgress(progress -> {
                    told.add(progress.bytesSent());
                    if (progress.bytesSent() < 200_000) {
                        throw new IllegalStateException("an exception of the listener");
                    }
                    throw new AssertionError("an error of the listener");
                })
                .build();

        assertThat(training.uploadAndValidate(upload)).isEqualTo(ModelStatus.VALIDATING);

        assertThat(told).isSorted().endsWith(500_000L);
        assertThat(world.daemon.training().dataset().size()).isEqualTo(500_000);
        assertThat(world.settled).containsExactly(Charge.CHARGED);
    }

    @Test
    void aListenerCancelsAnUploadByAnInterruptAndNothingIsPaid() {
        DatasetUpload upload = upload().onProgress(progress -> {
                    if (progress.bytesSent() == 200_000) {
                        Thread.currentThread().interrupt();
                    }
                })
                .build();

        assertThatThrownBy(() -> training.uploadAndValidate(upload)).isInstanceOf(CallCancelledException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(charged()).isEqualTo(Cogs.ZERO);
        assertThat(world.settled).containsExactly(Charge.NONE);
    }

    @Test
    void aFileThatChangesMeanwhileCancelsTheUpload() {
        DatasetUpload upload = upload().onProgress(progress -> {
                    if (progress.bytesSent() == 200_000) {
                        append();
                    }
                })
                .build();

        assertThatThrownBy(() -> training.uploadAndValidate(upload))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("changed");
        assertThat(charged()).isEqualTo(Cogs.ZERO);
    }

    private void append() {
        try {
            Files.write(archive, new byte[] {1}, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aNodeThatFailsWhenItsBlockIsTooOldCancelsTheUploadAndIsNamed() {
        DatasetUpload upload = upload().onProgress(progress -> {
                    if (progress.bytesSent() == 200_000) {
                        world.clock.pass(TOO_OLD);
                        world.chain.setDown(true);
                    }
                })
                .build();

        assertThatThrownBy(() -> training.uploadAndValidate(upload)).isInstanceOf(SnetException.class);
        world.chain.setDown(false);
        assertThat(charged()).isEqualTo(Cogs.ZERO);
    }

    @Test
    void aDaemonThatCannotTakeStreamsIsToldAsSuchWithTheWayOut() {
        world.daemon.refuse(
                "upload_and_validate",
                Status.UNKNOWN.withDescription("WrapperServerStream: unexpected message type"
                        + " *training.UploadAndValidateRequest, want *codec.GrpcFrame"));

        ServiceCallException e =
                catchThrowableOfType(ServiceCallException.class, () -> training.uploadAndValidate(upload().build()));

        assertThat(e).hasMessageContaining("by link");
        assertThat(e.charge()).isEqualTo(Charge.NONE);
    }

    @Test
    void aPaymentThatIsRefusedBeforeTheWorkIsSignedAnewAndTheFileSentFromItsStart() {
        List<Long> progress = new ArrayList<>();
        training.trainModel(training.trainModelPrice(quotes.get(0).modelId()));
        world.chain.claim(channel, world.daemon.ledger().startClaim(channel.value()));

        training.uploadAndValidate(
                upload().onProgress(step -> progress.add(step.bytesSent())).build());

        assertThat(world.daemon.training().dataset().size()).isEqualTo(500_000);
        assertThat(progress).isSorted().doesNotHaveDuplicates().endsWith(500_000L);
        assertThat(charged()).isEqualTo(Cogs.of(5));
    }

    @Test
    void anUploadWhoseEndWasLostMayStillBeChargedAndIsToldAsUnknownUnlessItWas() throws InterruptedException {
        world.daemon.silence("upload_and_validate", Silence.BEFORE_COMMIT);
        CompletableFuture<SnetException> failure = new CompletableFuture<>();
        Thread caller = new Thread(() -> failure.complete(
                catchThrowableOfType(SnetException.class, () -> training.uploadAndValidate(upload().build()))));
        caller.start();
        world.daemon.awaitSilence();

        caller.interrupt();

        assertThat(failure.join()).isInstanceOf(CallCancelledException.class);
        assertThat(failure.join().charge()).isEqualTo(Charge.UNKNOWN);
    }

    @Test
    void cancellingTheFutureOfAnUploadStopsTheStream() throws InterruptedException {
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        CompletableFuture<ModelStatus> running = training.async()
                .uploadAndValidate(upload().chunkBytes(1000)
                        .onProgress(progress -> begun.complete(true))
                        .build());
        running.whenComplete((status, failure) -> begun.complete(false));
        assertThat(begun.join()).isTrue();

        running.cancel(true);
        training.trainModel(training.trainModelPrice(quotes.get(0).modelId()));

        assertThat(charged()).isEqualTo(Cogs.of(5));
        assertThat(world.settled).containsExactly(Charge.NONE, Charge.CHARGED);
    }
}
