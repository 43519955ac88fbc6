package io.snet4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.snet4j.errors.AuthorizationExpiredException;
import io.snet4j.errors.AuthorizationRejectedException;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.ModelNotFoundException;
import io.snet4j.errors.NotOwnerException;
import io.snet4j.errors.ServiceCallException;
import io.snet4j.errors.SnetException;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.identity.Signatures;
import io.snet4j.scripted.World;
import io.snet4j.testing.Zips;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import io.snet4j.value.MethodRef;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Defects of other SDKs, by their numbers in our census. Each test names the guard without which it fails. */
class PeerDefectsTest {
    private final World world = new World();
    private final Path folder;

    PeerDefectsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static ModelId create(Training training) {
        return training.createModel(NewModel.of("draw", "mine")).id();
    }

    /** The payment takes six blocks. Guard: {@code CallLoop} has it ready before it signs the authorization. */
    @Test
    @Tag("D0")
    void aPaymentThatTakesLongDoesNotAgeTheAuthorization() {
        world.chain.giveTokens(World.PAYER.address(), 1000);
        Training training = world.client(World.GENEROUS).training();
        TrainingQuote quote = training.trainModelPrice(create(training));
        world.beforeSigned(() -> world.chain.mine(6));

        training.trainModel(quote);

        assertThat(world.chain.transactions()).containsExactly("approve", "depositAndOpenChannel");
        assertThat(world.daemon.calls("train_model")).isEqualTo(1);
    }

    /** Guard: {@code WireModels.status} gives the wire's own enum, not a number. */
    @Test
    @Tag("D1")
    void modelsCanBeFilteredByEveryStatus() {
        Training training = world.client().training();
        List<ModelStatus> all = new ArrayList<>(List.of(ModelStatus.values()));
        all.remove(ModelStatus.UNRECOGNIZED);

        training.getAllModels(ModelFilter.builder()
                        .statuses(all.toArray(ModelStatus[]::new))
                        .build())
                .toList();

        assertThat(world.daemon.training().listings().get(0).getStatusesValueList())
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }

    static Stream<Arguments> inaccessible() {
        return Stream.of(
                Arguments.of(
                        "authentication failed as the signature passed has expired",
                        AuthorizationExpiredException.class),
                Arguments.of(
                        "error in updating model state: only owner can change the model state",
                        NotOwnerException.class),
                Arguments.of("unsupported message: x for this method", AuthorizationRejectedException.class),
                Arguments.of(
                        "daemon storage error: error in getting data from model storage: etcd is down",
                        ServiceCallException.class),
                Arguments.of(
                        "daemon storage error: error in getting data from model storage: model data doesn't exist for"
                                + " modelID: m",
                        ModelNotFoundException.class));
    }

    /** Guard: {@code KnownTexts} takes the longest text that fits, not the first words of it. */
    @ParameterizedTest
    @MethodSource("inaccessible")
    @Tag("D5")
    void aModelIsNotFoundOnlyIfTheDaemonSaysSo(String text, Class<? extends SnetException> type) {
        Training training = world.client().training();
        ModelId model = create(training);
        Status status = Status.UNKNOWN.withDescription("unable to access model: " + text);
        world.daemon.refuse("train_model_price", status, status);

        SnetException failure = catchThrowableOfType(SnetException.class, () -> training.trainModelPrice(model));

        assertThat(failure).isExactlyInstanceOf(type).hasMessageContaining(text);
        assertThat(failure.getCause()).isInstanceOfSatisfying(StatusRuntimeException.class, original -> assertThat(
                        original.getStatus().getDescription())
                .isEqualTo(status.getDescription()));
    }

    /** Guard: {@code WireModels.status} has a word for numbers that it does not know. */
    @Test
    @Tag("D6")
    void aStatusOfANewerDaemonSpoilsNeitherTheModelNorTheList() {
        Training training = world.client().training();
        ModelId known = create(training);
        world.daemon
                .training()
                .put(ModelResponse.newBuilder()
                        .setModelId("new")
                        .setStatusValue(7)
                        .setGrpcServiceName("Pictures")
                        .setGrpcMethodName("draw")
                        .build());

        assertThat(training.getModel(new ModelId("new")).status()).isEqualTo(ModelStatus.UNRECOGNIZED);
        assertThat(training.getAllModels(ModelFilter.all()))
                .extracting(Model::id)
                .containsExactly(known, new ModelId("new"));
    }

    /** Guard: {@code Availability.ask} remembers what the daemon said, not that it could not be asked. */
    @Test
    @Tag("D7")
    void aDaemonThatWasDownOnceCanStillBeTrained() {
        Training training = world.client().training();
        Status down = Status.UNAVAILABLE;
        world.daemon.refuse("get_training_metadata", down, down, down, down);

        assertThat(training.availability())
                .isInstanceOfSatisfying(TrainingAvailability.Unknown.class, unknown -> assertThat(unknown.cause())
                        .isInstanceOf(DaemonUnavailableException.class));
        assertThat(training.isEnabled()).isTrue();
    }

