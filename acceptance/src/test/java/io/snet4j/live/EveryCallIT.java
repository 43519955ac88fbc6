package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.dataset.DatasetRoute;
import io.snet4j.errors.AuthorizationExpiredException;
import io.snet4j.errors.AuthorizationRejectedException;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.ModelNotAccessibleException;
import io.snet4j.errors.ModelNotFoundException;
import io.snet4j.errors.NotOwnerException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.PriceChangedException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.identity.Identity;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.storage.Storage;
import io.snet4j.testing.Zips;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.LinkQuote;
import io.snet4j.training.ModelFilter;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.ModelUpdate;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.ValidationQuote;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import io.snet4j.value.MethodRef;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every call of the daemon's, in every situation in which it can fail. The situations are brought about, and the
 * daemon's own checks find them. What a call is not listed with, it must survive.
 */
class EveryCallIT {
    private static final ToyService TOY = new ToyService();

    private static final WaitOptions WAIT = WaitOptions.builder(Duration.ofSeconds(60))
            .pollEvery(Duration.ofMillis(20))
            .build();
    private static final List<TestSession> NETS = new ArrayList<>();

    /** The calls of training.Daemon; {@code BY_MODEL} is the second form of the one before it. */
    private enum Rpc {
        GET_TRAINING_METADATA,
        GET_METHOD_METADATA,
        METADATA_BY_MODEL,
        CREATE_MODEL,
        GET_MODEL,
        GET_ALL_MODELS,
        UPDATE_MODEL,
        VALIDATE_MODEL_PRICE,
        PRICE_BY_LINK,
        TRAIN_MODEL_PRICE,
        UPLOAD_AND_VALIDATE,
        VALIDATE_MODEL,
        TRAIN_MODEL,
        DELETE_MODEL
    }

    private static final Set<Rpc> PAID = Set.of(Rpc.UPLOAD_AND_VALIDATE, Rpc.VALIDATE_MODEL, Rpc.TRAIN_MODEL);

    private final TestSession net = NETS.get(0);
    private final Path dataset;
    private final URI link;

    EveryCallIT(@TempDir Path folder) throws IOException {
        dataset = Zips.write(folder.resolve("dataset.zip"), 3000);
        link = Storage.ipfs(net.connection().ipfsUrl(), Duration.ofSeconds(20)).add(Files.readAllBytes(dataset));
    }

    @BeforeAll
    static void start() throws IOException {
        NETS.add(Toys.alone(TOY).start());
    }

    @AfterAll
    static void stop() {
        NETS.forEach(TestSession::close);
    }

    private Object call(Rpc rpc, Training training, ModelId model) {
        return switch (rpc) {
            case GET_TRAINING_METADATA -> training.getTrainingMetadata();
            case GET_METHOD_METADATA -> training.getMethodMetadata(MethodRef.parse("Toy/size"));
            case METADATA_BY_MODEL -> training.getMethodMetadata(model);
            case CREATE_MODEL -> training.createModel(NewModel.of("Toy/size", "new"));
            case GET_MODEL -> training.getModel(model);
            case GET_ALL_MODELS -> training.getAllModels(ModelFilter.all()).toList();
            case UPDATE_MODEL ->
                training.updateModel(
                        model, ModelUpdate.builder().name("changed").build());
            case VALIDATE_MODEL_PRICE -> training.validateModelPrice(model);
            case PRICE_BY_LINK -> training.validateModelPrice(model, link);
            case TRAIN_MODEL_PRICE -> training.trainModelPrice(model);
            case UPLOAD_AND_VALIDATE ->
                training.uploadAndValidate(
                        DatasetUpload.builder(new ValidationQuote(model, ToyService.VALIDATION), dataset)
                                // Its own call is the subject, not those of the check before.
                                .skipLocalCheck()
                                .route(DatasetRoute.STREAM)
                                .build());
            case VALIDATE_MODEL -> training.validateModel(new LinkQuote(model, link, ToyService.VALIDATION));
            case TRAIN_MODEL -> training.trainModel(new TrainingQuote(model, ToyService.TRAINING));
            case DELETE_MODEL -> training.deleteModel(model);
        };
    }

    /** What a situation does to which calls. */
    private static final class Failures {
        private final Map<Rpc, Class<? extends SnetException>> expected = new EnumMap<>(Rpc.class);
        private boolean share;

        /** The owner shares the model with the caller. */
        Failures shared() {
            share = true;
            return this;
        }

        Failures of(Class<? extends SnetException> type, Rpc... calls) {
            for (Rpc rpc : calls) {
                expected.put(rpc, type);
            }
            return this;
        }
    }

    /** Someone calls, in some situation. */
    @FunctionalInterface
    private interface Situation {
        void call(Rpc rpc, ModelId model) throws Exception;
    }

    private SnetClient.Builder existingChannels(String role) {
        return net.newClient(role).spendingLimit(SpendingLimit.existingChannelsOnly());
    }

