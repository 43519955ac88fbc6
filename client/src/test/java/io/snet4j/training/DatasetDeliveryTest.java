package io.snet4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.snet4j.dataset.DatasetContent;
import io.snet4j.dataset.DatasetHost;
import io.snet4j.dataset.DatasetHostException;
import io.snet4j.dataset.DatasetProblem;
import io.snet4j.dataset.DatasetRejectedException;
import io.snet4j.dataset.DatasetRoute;
import io.snet4j.dataset.HostedDataset;
import io.snet4j.dataset.UploadProgress;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.ModelNotFoundException;
import io.snet4j.errors.PriceChangedException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.StreamingUploadUnsupportedException;
import io.snet4j.internal.dataset.ArchiveType;
import io.snet4j.internal.dataset.DatasetPacker;
import io.snet4j.internal.dataset.PackListener;
import io.snet4j.internal.transport.DaemonRelease;
import io.snet4j.scripted.World;
import io.snet4j.testing.Zips;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import io.snet4j.value.MethodRef;
import io.snet4j.wire.training.TrainingDaemonProto.AuthorizationDetails;
import io.snet4j.wire.training.TrainingProto;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetDeliveryTest {
    private static final Status WRAPPER = Status.UNKNOWN.withDescription("WrapperServerStream: unexpected message type"
            + " *training.UploadAndValidateRequest, want *codec.GrpcFrame");

    private final World world = new World();
    private final ChannelId channel = world.openChannel(1000);
    private final Training training = world.client().training();
    private final ModelId model =
            training.createModel(NewModel.of("draw", "mine")).id();
    private final MemoryHost host = new MemoryHost();
    private final Path folder;

    DatasetDeliveryTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Keeps what it is given, and counts. */
    private static final class MemoryHost implements DatasetHost {
        private final List<byte[]> taken = new ArrayList<>();
        private int withdrawn;

        @Override
        public HostedDataset host(DatasetContent content, Duration atMost) {
            try (InputStream in = content.open()) {
                taken.add(in.readAllBytes());
            } catch (IOException e) {
                throw new DatasetHostException("cannot read", e);
            }
            return new HostedDataset() {
                @Override
                public URI link() {
                    return URI.create("https://example.org/" + content.fileName());
                }

                @Override
                public void close() {
                    withdrawn++;
                }
            };
        }

        @Override
        public void close() {}
    }

    private Path zip(int bytes) {
        return Zips.write(folder.resolve("dataset.zip"), bytes);
    }

    private DatasetUpload.Builder upload(Path archive) {
        return DatasetUpload.builder(training.validateModelPrice(model), archive)
                .host(host);
    }

    private Path zipOf(String... names) throws IOException {
        Path file = folder.resolve("bad.zip");
        try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(1);
            }
        }
        return file;
    }

    @Test
    @Tag("D2")
    void problemsAreFoundBeforeAnythingIsSignedAndAllAtOnce() throws IOException {
        Path bad = zipOf("a.txt", "b.exe", "images/", "images/IMG_1.JPG", "__MACOSX/._a", ".DS_Store");

        assertThatThrownBy(() -> training.uploadAndValidate(upload(bad).build()))
                .isInstanceOfSatisfying(DatasetRejectedException.class, e -> {
                    assertThat(e.problems()).isEqualTo(training.checkDataset(model, bad));
                    assertThat(e.problems())
                            .extracting(DatasetProblem::describe)
                            .satisfiesExactly(text -> assertThat(text).contains("a.txt"), text -> assertThat(text)
                                    .contains("b.exe"));
                    assertThat(e.charge()).isEqualTo(Charge.NONE);
                })
                .hasMessageContaining("a.txt")
                .hasMessageContaining("b.exe");
        assertThat(world.signed).isEmpty();
        assertThat(world.daemon.calls("upload_and_validate")).isZero();
        assertThat(training.checkDataset(MethodRef.parse("Pictures/draw"), bad)).hasSize(2);
        assertThat(training.checkDataset(model, zip(1000))).isEmpty();
    }

    @Test
    void whoeverKnowsBetterSkipsTheCheck() throws IOException {
        training.uploadAndValidate(upload(zipOf("a.txt")).skipLocalCheck().build());

        assertThat(world.daemon.calls("get_method_metadata")).isZero();
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.of(5));
        assertThatThrownBy(() -> training.uploadAndValidate(upload(Files.createFile(folder.resolve("empty")))
                        .skipLocalCheck()
                        .build()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("empty");
    }

    @Test
    @Tag("D3")
    void anArchiveOfATypeThatTheServiceDoesNotTakeIsNotPaidWhateverItIsCalled() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        Files.write(images.resolve("a.png"), new byte[100]);
        Path archive = folder.resolve("dataset.zip");
        DatasetPacker.pack(images, archive, ArchiveType.TAR_GZ, PackListener.NONE);

        assertThatThrownBy(() -> training.uploadAndValidate(upload(archive).build()))
                .isInstanceOfSatisfying(DatasetRejectedException.class, e -> assertThat(e.problems())
                        .containsExactly(new DatasetProblem.WrongArchiveType("tar.gz", List.of("zip"))));
        assertThat(world.signed).isEmpty();
    }

    @Test
    void aModelThatIsGoneIsNotAskedAboutItsMethod() {
        ValidationQuote quote = new ValidationQuote(new ModelId("gone"), Cogs.of(5));

        assertThatThrownBy(() -> training.uploadAndValidate(DatasetUpload.of(quote, zip(1000))))
                .isInstanceOf(ModelNotFoundException.class);
        assertThatThrownBy(() -> training.checkDataset(new ModelId("gone"), zip(1000)))
                .isInstanceOf(ModelNotFoundException.class);
        assertThat(world.daemon.calls("get_method_metadata")).isZero();
        assertThat(world.signed).isEmpty();
    }

    @Test
    void aFolderIsPackedSentAndNothingIsLeft() throws IOException {
        Path images = folder.resolve("images");
        Files.createDirectories(images.resolve("deep"));
        Files.write(images.resolve("deep/a.png"), new byte[100]);
        Files.write(images.resolve("b.JPG"), new byte[100]);
        List<Path> before = temporaryFiles();

        training.uploadAndValidate(upload(images).build());

        List<String> names = new ArrayList<>();
        try (var zip = new ZipInputStream(
                new ByteArrayInputStream(world.daemon.training().dataset().toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).containsExactlyInAnyOrder("b.JPG", "deep/a.png");
        assertThat(world.daemon.training().uploaded().get(0).getFileName()).isEqualTo("images.zip");
        assertThat(temporaryFiles()).isEqualTo(before);
        assertThat(training.checkDataset(model, images)).isEmpty();
    }

    private static List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("snet4j-dataset-"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    @Tag("D4")
    void whatIsCheckedIsWhatIsSentAndAFileReplacedMeanwhileIsNotPaid() throws IOException {
        Path archive = zip(300_000);
        DatasetUpload upload = upload(archive)
                .chunkBytes(100_000)
                .onProgress(progress -> {
                    if (progress.bytesSent() == 100_000) {
                        replace(archive);
                    }
                })
                .build();

        assertThatThrownBy(() -> training.uploadAndValidate(upload))
                .isInstanceOfSatisfying(InvalidRequestException.class, e -> assertThat(e.charge())
                        .isEqualTo(Charge.NONE))
                .hasMessageContaining("replaced");
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.ZERO);
    }

    private void replace(Path archive) {
        try {
            Files.move(
                    Zips.write(folder.resolve("other.zip"), 300_000),
                    archive,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @Tag("D4")
    void refusedUploadsLeaveNoFileOpen() throws IOException {
        Path bad = zipOf("a.txt");
        List<DatasetRejectedException> kept = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            try {
                training.uploadAndValidate(upload(bad).build());
            } catch (DatasetRejectedException e) {
                kept.add(e);
            }
        }
        assertThat(kept).hasSize(5);
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.filter(fd -> leadsTo(fd, bad))).isEmpty();
        }
    }

    private static boolean leadsTo(Path fd, Path file) {
        try {
            return Files.readSymbolicLink(fd).equals(file.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void withABrokenDaemonTheDatasetGoesByLinkForTheSamePrice() throws IOException {
        Path archive = zip(200_000);
        List<UploadProgress> progress = new ArrayList<>();
        for (String tag : List.of("v6.1.0", "v6.2.3", "")) {
            world.release = DaemonRelease.parse(tag);
            assertThat(training.uploadAndValidate(
                            upload(archive).onProgress(progress::add).build()))
                    .isEqualTo(ModelStatus.VALIDATING);
        }
        assertThat(host.taken).hasSize(3).allMatch(bytes -> bytes.length == 200_000);
        assertThat(host.taken.get(0)).isEqualTo(Files.readAllBytes(archive));
        assertThat(world.daemon.calls("upload_and_validate")).isZero();
        assertThat(world.daemon.calls("validate_model")).isEqualTo(3);
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.of(15));
        assertThat(progress.get(0).bytesSent()).isZero();
        assertThat(progress.get(progress.size() - 1).fraction()).isEqualTo(1.0);
    }

    @Test
    void aLinkIsWithdrawnWhenTheProviderIsDoneWithItAndNotBefore() {
        world.release = DaemonRelease.parse("v6.2.3");
        training.uploadAndValidate(upload(zip(1000)).build());
        world.daemon.training().setStatus(model.value(), TrainingProto.Status.VALIDATING);
        training.getModel(model);
        assertThat(host.withdrawn).isZero();

        world.daemon.training().setStatus(model.value(), TrainingProto.Status.VALIDATED);
        training.withDeadline(Duration.ofSeconds(5)).getModel(model);
        training.getModel(model);
        assertThat(host.withdrawn).isEqualTo(1);

        training.uploadAndValidate(upload(zip(1000)).build());
        training.uploadAndValidate(upload(zip(2000)).build());
        assertThat(host.withdrawn).isEqualTo(2);
    }

    @Test
    void aLinkThatIsSecretIsNotPrinted() {
        LinkQuote quote = training.validateModelPrice(model, URI.create("https://example.org/a.zip?signature=secret"));

        assertThat(quote.toString()).contains("https://example.org/a.zip").doesNotContain("secret");
    }

    @Test
    void anotherPriceForTheLinkIsNotPaidAndTheLinkIsWithdrawn() {
        world.release = DaemonRelease.parse("v6.2.3");
        DatasetUpload upload = upload(zip(1000)).build();
        world.daemon.training().setPrice(Cogs.of(6));

        assertThatThrownBy(() -> training.uploadAndValidate(upload))
                .isInstanceOf(PriceChangedException.class)
                .hasMessageContaining("6 cogs")
                .hasMessageContaining("5 cogs");
        assertThat(world.signed).isEmpty();
        assertThat(host.withdrawn).isEqualTo(1);
    }

    @Test
    void aListenerThatThrowsBreaksNoUploadByLink() {
        DatasetUpload upload = upload(zip(1_000_000))
                .route(DatasetRoute.LINK)
                .onProgress(progress -> {
                    throw new IllegalStateException("a listener that fails at " + progress.bytesSent());
                })
                .build();

        assertThat(training.uploadAndValidate(upload)).isEqualTo(ModelStatus.VALIDATING);
        assertThat(host.taken).hasSize(1).allMatch(bytes -> bytes.length == 1_000_000);
    }

    @Test
    void aDaemonThatRefusesStreamsIsRecognizedAndCostsNothing() {
        world.daemon.refuse("upload_and_validate", WRAPPER);

        assertThatThrownBy(() -> training.uploadAndValidate(
                        upload(zip(1000)).route(DatasetRoute.STREAM).build()))
                .isInstanceOfSatisfying(StreamingUploadUnsupportedException.class, e -> assertThat(e.charge())
                        .isEqualTo(Charge.NONE))
                .hasMessageContaining("DatasetHost")
                .hasMessageContaining("WrapperServerStream");
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.ZERO);
    }

    @Test
    void aNewDaemonThatStillRefusesStreamsGetsALink() {
        world.release = DaemonRelease.parse("v6.3.0");
        world.daemon.refuse("upload_and_validate", WRAPPER);

        training.uploadAndValidate(upload(zip(1000)).build());

        assertThat(host.taken).hasSize(1);
        assertThat(world.daemon.ledger().signed(channel.value())).isEqualTo(Cogs.of(5));
    }

    @Test
    void withoutAHostABrokenDaemonIsRefusedBeforeTheFileIsRead() throws IOException {
        world.release = DaemonRelease.parse("v6.1.0");
        DatasetUpload upload = DatasetUpload.of(training.validateModelPrice(model), zipOf("a.txt"));

        assertThatThrownBy(() -> training.uploadAndValidate(upload))
                .isInstanceOf(StreamingUploadUnsupportedException.class)
                .hasMessageContaining("v6.1.0");
        assertThat(world.signed).isEmpty();
    }

    @Test
    void withoutReusableAuthorizationsEachReadSignsItsOwnName() {
        world.reusableAuthorizations = false;
        Training careful = world.client().training();
        int before = world.daemon.training().authorizations().size();
        int requests = world.chain.requests();

        careful.getModel(model);
        careful.getModel(model);
        careful.validateModelPrice(model);
        careful.getAllModels(ModelFilter.builder().build()).toList();

        List<AuthorizationDetails> all = world.daemon.training().authorizations();
        assertThat(all.subList(before, all.size()))
                .extracting(AuthorizationDetails::getMessage)
                .containsExactly("get_model", "get_model", "validate_model_price", "get_all_models");
        assertThat(world.chain.requests()).as("one block for all of them").isEqualTo(requests + 1);
    }
}
