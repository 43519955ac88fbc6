package io.snet4j.provider;

import static io.snet4j.provider.ModelLifecycleTest.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Status;
import io.snet4j.errors.StorageException;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.wire.training.TrainingProto;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {
    private static final byte[] DATA = "the linked dataset".getBytes(UTF_8);

    private final Path folder;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);
    private final HttpServer web;
    private final RunningProvider running;
    private final String model;

    LinkTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        // Under all of this machine's addresses, of which the provider allows one.
        web = HttpServer.create(new InetSocketAddress(0), 0);
        web.setExecutor(threads);
        web.start();
        running = new RunningProvider(
                folder, builder -> builder.maxDatasetBytes(100).storage(uri -> {
                    if (uri.getHost() == null || !uri.getHost().startsWith("Qm")) {
                        throw new StorageException("no such content: " + uri);
                    }
                    return DATA;
                }));
        model = running.createModel();
    }

    @AfterEach
    void stop() {
        release.countDown();
        running.close();
        web.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aLinkedDatasetIsFetchedAndValidatedInTheBackground() throws IOException {
        serve("/sets/digits.zip", exchange -> answer(exchange, 200, DATA));

        assertThat(running.validateLink(model, link("/sets/digits.zip")).getStatus())
                .isEqualTo(TrainingProto.Status.VALIDATING);

        assertThat(running.settled(model)).isEqualTo(ModelStatus.VALIDATED);
        Dataset dataset = running.state(model).dataset().orElseThrow();
        assertThat(Files.readAllBytes(dataset.file())).isEqualTo(DATA);
        assertThat(dataset.name()).isEqualTo("digits.zip");
    }

    @Test
    void aLinkedDatasetCanBeTrainedOn() {
        serve("/d", exchange -> answer(exchange, 200, DATA));
        running.validateLink(model, link("/d"));
        running.settled(model);

        running.train(model);

        assertThat(running.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(running.used(model)).isEqualTo("the linked dataset");
    }

    @Test
    void redirectsAreFollowed() {
        serve("/to", exchange -> answer(exchange, 200, DATA));
        serve("/from", exchange -> {
            exchange.getResponseHeaders().set("Location", link("/to"));
            answer(exchange, 302, new byte[0]);
        });

        running.validateLink(model, link("/from"));

        assertThat(running.settled(model)).isEqualTo(ModelStatus.VALIDATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:2379/v2/keys",
                "http://169.254.169.254/latest/meta-data/",
                "http://localhost/x",
                "https://10.0.0.1/",
                "http://[::ffff:127.0.0.1]/",
                "http://2130706433/"
            })
    void aLinkToAPrivateAddressIsRefusedBeforeAnythingIsPaid(String link) {
        try (RunningProvider strict = new RunningProvider(folder, TrainingProviderBuilder::allowLinksTo)) {
            String its = strict.createModel();

            assertRefused(
                    () -> strict.daemon().validateModelPrice(RunningProvider.request(its, link)),
                    Status.Code.INVALID_ARGUMENT,
                    "allowLinksTo");
            assertRefused(() -> strict.validateLink(its, link), Status.Code.INVALID_ARGUMENT, "leads to");
            assertThat(strict.status(its)).isEqualTo(ModelStatus.CREATED);
        }
    }

    @Test
    void aRedirectToAPrivateAddressMakesTheModelErroredWhoeverListensThere() {
        serve("/credentials", exchange -> answer(exchange, 200, DATA));
        for (String place : new String[] {
            link("/credentials").replace("127.0.0.1", "127.0.0.2"),
            "http://169.254.169.254/latest/",
            "http://[fd00::1]:1/"
        }) {
            serve("/from" + place.hashCode(), exchange -> {
                exchange.getResponseHeaders().set("Location", place);
                answer(exchange, 302, new byte[0]);
            });

            running.validateLink(model, link("/from" + place.hashCode()));

            assertErrored("a stranger's link may lead to the public internet only");
        }
    }

    @Test
    void whoeverIsAllowedIsNamedAsAHost() {
        assertThatThrownBy(() -> TrainingProvider.builder(new ScriptedHandler(), folder)
                        .allowLinksTo("data.example", "http://10.0.0.1/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://10.0.0.1/");
    }

    @Test
    void anIpfsLinkIsReadFromTheStorage() {
        running.validateLink(model, "ipfs://QmSomething");

        assertThat(running.settled(model)).isEqualTo(ModelStatus.VALIDATED);
    }

    @Test
    void contentThatTheStorageDoesNotHaveLeavesTheModelAsItWas() {
        running.validateLink(model, "ipfs://absent");

        assertAsItWas(running, model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "FILE:/etc/passwd", "ftp://host/x", "jar:file:/x!/y", "data.zip"})
    void otherSchemesAreRefusedBeforeAnythingIsPaid(String link) {
        assertRefused(() -> running.validateLink(model, link), Status.Code.INVALID_ARGUMENT, "reads http, https and");
        assertRefused(
                () -> running.daemon().validateModelPrice(RunningProvider.request(model, link)),
                Status.Code.INVALID_ARGUMENT,
                link);
        assertThat(running.status(model)).isEqualTo(ModelStatus.CREATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://", "http:///x", "not a link", "http://a b/"})
    void whatIsNoLinkIsRefused(String link) {
        assertRefused(() -> running.validateLink(model, link), Status.Code.INVALID_ARGUMENT, "");
    }

    @Test
    void ipfsLinksAreRefusedByAProviderWithoutStorage() {
        try (RunningProvider plain = new RunningProvider(folder)) {
            String its = plain.createModel();

            assertRefused(
                    () -> plain.validateLink(its, "ipfs://QmSomething"),
                    Status.Code.INVALID_ARGUMENT,
                    "reads no ipfs links");
        }
    }

    @Test
    void anAnswerOtherThan200LeavesTheModelAsItWas() {
        serve("/gone", exchange -> answer(exchange, 404, DATA));

        running.validateLink(model, link("/gone"));

        assertAsItWas(running, model);
    }

    @Test
    void aFileThatBreaksOffLeavesTheModelAsItWas() {
        serve("/half", exchange -> {
            exchange.sendResponseHeaders(200, DATA.length + 1);
            exchange.getResponseBody().write(DATA);
            exchange.getResponseBody().flush();
        });

        running.validateLink(model, link("/half"));

        assertAsItWas(running, model);
    }

    @Test
    void aFileInPiecesThatBreaksOffLeavesTheModelAsItWas() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.submit(() -> {
                try (Socket caller = socket.accept()) {
                    caller.getInputStream().read(new byte[1000]);
                    caller.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
                                    .getBytes(UTF_8));
                }
                return true;
            });

            running.validateLink(model, "http://127.0.0.1:" + socket.getLocalPort() + "/chunks");

            assertAsItWas(running, model);
        }
    }

    @Test
    void aLinkThatFailsLeavesTheDatasetAndTheArtifactThatTheModelHad() {
        running.uploadGood(model, "text");
        running.train(model);
        running.settled(model);

        running.validateLink(model, link("/absent"));

        assertThat(running.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
        assertThat(running.used(model)).isEqualTo("text");
        assertThat(running.state(model).dataset().orElseThrow().file()).hasContent("text");
        running.train(model);
        assertThat(running.settled(model)).isEqualTo(ModelStatus.READY_TO_USE);
    }

    @Test
    void aLinkedDatasetThatIsRefusedIsNotReplacedByTheOneBefore() {
        running.uploadGood(model, "text");
        serve("/empty", exchange -> answer(exchange, 200, new byte[0]));

        running.validateLink(model, link("/empty"));

        assertErrored("gives an empty file");
        assertRefused(() -> running.train(model), Status.Code.FAILED_PRECONDITION, "no validated dataset");
    }

    @Test
    void aLinkTakesThePlaceOfAnUploadThatWasNeverEnded() {
        serve("/d", exchange -> answer(exchange, 200, DATA));
        RunningProvider.Upload forgotten = running.new Upload();
        forgotten.send(RunningProvider.messages(model, "f", "text", 2).get(0));
        running.awaitOnDisk(folder, model, 2);

        running.validateLink(model, link("/d"));

        assertThat(running.settled(model)).isEqualTo(ModelStatus.VALIDATED);
        assertRefused(forgotten::answer, Status.Code.ABORTED, "by link");
    }

    @Test
    void aLinkThatIsTooLongIsRefusedBeforeItIsLookedAt() {
        String link = "http://127.0.0.1:1/" + "x".repeat(3_000_000);

        assertRefused(
                () -> running.validateLink(model, link),
                Status.Code.INVALID_ARGUMENT,
                "training_data_link has 3000019 characters; this provider takes at most 4000");
        assertRefused(
                () -> running.daemon().validateModelPrice(RunningProvider.request(model, link)),
                Status.Code.INVALID_ARGUMENT,
                "at most 4000");
        assertThat(running.status(model)).isEqualTo(ModelStatus.CREATED);
    }

    @Test
    void theReasonDoesNotRepeatWhatMayBeSecretInALink() {
        serve("/empty", exchange -> answer(exchange, 200, new byte[0]));
        String secret = link("/empty").replace("http://", "http://user:password@") + "?token=abc";

        running.validateLink(model, secret);

        assertErrored(link("/empty"));
        assertThat(running.reason(model)).doesNotContain("password").doesNotContain("abc");
    }

    @Test
    void aHostThatDoesNotAnswerLeavesTheModelAsItWas() {
        String dead = link("/x");
        web.stop(0);

        running.validateLink(model, dead);

        assertAsItWas(running, model);
    }

    @Test
    void anEmptyFileMakesTheModelErrored() {
        serve("/empty", exchange -> answer(exchange, 200, new byte[0]));

        running.validateLink(model, link("/empty"));

        assertErrored("gives an empty file");
    }

    @Test
    void aFileBeyondTheLimitIsReadNoFurther() {
        serve("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            while (release.getCount() > 0) {
                body.write(DATA);
            }
        });

        running.validateLink(model, link("/endless"));

        assertErrored("more than the 100 bytes");
    }

    @Test
    void aLinkThatTakesTooLongLeavesTheModelAsItWas() {
        serve("/slow", this::stall);
        try (RunningProvider impatient =
                new RunningProvider(folder, builder -> builder.linkTime(Duration.ofMillis(50)))) {
            String its = impatient.createModel();

            impatient.validateLink(its, link("/slow"));

            assertAsItWas(impatient, its);
        }
    }

    @Test
    void deletingWhileALinkIsFetchedStopsTheFetching() throws InterruptedException {
        serve("/slow", this::stall);
        running.validateLink(model, link("/slow"));
        reached.await();

        running.delete(model);
        running.provider.close();

        assertThat(running.status(model)).isEqualTo(ModelStatus.DELETED);
        assertThat(folder).isEmptyDirectory();
    }

    private void assertErrored(String reason) {
        assertThat(running.settled(model)).isEqualTo(ModelStatus.ERRORED);
        assertThat(running.reason(model)).contains(reason);
        RunningProvider.awaitDatasets(folder, model, 0);
    }

    private void assertAsItWas(RunningProvider provider, String id) {
        assertThat(provider.settled(id)).isEqualTo(ModelStatus.CREATED);
        assertThat(provider.state(id).reason()).isEmpty();
        assertThat(provider.state(id).dataset()).isEmpty();
        RunningProvider.awaitDatasets(folder, id, 0);
    }

    private interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    private void serve(String path, Page page) {
        web.createContext(path, exchange -> {
            try (exchange) {
                page.answer(exchange);
            }
        });
    }

    private void stall(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 50);
        exchange.getResponseBody().write(DATA);
        exchange.getResponseBody().flush();
        reached.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private String link(String path) {
        return "http://127.0.0.1:" + web.getAddress().getPort() + path;
    }
}
