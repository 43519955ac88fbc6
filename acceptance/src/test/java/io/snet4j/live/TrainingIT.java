package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.dataset.UploadProgress;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.errors.AuthorizationRejectedException;
import io.snet4j.errors.ModelNotFoundException;
import io.snet4j.errors.PriceChangedException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.errors.TrainingFailedException;
import io.snet4j.grpc.ModelIds;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.junit.TestAccount;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.provider.Claim;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.testing.Zips;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.Model;
import io.snet4j.training.ModelFilter;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingIT {
    private static final Cogs CALL = Cogs.of(7);
    private static final WaitOptions WAIT = WaitOptions.builder(Duration.ofSeconds(60))
            .pollEvery(Duration.ofMillis(50))
            .build();
    private static final List<TestSession> NETWORKS = new ArrayList<>();

    private final Path folder;

    TrainingIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    static void start() {
        NETWORKS.add(Toys.alone(new ToyService()).start());
    }

    @AfterAll
    static void stop() {
        NETWORKS.forEach(TestSession::close);
    }

    private static DevnetConnection net() {
        return NETWORKS.get(0).connection();
    }

    private static SnetClient.Builder client(String account) {
        return NETWORKS.get(0).newClient(account);
    }

    private static ServiceClient open(SnetClient client) {
        return client.openService(net().orgId(), net().serviceId());
    }

    private Path dataset(int bytes) {
        return Zips.write(folder.resolve("dataset-" + bytes + ".zip"), bytes);
    }

    private static long ask(Channel channel, ModelId model) {
        DynamicMessage question = ModelIds.set(ToyService.question(), model).build();
        return ToyService.size(ClientCalls.blockingUnaryCall(channel, ToyService.SIZE, CallOptions.DEFAULT, question));
    }

    private static ModelId trained(Training training, Path archive) {
        ModelId model = training.createModel(NewModel.of("size", "mine")).id();
        training.uploadAndValidate(DatasetUpload.of(training.validateModelPrice(model), archive));
        training.awaitStatus(model, ModelStatus.VALIDATED, WAIT);
        training.trainModel(training.trainModelPrice(model));
        return training.awaitStatus(model, ModelStatus.READY_TO_USE, WAIT).id();
    }

    @Test
    void aModelIsTrainedCalledAndClaimedOnChainForExactlyWhatWasSigned() {
        Path archive = dataset(3_000_000);
        List<SignedAmount> signed = new CopyOnWriteArrayList<>();
        List<UploadProgress> progress = new ArrayList<>();
        PaymentListener listener = signed::add;
        try (SnetClient client = client("consumer").onPayment(listener).build();
                ServiceClient service = open(client);
                Chain chain = Chain.connect(net().rpcUrl(), Duration.ofSeconds(10));
                ProviderClaims claims = ProviderClaims.connect(
                        net().daemonUrl(),
                        chain,
                        net().contracts().mpe(),
                        net().account("provider").identity())) {
            Training training = service.training();
            assertThat(training.isEnabled()).isTrue();
            ModelId model = training.createModel(NewModel.of("size", "mine")).id();
            training.uploadAndValidate(DatasetUpload.builder(training.validateModelPrice(model), archive)
                    .chunkBytes(200_000)
                    .onProgress(progress::add)
                    .build());
            training.awaitStatus(model, ModelStatus.VALIDATED, WAIT);
            training.trainModel(training.trainModelPrice(model));
            Model ready = training.awaitStatus(model, ModelStatus.READY_TO_USE, WAIT);
            Channel channel = PaidChannel.of(service);
            for (int i = 0; i < 5; i++) {
                assertThat(ask(channel, ready.id())).isEqualTo(3_000_000);
            }

            Cogs total = ToyService.VALIDATION.plus(ToyService.TRAINING).plus(CALL.times(5));
            List<ChannelState> channels = service.payments().channelStates();
            assertThat(channels).hasSize(1);
            assertThat(channels.get(0).signed()).isEqualTo(total);
            assertThat(signed)
                    .extracting(SignedAmount::channelId)
                    .containsOnly(channels.get(0).id());
            assertThat(progress).hasSize(16);

            MultiPartyEscrow escrow =
                    new MultiPartyEscrow(chain, net().contracts().mpe());
            Cogs before = escrow.balance(net().account("provider").address());
            Claim claim = claims.claim(channels.get(0).id());
            assertThat(claim.amount()).isEqualTo(total);
            assertThat(escrow.balance(net().account("provider").address()).minus(before))
                    .isEqualTo(total);

            ask(channel, ready.id());
            assertThat(signed.get(signed.size() - 1).nonce()).isEqualTo(ChannelNonce.of(1));
            assertThat(signed.get(signed.size() - 1).amount()).isEqualTo(CALL);
            assertThat(training.deleteModel(model)).isEqualTo(ModelStatus.DELETED);
        }
    }

    @Test
    void aRestartedClientReusesTheChannelAndContinuesWithTheRightAmount() {
        TestAccount account = NETWORKS.get(0).account("consumer2");
        ModelId model;
        try (SnetClient client = client("consumer2").build();
                ServiceClient service = open(client)) {
            model = trained(service.training(), dataset(1000));
        }
        try (SnetClient client = client("consumer2")
                        .spendingLimit(SpendingLimit.existingChannelsOnly())
                        .build();
                ServiceClient service = open(client)) {
            assertThat(ask(PaidChannel.of(service), model)).isEqualTo(1000);

            assertThat(service.payments().channelStates())
                    .singleElement()
                    .extracting(ChannelState::signed)
                    .isEqualTo(ToyService.VALIDATION.plus(ToyService.TRAINING).plus(CALL));
            assertThat(service.training()
                            .getAllModels(ModelFilter.builder()
                                    .createdBy(account.address())
                                    .build()))
                    .extracting(Model::id)
                    .containsExactly(model);
        }
    }

    @Test
    void threadsShareOneChannelAndEveryCallPaysItsPrice() {
        try (SnetClient client = client("consumer3").build();
                ServiceClient service = open(client)) {
            ModelId model = trained(service.training(), dataset(2000));
            Channel channel = PaidChannel.of(service);
            TrainingQuote quote = service.training().trainModelPrice(model);
            CompletableFuture<ModelStatus> training = service.training().async().trainModel(quote);
            List<CompletableFuture<Long>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(CompletableFuture.supplyAsync(() -> {
                    for (int j = 0; j < 9; j++) {
                        ask(channel, model);
                    }
                    return ask(channel, model);
                }));
            }
            calls.forEach(call -> assertThat(call.join()).isIn(2000L, -1L));
            training.join();

            Cogs total = ToyService.VALIDATION
                    .plus(ToyService.TRAINING)
                    .plus(ToyService.TRAINING)
                    .plus(CALL.times(80));
            assertThat(service.payments().channelStates())
                    .singleElement()
                    .extracting(ChannelState::signed)
                    .isEqualTo(total);
        }
    }

    @Test
    void aStrangerAndAnUnknownModelAreToldApartAsFarAsTheDaemonDoes() {
        try (SnetClient owner = client("consumer").build();
                ServiceClient owned = open(owner);
                SnetClient other = client("consumer2").build();
                ServiceClient strange = open(other)) {
            ModelId model =
                    owned.training().createModel(NewModel.of("size", "mine")).id();
            Training stranger = strange.training();

            assertThatThrownBy(() -> stranger.trainModelPrice(model))
                    .isInstanceOf(AuthorizationRejectedException.class);
            assertThatThrownBy(() -> stranger.getModel(model)).isInstanceOf(ModelNotFoundException.class);
            assertThatThrownBy(() -> stranger.trainModelPrice(new ModelId("none")))
                    .isInstanceOf(ModelNotFoundException.class);
            assertThatThrownBy(() -> owned.training().trainModel(new TrainingQuote(model, Cogs.of(1))))
                    .isInstanceOf(PriceChangedException.class);
        }
    }

    @Test
    void aDatasetThatIsRefusedEndsTheWait() {
        try (SnetClient client = client("consumer4").build();
                ServiceClient service = open(client)) {
            Training training = service.training();
            ModelId model = training.createModel(NewModel.of("size", "mine")).id();
            training.uploadAndValidate(DatasetUpload.of(training.validateModelPrice(model), dataset(150)));

            assertThatThrownBy(() -> training.awaitStatus(model, ModelStatus.VALIDATED, WAIT))
                    .isInstanceOf(TrainingFailedException.class)
                    .hasMessageContaining("ERRORED");
        }
    }

    @Test
    void withoutALimitNothingIsOpened() {
        try (SnetClient client = client("consumer5")
                        .spendingLimit(SpendingLimit.existingChannelsOnly())
                        .build();
                ServiceClient service = open(client)) {
            Training training = service.training();
            ModelId model = training.createModel(NewModel.of("size", "mine")).id();
            TrainingQuote quote = training.trainModelPrice(model);

            assertThatThrownBy(() -> training.trainModel(quote)).isInstanceOf(SpendingLimitException.class);
            assertThat(service.payments().channelStates()).isEmpty();
        }
    }
}
