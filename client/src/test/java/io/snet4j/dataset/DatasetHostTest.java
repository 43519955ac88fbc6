package io.snet4j.dataset;

import static io.snet4j.dataset.RandomContent.bytes;
import static io.snet4j.dataset.RandomContent.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.snet4j.errors.CallCancelledException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetHostTest {
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final String SECRET = "X-Amz-Signature=secret";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer storage;
    private final Path folder;
    private volatile byte[] object = {};
    private volatile int status = 200;
    private volatile String answer = "";
    private volatile boolean silent;

    DatasetHostTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        storage = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        storage.createContext("/", this::store);
        storage.setExecutor(threads);
        storage.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        storage.stop(0);
        threads.shutdownNow();
    }

    private void store(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            requests.add(
                    what.startsWith("PUT")
                            ? what + " " + headers.getFirst("Content-Length") + " " + headers.getFirst("Content-Type")
                                    + " " + headers.getFirst("Transfer-Encoding")
                            : what);
            object = exchange.getRequestBody().readAllBytes();
            if (silent) {
                end.await();
            }
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + storage.getAddress().getPort() + path);
    }

    private HttpResponse<byte[]> get(URI link, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(link);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Test
    void aPresignedTargetGetsThePlainFileWithItsLengthAndIsRemovedWhenWithdrawn() {
        byte[] file = bytes(3_000_000);
        PresignedTarget target = new PresignedTarget(
                at("/b/set.zip?" + SECRET),
                at("/b/set.zip?get"),
                Optional.of(at("/b/set.zip?delete")),
                Map.of("Content-Type", "application/zip"));
        try (DatasetHost host = DatasetHost.presigned(target)) {
            HostedDataset hosted = host.host(content("set.zip", file), TIME);

            assertThat(object).isEqualTo(file);
            assertThat(hosted.link()).isEqualTo(at("/b/set.zip?get"));
            hosted.close();
            hosted.close();
            assertThat(requests)
                    .containsExactly(
                            "PUT /b/set.zip?" + SECRET + " 3000000 application/zip null", "DELETE /b/set.zip?delete");
        }
    }

    @ParameterizedTest
    @CsvSource({"307", "403", "500"})
    void aPutThatIsRefusedNamesTheCodeAndNeverTheSignature(int code) {
        status = code;
        answer = "<Error><Code>SignatureDoesNotMatch</Code><StringToSign>" + SECRET + "</StringToSign></Error>";
        PresignedTarget target = PresignedTarget.of(at("/b/set.zip?" + SECRET), at("/b/set.zip?" + SECRET));

        assertThatThrownBy(() -> DatasetHost.presigned(target).host(content("set.zip", bytes(10)), TIME))
                .isInstanceOf(DatasetHostException.class)
                .hasMessageContaining("HTTP " + code + " SignatureDoesNotMatch")
                .hasMessageContaining("/b/set.zip")
                .message()
                .doesNotContain("secret");
        assertThat(target.toString()).contains("/b/set.zip").doesNotContain("secret");
    }

    @Test
    void aPutThatCannotBeMadeOrIsNotAnsweredIsAnErrorWithoutTheSignature() throws IOException {
        silent = true;
        PresignedTarget slow = PresignedTarget.of(at("/b?" + SECRET), at("/b"));
        assertThatThrownBy(() -> DatasetHost.presigned(slow).host(content("a", bytes(10)), Duration.ofMillis(300)))
                .isInstanceOf(DatasetHostException.class)
                .hasMessageContaining("300 ms")
                .message()
                .doesNotContain("secret");
        end.countDown();
        storage.stop(0);
        assertThatThrownBy(() -> DatasetHost.presigned(slow).host(content("a", bytes(10)), TIME))
                .isInstanceOf(DatasetHostException.class)
                .hasMessageContaining("cannot connect")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void aContentThatEndsEarlyIsAnError() {
        DatasetContent liar = new DatasetContent() {
            @Override
            public String fileName() {
                return "a";
            }

            @Override
            public long size() {
                return 100;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(new byte[50]);
            }
        };
        PresignedTarget target = PresignedTarget.of(at("/b"), at("/b"));

        assertThatThrownBy(() -> DatasetHost.presigned(target).host(liar, TIME))
                .isInstanceOf(DatasetHostException.class);
    }

    @Test
    void oneTargetTakesOneDatasetAndAFunctionGivesOneForEach() {
        try (DatasetHost one = DatasetHost.presigned(PresignedTarget.of(at("/b"), at("/b")))) {
            one.host(content("a", bytes(1)), TIME);
            assertThatThrownBy(() -> one.host(content("a", bytes(1)), TIME))
                    .isInstanceOf(DatasetHostException.class)
                    .hasMessageContaining("fresh one");
        }
        try (DatasetHost many = DatasetHost.presigned(name -> PresignedTarget.of(at("/" + name), at("/" + name)))) {
            assertThat(many.host(content("a", bytes(1)), TIME).link()).isEqualTo(at("/a"));
            assertThat(many.host(content("b", bytes(1)), TIME).link()).isEqualTo(at("/b"));
        }
    }

    @Test
    void anInterruptEndsTheWaitAndKeepsTheFlag() {
        silent = true;
        Thread.currentThread().interrupt();
        PresignedTarget target = PresignedTarget.of(at("/b"), at("/b"));

        assertThatThrownBy(() -> DatasetHost.presigned(target).host(content("a", bytes(10)), TIME))
                .isInstanceOf(CallCancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aFolderServesUnderAnUnguessableLinkUntilItIsWithdrawn() throws Exception {
        byte[] file = bytes(500_000);
        try (DatasetHost host = DatasetHost.folder(folder.resolve("served"))) {
            HostedDataset hosted = host.host(content("my set é.tar.gz", file), TIME);
            HostedDataset other = host.host(content("b.zip", bytes(3)), TIME);

            assertThat(hosted.link().toString())
                    .matches("http://127\\.0\\.0\\.1:\\d+/[0-9a-f]{32}/my_set__\\.tar\\.gz");
            assertThat(hosted.link().getPath().substring(0, 33))
                    .isNotEqualTo(other.link().getPath().substring(0, 33));
            assertThat(get(hosted.link()).body()).isEqualTo(file);
            HttpResponse<Void> head = http.send(
                    HttpRequest.newBuilder(hosted.link())
                            .method("HEAD", HttpRequest.BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.discarding());
            assertThat(head.headers().firstValue("Content-Length")).contains("500000");
            assertThat(head.headers().firstValue("Accept-Ranges")).contains("bytes");
            assertThat(get(hosted.link().resolve("/")).statusCode()).isEqualTo(404);
            assertThat(get(hosted.link().resolve("/" + "0".repeat(32) + "/b.zip"))
                            .statusCode())
                    .isEqualTo(404);

            hosted.close();
            hosted.close();
            assertThat(get(hosted.link()).statusCode()).isEqualTo(404);
            assertThat(get(other.link()).body()).isEqualTo(bytes(3));
        }
        try (Stream<Path> left = Files.list(folder.resolve("served"))) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-9      | 206 | bytes 0-9/100",
                "bytes=90-      | 206 | bytes 90-99/100",
                "bytes=-5       | 206 | bytes 95-99/100",
                "bytes=95-1000  | 206 | bytes 95-99/100",
                "bytes=-1000    | 206 | bytes 0-99/100",
                "bytes=100-     | 416 | bytes */100",
                "bytes=-0       | 416 | bytes */100",
                "bytes=0-1,5-6  | 200 | ''",
                "bytes=-        | 200 | ''",
                "lines=1-2      | 200 | ''",
            })
    void aFolderServesRanges(String range, int code, String said) throws Exception {
        byte[] file = bytes(100);
        try (DatasetHost host = DatasetHost.folder(folder)) {
            HttpResponse<byte[]> part = get(host.host(content("a", file), TIME).link(), "Range", range);

            assertThat(part.statusCode()).isEqualTo(code);
            assertThat(part.headers().firstValue("Content-Range").orElse("")).isEqualTo(said);
            if (code == 206) {
                String[] ends = said.replaceAll("[^0-9-/]", "").split("[-/]");
                assertThat(part.body())
                        .isEqualTo(java.util.Arrays.copyOfRange(
                                file, Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1));
            } else {
                assertThat(part.body()).hasSize(code == 200 ? 100 : 0);
            }
        }
    }

    /** Users who want no deadline set the largest there is. */
    @Test
    void aTimeMayBeLongerThanCanBeCounted() {
        Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
        PresignedTarget target = new PresignedTarget(at("/b/set"), at("/b/set?get"), Optional.empty(), Map.of());
        for (DatasetHost host : List.of(DatasetHost.folder(folder.resolve("served")), DatasetHost.presigned(target))) {
            try (host) {
                assertThat(host.host(content("a", bytes(10)), forever).link()).isNotNull();
            }
        }
    }

    @Test
    void aFolderIsKnownByThePublicAddressItIsGiven() {
        try (DatasetHost host = DatasetHost.folder(
                folder, new InetSocketAddress("127.0.0.1", 0), URI.create("https://data.example.org/sets/"))) {
            assertThat(host.host(content("a.zip", bytes(1)), TIME).link().toString())
                    .matches("https://data\\.example\\.org/sets/[0-9a-f]{32}/a\\.zip");
        }
        InetSocketAddress taken = storage.getAddress();
        assertThatThrownBy(() -> DatasetHost.folder(folder, taken, URI.create("http://x")))
                .isInstanceOf(DatasetHostException.class)
                .hasMessageContaining(String.valueOf(taken.getPort()));
    }
}