    /** A model of the role's with a dataset and both prices known, and a channel to pay from. */
    private ModelId prepared(String role, String... sharedWith) {
        try (SnetClient client = net.newClient(role).build();
                ServiceClient service = net.open(client)) {
            Training training = service.training();
            ModelId model = training.createModel(NewModel.builder()
                            .method("size")
                            .name("mine")
                            .addressesWithAccess(Stream.of(sharedWith)
                                    .map(other -> net.account(other).address())
                                    .toList())
                            .build())
                    .id();
            training.uploadAndValidate(DatasetUpload.of(training.validateModelPrice(model), dataset));
            training.awaitStatus(model, ModelStatus.VALIDATED, WAIT);
            training.trainModelPrice(model);
            return model;
        }
    }

    private List<ChannelId> channels(String role) {
        try (SnetClient client = net.newClient(role).build();
                ServiceClient service = net.open(client)) {
            return service.payments().channelStates().stream()
                    .map(ChannelState::id)
                    .toList();
        }
    }

    /** By the daemon's books. */
    private Cogs paid(List<ChannelId> channels) {
        return channels.stream().map(net.service().daemon().store()::authorized).reduce(Cogs.ZERO, Cogs::plus);
    }

    private Stream<DynamicTest> table(String owner, String caller, Failures failures, Situation situation) {
        prepared(caller);
        List<ChannelId> channels = channels(caller);
        ModelId shared = prepared(owner, failures.share ? new String[] {caller} : new String[0]);
        return Stream.of(Rpc.values())
                .map(rpc -> dynamicTest(rpc.name().toLowerCase(Locale.ROOT), () -> {
                    Optional<Class<? extends SnetException>> expected = Optional.ofNullable(failures.expected.get(rpc));
                    boolean pays = expected.isEmpty() && PAID.contains(rpc);
                    ModelId model = pays ? prepared(owner) : shared;
                    Cogs before = paid(channels);
                    Throwable failure = catchThrowable(() -> situation.call(rpc, model));
                    if (expected.isEmpty()) {
                        assertThat(failure).isNull();
                        assertThat(paid(channels).equals(before)).isNotEqualTo(pays);
                    } else {
                        assertThat(failure).isExactlyInstanceOf(expected.get());
                        assertThat(((SnetException) failure).charge()).isEqualTo(Charge.NONE);
                        assertThat(paid(channels)).isEqualTo(before);
                    }
                }));
    }

    private void as(SnetClient.Builder builder, Rpc rpc, ModelId model) {
        try (SnetClient client = builder.build();
                ServiceClient service = net.open(client)) {
            call(rpc, service.training(), model);
        }
    }

    @TestFactory
    Stream<DynamicTest> inGoodOrder() {
        return table(
                "consumer", "consumer", new Failures(), (rpc, model) -> as(existingChannels("consumer"), rpc, model));
    }