    /** Guard: price and model travel in the {@code PricedCall} of one call; nothing of them is kept in the client. */
    @Test
    @Tag("D9")
    void threadsThatTrainDifferentModelsEachPayForTheirOwn() {
        ChannelId channel = world.openChannel(10_000);
        Training training = world.client().training();
        List<TrainingQuote> quotes = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            ModelId model = create(training);
            world.daemon.training().setTrainPrice(model.value(), Cogs.of(i));
            quotes.add(new TrainingQuote(model, Cogs.of(i)));
        }
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (TrainingQuote quote : quotes) {
            threads.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 20; i++) {
                    training.trainModel(quote);
                }
            }));
        }
        threads.forEach(CompletableFuture::join);

        assertThat(world.daemon.paidFor()).hasSize(80).allSatisfy(paid -> assertThat(paid.split(" for ")[0])
                .isEqualTo(paid.split(" for ")[1]));
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.of(20 * (1 + 2 + 3 + 4)));
    }

    private Map<String, Consumer<Training>> calls(ModelId model) {
        MethodRef method = new MethodRef("Pictures", "draw");
        Path dataset = Zips.write(folder.resolve("dataset.zip"), 1000);
        Duration brief = Duration.ofMillis(300);
        return Map.ofEntries(
                Map.entry("get_training_metadata", Training::getTrainingMetadata),
                Map.entry("get_method_metadata", training -> training.getMethodMetadata(method)),
                Map.entry("create_model", PeerDefectsTest::create),
                Map.entry("get_model", training -> training.getModel(model)),
                Map.entry("get_all_models", training -> training.getAllModels(ModelFilter.all())
                        .toList()),
                Map.entry(
                        "update_model",
                        training -> training.updateModel(
                                model, ModelUpdate.builder().name("n").build())),
                Map.entry("delete_model", training -> training.deleteModel(model)),
                Map.entry("validate_model_price", training -> training.validateModelPrice(model)),
                Map.entry("train_model_price", training -> training.trainModelPrice(model)),
                Map.entry(
                        "upload_and_validate",
                        training -> training.uploadAndValidate(
                                DatasetUpload.builder(new ValidationQuote(model, Cogs.of(5)), dataset)
                                        .skipLocalCheck()
                                        .deadline(brief)
                                        .build())),
                Map.entry(
                        "validate_model",
                        training -> training.validateModel(
                                new LinkQuote(model, URI.create("https://example.org/a.zip"), Cogs.of(5)))),
                Map.entry("train_model", training -> training.trainModel(new TrainingQuote(model, Cogs.of(5)))));
    }

    /** Guard: {@code UnaryCall.send} and {@code UploadStream.send} give each call the deadline of its budget. */
    @Test
    @Tag("D10")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aDaemonThatSaysNothingHoldsNoCallLongerThanItsDeadline() {
        world.openChannel(1000);
        Training training = world.client().training();
        ModelId model = create(training);
        training.trainModel(training.trainModelPrice(model));
        Map<String, Consumer<Training>> calls = calls(model);

        assertThat(calls).hasSize(12);
        calls.forEach((name, call) -> {
            world.daemon.hang(name);
            assertThatThrownBy(() -> call.accept(training.withDeadline(Duration.ofMillis(300))))
                    .as(name)
                    .isInstanceOf(SnetException.class)
                    .cause()
                    .isInstanceOfSatisfying(StatusRuntimeException.class, status -> assertThat(
                                    status.getStatus().getCode())
                            .isEqualTo(Status.Code.DEADLINE_EXCEEDED));
        });
    }

    /** Guard: {@code Authorizer.fresh} takes address and signature from one identity, the one that pays. */
    @Test
    @Tag("D27")
    void everyAuthorizationNamesTheAddressThatSignedItAndThatPays() {
        world.openChannel(1000);
        Training training = world.client().training();
        ModelId model = create(training);
        training.uploadAndValidate(
                DatasetUpload.of(training.validateModelPrice(model), Zips.write(folder.resolve("dataset.zip"), 1000)));
        training.trainModel(training.trainModelPrice(model));
        training.getModel(model);
        training.deleteModel(model);

        assertThat(world.daemon.training().authorizations())
                .hasSizeGreaterThan(5)
                .allSatisfy(details -> {
                    Address named = Address.parse(details.getSignerAddress());
                    byte[] message = ProtocolMessages.trainingAuthorization(
                            details.getMessage(), named, BlockNumber.of(details.getCurrentBlock()));
                    assertThat(Signatures.recover(
                                    message, details.getSignature().toByteArray()))
                            .contains(named);
                    assertThat(named).isEqualTo(World.PAYER.address());
                });
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void cancellingAFutureCancelsTheCallAtTheDaemon() throws InterruptedException {
        world.openChannel(1000);
        Training training = world.client().training();
        ModelId model = create(training);
        training.trainModel(training.trainModelPrice(model));
        Path dataset = Zips.write(folder.resolve("dataset.zip"), 1000);
        for (String method : List.of("get_model", "train_model", "upload_and_validate")) {
            world.daemon.hang(method);
        }
        TrainingAsync async = training.async();
        DatasetUpload upload = DatasetUpload.builder(new ValidationQuote(model, Cogs.of(5)), dataset)
                .skipLocalCheck()
                .build();
        // One after the other: the two paid ones would wait for each other, on their one channel.
        Map<String, Supplier<CompletableFuture<?>>> calls = new LinkedHashMap<>();
        calls.put("get_model", () -> async.getModel(model));
        calls.put("upload_and_validate", () -> async.uploadAndValidate(upload));
        calls.put("train_model", () -> async.trainModel(new TrainingQuote(model, Cogs.of(5))));

        for (Map.Entry<String, Supplier<CompletableFuture<?>>> call : calls.entrySet()) {
            CompletableFuture<?> running = call.getValue().get();
            world.daemon.awaitHanging(call.getKey());
            running.cancel(true);
            world.daemon.awaitCancel(call.getKey());
            assertThat(running).isCancelled();
        }
    }
}
