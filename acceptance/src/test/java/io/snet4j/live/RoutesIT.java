package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.dataset.DatasetHost;
import io.snet4j.dataset.DatasetRoute;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.StreamingUploadUnsupportedException;
import io.snet4j.grpc.ModelIds;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.internal.dataset.ArchiveType;
import io.snet4j.internal.dataset.DatasetPacker;
import io.snet4j.internal.dataset.PackListener;
import io.snet4j.junit.TestSession;
import io.snet4j.testing.Zips;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import io.snet4j.value.MethodRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoutesIT {
    private static final int BYTES = 2_000_000;
    private static final WaitOptions WAIT = WaitOptions.builder(Duration.ofSeconds(60))
            .pollEvery(Duration.ofMillis(50))
            .build();

    private final Path folder;

    RoutesIT(@TempDir Path folder) {
        this.folder = folder;
    }

    private static TestSession start(DaemonVersion version) {
        return Toys.alone(new ToyService()).daemonVersion(version).start();
    }

    private static Cogs signed(ServiceClient service) {
        return service.payments().channelStates().stream()
                .map(channel -> channel.signed())
                .reduce(Cogs.ZERO, Cogs::plus);
    }

    private static ModelId train(Training training, DatasetUpload.Builder upload, ModelId model) {
        training.uploadAndValidate(upload.build());
        training.awaitStatus(model, ModelStatus.VALIDATED, WAIT);
        training.trainModel(training.trainModelPrice(model));
        return training.awaitStatus(model, ModelStatus.READY_TO_USE, WAIT).id();
    }

    private static ModelId create(Training training) {
        return training.createModel(NewModel.of("size", "mine")).id();
    }

    private static long ask(ServiceClient service, ModelId model) {
        return ToyService.size(ClientCalls.blockingUnaryCall(
                PaidChannel.of(service),
                ToyService.SIZE,
                CallOptions.DEFAULT,
                ModelIds.set(ToyService.question(), model).build()));
    }

    @ParameterizedTest
    @EnumSource
    void aModelIsTrainedAndCalledByLinkFromEveryKindOfHost(DaemonVersion version) throws IOException {
        Path archive = Zips.write(folder.resolve("set.zip"), BYTES);
        DatasetRoute route = version == DaemonVersion.V6_0 ? DatasetRoute.LINK : DatasetRoute.AUTO;
        try (TestSession net = start(version);
                ObjectStore store = new ObjectStore();
                DatasetHost served = DatasetHost.folder(folder.resolve("served"));
                DatasetHost put = DatasetHost.presigned(store::target);
                DatasetHost ipfs = DatasetHost.ipfs(net.connection().ipfsUrl());
                SnetClient client =
                        net.newClient("consumer").datasetHost(served).build();
                ServiceClient service = net.open(client)) {
            Training training = service.training();
            for (DatasetHost host : List.of(served, put, ipfs)) {
                ModelId model = create(training);
                DatasetUpload.Builder upload = DatasetUpload.builder(training.validateModelPrice(model), archive)
                        .route(route);
                // The client's own is the first.
                train(training, host == served ? upload : upload.host(host), model);
                assertThat(ask(service, model)).isEqualTo(BYTES);
                assertThat(training.getModel(model).trainingDataLink()).isPresent();
            }

            Cogs one = ToyService.VALIDATION.plus(ToyService.TRAINING).plus(Cogs.of(7));
            assertThat(signed(service)).isEqualTo(one.times(3));
            assertThat(store.objects()).as("withdrawn after validation").isEmpty();
            try (Stream<Path> left = Files.list(folder.resolve("served"))) {
                assertThat(left).as("withdrawn after validation").isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutAHostOnlyADaemonThatTakesStreamsIsPaid(DaemonVersion version) {
        Path archive = Zips.write(folder.resolve("set.zip"), BYTES);
        try (TestSession net = start(version);
                SnetClient client = net.newClient("consumer").build();
                ServiceClient service = net.open(client)) {
            Training training = service.training();
            ModelId model = create(training);
            for (DatasetRoute route : List.of(DatasetRoute.AUTO, DatasetRoute.STREAM)) {
                DatasetUpload upload = DatasetUpload.builder(training.validateModelPrice(model), archive)
                        .route(route)
                        .build();
                if (version == DaemonVersion.V6_0) {
                    training.uploadAndValidate(upload);
                    training.awaitStatus(model, ModelStatus.VALIDATED, WAIT);
                } else {
                    assertThatThrownBy(() -> training.uploadAndValidate(upload))
                            .isInstanceOfSatisfying(
                                    StreamingUploadUnsupportedException.class,
                                    e -> assertThat(e.charge()).isEqualTo(Charge.NONE));
                }
            }
            assertThat(signed(service))
                    .isEqualTo(version == DaemonVersion.V6_0 ? ToyService.VALIDATION.times(2) : Cogs.ZERO);
        }
    }

    @Test
    @Tag("D3")
    void anUploadOfATarGzLastsLongerThan30Blocks() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        Path noise = Zips.write(images.resolve("a.png"), 4_000_000);
        Path archive = folder.resolve("set.tgz");
        DatasetPacker.pack(images, archive, ArchiveType.TAR_GZ, PackListener.NONE);
        try (TestSession net = start(DaemonVersion.V6_0);
                SnetClient client = net.newClient("consumer").build();
                ServiceClient service = net.open(client)) {
            Training training = service.training();
            assertThat(training.checkDataset(MethodRef.parse("Toy/size"), archive))
                    .isEmpty();
            ModelId model = create(training);
            BlockNumber before = net.devnet().blockNumber();

            train(
                    training,
                    DatasetUpload.builder(training.validateModelPrice(model), archive)
                            .chunkBytes(200_000)
                            .onProgress(progress -> net.devnet().mine(BlockCount.of(2))),
                    model);

            assertThat(Files.size(archive)).isGreaterThan(noise.toFile().length() - 100_000);
            assertThat(net.devnet().blockNumber().minus(before)).isGreaterThan(BlockCount.of(30));
            assertThat(ask(service, model)).isEqualTo(Files.size(archive));
        }
    }
}