    /**
     * The client's node has stopped following the chain, so long ago that even what is signed for 600 blocks is too
     * old.
     */
    @TestFactory
    Stream<DynamicTest> signedForAnOldBlock() {
        Failures failures = new Failures()
                .of(AuthorizationRejectedException.class, Rpc.CREATE_MODEL, Rpc.GET_MODEL, Rpc.GET_ALL_MODELS)
                .of(AuthorizationRejectedException.class, Rpc.METADATA_BY_MODEL)
                .of(
                        AuthorizationExpiredException.class,
                        Rpc.VALIDATE_MODEL_PRICE,
                        Rpc.PRICE_BY_LINK,
                        Rpc.TRAIN_MODEL_PRICE)
                .of(AuthorizationExpiredException.class, Rpc.UPDATE_MODEL, Rpc.DELETE_MODEL)
                .of(AuthorizationExpiredException.class, Rpc.UPLOAD_AND_VALIDATE, Rpc.VALIDATE_MODEL, Rpc.TRAIN_MODEL);
        BlockNumber old = net.devnet().blockNumber();
        net.devnet().mine(BlockCount.of(500));
        net.devnet().mine(BlockCount.of(102));
        return table("consumer", "consumer", failures, (rpc, model) -> {
            net.faults().node().standStillAt(old);
            try {
                as(existingChannels("consumer"), rpc, model);
            } finally {
                net.faults().node().heal();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> signedWithTheWrongKey() {
        Failures failures = new Failures()
                .of(AuthorizationRejectedException.class, Rpc.values())
                .of(PaymentException.class, PAID.toArray(Rpc[]::new));
        failures.expected.remove(Rpc.GET_TRAINING_METADATA);
        failures.expected.remove(Rpc.GET_METHOD_METADATA);
        return table("consumer", "consumer", failures, (rpc, model) -> {
            Identity liar = new FalseSigner(
                    net.account("consumer").address(), net.account("consumer2").identity());
            as(net.newClient(liar).spendingLimit(SpendingLimit.existingChannelsOnly()), rpc, model);
        });
    }

    @TestFactory
    Stream<DynamicTest> whileTheProviderIsDown() {
        Failures failures = new Failures().of(ProviderFailedException.class, Rpc.values());
        Stream.of(Rpc.GET_TRAINING_METADATA, Rpc.GET_METHOD_METADATA, Rpc.GET_ALL_MODELS, Rpc.UPDATE_MODEL)
                .forEach(failures.expected::remove);
        return table("consumer", "consumer", failures, (rpc, model) -> {
            TOY.goDown();
            try {
                as(existingChannels("consumer"), rpc, model);
            } finally {
                TOY.comeBack();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> onAnothersModel() {
        Failures failures = new Failures()
                .of(NotOwnerException.class, Rpc.VALIDATE_MODEL_PRICE, Rpc.PRICE_BY_LINK, Rpc.TRAIN_MODEL_PRICE)
                .of(NotOwnerException.class, Rpc.UPLOAD_AND_VALIDATE, Rpc.VALIDATE_MODEL, Rpc.TRAIN_MODEL)
                .of(NotOwnerException.class, Rpc.DELETE_MODEL)
                .of(ModelNotAccessibleException.class, Rpc.GET_MODEL, Rpc.METADATA_BY_MODEL, Rpc.UPDATE_MODEL);
        return table("consumer2", "consumer", failures, (rpc, model) -> as(existingChannels("consumer"), rpc, model));
    }

    @TestFactory
    Stream<DynamicTest> onAnothersModelThatIsShared() {
        Failures failures = new Failures()
                .shared()
                .of(NotOwnerException.class, Rpc.VALIDATE_MODEL_PRICE, Rpc.PRICE_BY_LINK, Rpc.TRAIN_MODEL_PRICE)
                .of(NotOwnerException.class, Rpc.UPLOAD_AND_VALIDATE, Rpc.VALIDATE_MODEL, Rpc.TRAIN_MODEL)
                .of(NotOwnerException.class, Rpc.DELETE_MODEL, Rpc.UPDATE_MODEL);
        return table("consumer2", "consumer", failures, (rpc, model) -> as(existingChannels("consumer"), rpc, model));
    }

    /** The paid calls are left out: no call gives a quote for it, and a real daemon dies of one. */
    @TestFactory
    Stream<DynamicTest> onAModelThatDoesNotExist() {
        Failures failures = new Failures()
                .of(ModelNotFoundException.class, Rpc.VALIDATE_MODEL_PRICE, Rpc.PRICE_BY_LINK, Rpc.TRAIN_MODEL_PRICE)
                .of(ModelNotFoundException.class, Rpc.DELETE_MODEL)
                .of(ModelNotAccessibleException.class, Rpc.GET_MODEL, Rpc.METADATA_BY_MODEL, Rpc.UPDATE_MODEL);
        return table("consumer", "consumer", failures, (rpc, model) -> {
            ModelId target = PAID.contains(rpc) ? model : new ModelId("none");
            as(existingChannels("consumer"), rpc, target);
        });
    }

    @TestFactory
    Stream<DynamicTest> whileTheDaemonIsDown() {
        Failures failures = new Failures().of(DaemonUnavailableException.class, Rpc.values());
        return table("consumer", "consumer", failures, (rpc, model) -> {
            net.service().stopDaemon();
            try {
                as(existingChannels("consumer"), rpc, model);
            } finally {
                net.service().restartDaemon();
            }
        });
    }

    /** Another process of the same payer holds the channel with an upload that does not come to its end. */
    @TestFactory
    Stream<DynamicTest> whileTheChannelIsHeld() {
        Failures failures = new Failures().of(ChannelBusyException.class, PAID.toArray(Rpc[]::new));
        ModelId other = prepared("consumer3");
        return table("consumer3", "consumer3", failures, (rpc, model) -> {
            CountDownLatch uploading = new CountDownLatch(1);
            CountDownLatch enough = new CountDownLatch(1);
            try (SnetClient client = existingChannels("consumer3").build();
                    ServiceClient service = net.open(client)) {
                DatasetUpload upload = DatasetUpload.builder(new ValidationQuote(other, ToyService.VALIDATION), dataset)
                        .chunkBytes(1000)
                        .onProgress(sent -> {
                            if (sent.bytesSent() >= 1000) {
                                uploading.countDown();
                                awaitEnd(enough);
                                Thread.currentThread().interrupt();
                            }
                        })
                        .build();
                CompletableFuture<ModelStatus> held = service.training().async().uploadAndValidate(upload);
                uploading.await();
                try {
                    as(existingChannels("consumer3"), rpc, model);
                } finally {
                    enough.countDown();
                    assertThat(catchThrowable(held::join)).hasCauseInstanceOf(CallCancelledException.class);
                }
            }
        });
    }

    private static void awaitEnd(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Somebody asked for the prices after they had risen. */
    @TestFactory
    Stream<DynamicTest> withAQuoteThatIsNotValidAnyMore() {
        Failures failures = new Failures().of(PriceChangedException.class, PAID.toArray(Rpc[]::new));
        return table("consumer", "consumer", failures, (rpc, model) -> {
            TOY.handler.setSurcharge(Cogs.of(1));
            try (SnetClient client = existingChannels("consumer").build();
                    ServiceClient service = net.open(client)) {
                service.training().validateModelPrice(model);
                service.training().trainModelPrice(model);
            } finally {
                TOY.handler.setSurcharge(Cogs.ZERO);
            }
            as(existingChannels("consumer"), rpc, model);
        });
    }
}
