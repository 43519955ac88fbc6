package io.snet4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.observe.SnetListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonPageTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private final DaemonPage page;
    private volatile String body = "";
    private volatile int status = 200;
    private volatile String protocol = "";
    private volatile long nanos;

    DaemonPageTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/heartbeat", exchange -> {
            asked.incrementAndGet();
            protocol = exchange.getProtocol() + exchange.getRequestHeaders().keySet();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        page = new DaemonPage(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Tls.defaults(),
                SnetListener.none(),
                threads,
                () -> nanos);
    }

    @AfterEach
    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void theReleaseIsReadFromTheHeartbeatByPlainHttp() {
        body = "{\"daemonID\":\"x\",\"status\":\"Online\",\"serviceheartbeat\":\"{}\",\"daemonVersion\":\"v6.2.3\"}\n";

        assertThat(page.get()).contains(new DaemonRelease(6, 2, 3));
        assertThat(protocol).startsWith("HTTP/1.1").doesNotContainIgnoringCase("upgrade");
    }

    @Test
    void aReleaseIsRememberedForAWhileAndIgnoranceIsNot() {
        body = "{\"daemonVersion\":\"\"}";
        assertThat(page.get()).isEmpty();
        assertThat(page.get()).isEmpty();
        assertThat(asked).hasValue(2);

        body = "{\"daemonVersion\":\"v6.0.0\"}";
        assertThat(page.get()).contains(new DaemonRelease(6, 0, 0));
        body = "{\"daemonVersion\":\"v6.1.0\"}";
        assertThat(page.get()).contains(new DaemonRelease(6, 0, 0));
        assertThat(asked).hasValue(3);

        nanos = Duration.ofMinutes(6).toNanos();
        assertThat(page.get()).contains(new DaemonRelease(6, 1, 0));
    }

    @Test
    void whateverElseIsThereTellsNothing() {
        String deep = "{\"daemonVersion\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}";
        for (String other : new String[] {deep, "", "<html>", "[]", "{\"daemonVersion\":{}}", "{}", "null"}) {
            body = other;
            assertThat(page.get()).as(other).isEmpty();
        }
        body = "{\"daemonVersion\":\"v6.0.0\"}";
        status = 503;
        assertThat(page.get()).isEmpty();
    }

    @Test
    void aDaemonThatCannotBeReachedTellsNothing() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(new DaemonPage(
                                URI.create("http://127.0.0.1:" + port),
                                Tls.defaults(),
                                SnetListener.none(),
                                threads,
                                System::nanoTime)
                        .get())
                .isEmpty();
    }

    private boolean takesPayments() {
        return page.terms().join().takesPayments();
    }

    @Test
    void oneReadTellsTheReleaseAndWhetherPaymentsAreTaken() {
        body = "{\"daemonVersion\":\"v6.0.0\",\"blockchainEnabled\":false}";

        assertThat(page.get()).contains(new DaemonRelease(6, 0, 0));
        assertThat(takesPayments()).isFalse();
        assertThat(asked).hasValue(1);
    }

    @Test
    void whetherPaymentsAreTakenIsReadAgainBesideALaterCallNotBeforeIt() {
        body = "{\"daemonVersion\":\"v6.0.0\",\"blockchainEnabled\":false}";
        // Returns when it is remembered; who waits for the terms alone may be told before.
        page.get();
        assertThat(takesPayments()).isFalse();
        body = "{\"daemonVersion\":\"v6.0.0\",\"blockchainEnabled\":true}";
        nanos = Duration.ofMinutes(4).toNanos();
        assertThat(takesPayments()).isFalse();
        assertThat(asked).hasValue(1);

        nanos = Duration.ofMinutes(6).toNanos();
        var terms = page.terms();
        assertThat(terms).isDone();
        assertThat(terms.join().takesPayments()).isFalse();
        // Waits for the same read, unless that is over.
        page.get();

        assertThat(takesPayments()).isTrue();
        assertThat(asked).hasValue(2);
    }

    @Test
    void aPageThatTellsNothingLeavesWhatItToldAndIsNotReadForEachCall() {
        body = "{\"blockchainEnabled\":false}";
        assertThat(takesPayments()).isFalse();
        status = 503;
        nanos = Duration.ofMinutes(6).toNanos();
        page.terms();
        // Waits for the same read, or reads once more itself.
        page.get();
        int before = asked.get();

        assertThat(takesPayments()).isFalse();
        assertThat(takesPayments()).isFalse();
        assertThat(asked).hasValue(before);

        page.forgetTerms();
        assertThat(takesPayments()).isTrue();
        assertThat(takesPayments()).isTrue();
        assertThat(asked).hasValue(before + 1);
    }

    @Test
    void whatNobodyAnsweredForIsAskedAgain() throws IOException {
        int port = server.getAddress().getPort();
        server.stop(0);
        assertThat(page.terms().join().reached()).isFalse();
        assertThat(takesPayments()).isTrue();

        HttpServer back = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        back.createContext("/heartbeat", exchange -> {
            byte[] bytes = "{\"blockchainEnabled\":false}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        back.start();
        try {
            assertThat(takesPayments()).isFalse();
        } finally {
            back.stop(0);
        }
    }

    @Test
    void thoseWhoWaitForThePageGoOnInTheOrderInWhichTheyCame() {
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            all.add(page.terms().thenRun(() -> order.add(number)));
        }
        all.forEach(CompletableFuture::join);

        assertThat(order).hasSize(50).isSorted();
        assertThat(asked).hasValue(1);
    }

    @Test
    void whoWaitsForThePageOfAClosedClientHearsOfIt() {
        threads.shutdownNow();

        assertThat(page.terms()).isCompletedExceptionally();
        assertThatThrownBy(page::get).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(page::get).isInstanceOf(CallCancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"v6.2.3,6.2.3", "6.0.0,6.0.0", "v6.2.3-4-gabc,6.2.3", "v6.1,6.1.0"})
    void tagsAreRead(String tag, String release) {
        assertThat(DaemonRelease.parse(tag).map(DaemonRelease::toString)).contains("v" + release);
    }

    @ParameterizedTest
    @CsvSource({"''", "dev", "v6", "v6.x.1", "v99999999.1.1"})
    void otherTagsAreNot(String tag) {
        assertThat(DaemonRelease.parse(tag)).isEqualTo(Optional.empty());
    }
}
