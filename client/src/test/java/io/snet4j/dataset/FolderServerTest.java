package io.snet4j.dataset;

import static io.snet4j.dataset.RandomContent.bytes;
import static io.snet4j.dataset.RandomContent.content;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What a stranger can hold of a server of datasets, and what is left for those who have a link. */
@Isolated("counts the threads of this JVM")
class FolderServerTest {
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Path folder;

    FolderServerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private FolderHost host(FolderServer.Limits limits) {
        return FolderHost.start(folder, new InetSocketAddress("127.0.0.1", 0), null, limits);
    }

    private static Socket send(URI link, String text) throws IOException {
        Socket socket = new Socket("127.0.0.1", link.getPort());
        socket.setSoTimeout(60_000); // So that a test that should fail does not hang.
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        return socket;
    }

    private static Socket ask(URI link) throws IOException {
        return send(link, "GET " + link.getPath() + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    private static byte[] whole(Socket socket) throws IOException {
        byte[] answer = socket.getInputStream().readAllBytes();
        int body = new String(answer, US_ASCII).indexOf("\r\n\r\n") + 4;
        return java.util.Arrays.copyOfRange(answer, body, answer.length);
    }

    private static String status(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII).split("\r\n", 2)[0];
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("snet4j-datasets"))
                .count();
    }

    /** Blocks until the other side closes; true then, whatever came before. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            return true;
        }
        return true;
    }

    @Test
    void halfSentRequestsHoldNoThreadsAndKeepNobodyOut() throws IOException {
        byte[] file = bytes(300_000);
        List<Socket> half = new ArrayList<>();
        try (FolderHost host = host(new FolderServer.Limits(50, LONG, LONG, 1))) {
            URI link = host.host(content(file), TIME).link();
            for (int i = 0; i < 400; i++) {
                half.add(send(link, "GET " + link.getPath() + " HTTP/1.1\r\nHost:"));
            }

            try (Socket honest = ask(link)) {
                assertThat(whole(honest)).isEqualTo(file);
            }
            assertThat(threads()).isOne();
            // The oldest had to go.
            assertThat(isClosed(half.get(0))).isTrue();
        } finally {
            for (Socket socket : half) {
                socket.close();
            }
        }
        assertThat(threads()).isZero();
    }

    @Test
    void aRequestThatDoesNotArriveIsGivenUp() throws IOException {
        try (FolderHost host = host(new FolderServer.Limits(50, Duration.ofMillis(50), LONG, 1))) {
            URI link = host.host(content(bytes(10)), TIME).link();
            for (String start : List.of("", "G", "GET / HTTP/1.1\r\nHost: x\r\n")) {
                try (Socket half = send(link, start)) {
                    assertThat(isClosed(half)).isTrue();
                }
            }
        }
    }

    @Test
    void whoReadsNothingIsCutOff() throws Exception {
        byte[] file = bytes(40_000_000);
        try (FolderHost host = host(new FolderServer.Limits(50, LONG, Duration.ofMillis(100), 1 << 10))) {
            URI link = host.host(content(file), TIME).link();
            try (Socket idle = ask(link)) {
                // Not at once: the request has to arrive first.
                assertThat(idle.getInputStream().read()).isEqualTo('H');
                for (int i = 0; i < 2000 && host.connections() > 0; i++) {
                    Thread.sleep(20);
                }
                assertThat(host.connections()).isZero();
                assertThat(wholeOrLess(idle)).isLessThan(file.length);
            }
        }
    }

    private static long wholeOrLess(Socket socket) throws IOException {
        long count = 0;
        byte[] piece = new byte[1 << 16];
        try (InputStream in = socket.getInputStream()) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                count += read;
            }
        } catch (SocketException reset) {
            // Cut off.
        }
        return count;
    }

    @Test
    void whoTakesEnoughInEachWindowIsNotLateHoweverLongItTakes() throws IOException {
        FolderServer.Limits limits = new FolderServer.Limits(50, Duration.ofNanos(10), Duration.ofNanos(100), 1000);
        try (ServerSocketChannel listening = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                SocketChannel reader = SocketChannel.open(listening.getLocalAddress());
                Selector selector = Selector.open()) {
            SocketChannel socket = listening.accept();
            socket.configureBlocking(false);
            Path file = Files.write(folder.resolve("set.zip"), bytes(40_000_000));
            FolderPages pages = new FolderPages(
                    Map.of("token", new FolderHost.Copy(file, Files.size(file), URI.create("http://x/token/set.zip"))));
            try (FolderConnection connection = new FolderConnection(socket, pages, 0)) {
                SelectionKey key = socket.register(selector, SelectionKey.OP_READ);
                assertThat(connection.isLate(limits, 10)).isFalse();
                assertThat(connection.isLate(limits, 11)).isTrue();
                reader.write(US_ASCII.encode("GET /token/set.zip HTTP/1.1\r\n\r\n"));
                selector.select();
                // The first part of the answer fits between the two.
                connection.proceed(key, 20);

                assertThat(connection.isLate(limits, 120)).isFalse();
                assertThat(connection.isLate(limits, 121)).isFalse();
                assertThat(connection.isLate(limits, 221)).isFalse();
                // Nothing was taken in the second window.
                assertThat(connection.isLate(limits, 222)).isTrue();
            }
        }
    }

    @Test
    void requestsThatAreNoneAreRefused() throws IOException {
        try (FolderHost host = host(FolderServer.Limits.USUAL)) {
            URI link = host.host(content(bytes(10)), TIME).link();
            try (Socket nonsense = send(link, "hello\r\n\r\n");
                    Socket endless = send(link, "GET / HTTP/1.1\r\nX: " + "a".repeat(20_000));
                    Socket post = send(link, "POST " + link.getPath() + " HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
                    Socket whole = send(link, "GET " + link + " HTTP/1.1\r\n\r\n")) {
                assertThat(status(nonsense)).isEqualTo("HTTP/1.1 400 Bad Request");
                assertThat(status(endless)).startsWith("HTTP/1.1 431");
                assertThat(status(post)).isEqualTo("HTTP/1.1 405 Method Not Allowed");
                assertThat(status(whole)).isEqualTo("HTTP/1.1 200 OK");
            }
        }
    }

    @Test
    void closingEndsDownloadsThatAreUnderWay() throws IOException {
        FolderHost host = host(FolderServer.Limits.USUAL);
        URI link = host.host(content(bytes(40_000_000)), TIME).link();
        try (Socket reader = ask(link)) {
            assertThat(reader.getInputStream().read()).isEqualTo('H');
            host.close();
            assertThat(wholeOrLess(reader)).isLessThan(40_000_000);
        }
        assertThat(threads()).isZero();
    }
}
