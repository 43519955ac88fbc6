package io.snet4j.internal.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each test's server gives each connection the same bytes, whatever is asked. */
class GuardedGetTest {
    private static final Duration CONNECT_TIME = Duration.ofSeconds(10);

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<InetAddress> reached = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private volatile boolean silent;

    GuardedGetTest() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"));
        threads.submit(this::serve);
    }

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        listening.close();
        threads.shutdownNow();
    }

    private Void serve() throws IOException, InterruptedException {
        while (true) {
            try (Socket socket = listening.accept()) {
                reached.add(socket.getLocalAddress());
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    int next = socket.getInputStream().read();
                    if (next < 0) {
                        break;
                    }
                    head.append((char) next);
                }
                heads.add(head.toString());
                asked.countDown();
                if (silent) {
                    end.await();
                }
                socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
            }
        }
    }

    private URI link(String host) {
        return URI.create("http://" + host + ":" + listening.getLocalPort() + "/a%20b?c=d#e");
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static String body(GuardedGet http, URI link) throws IOException {
        try (GuardedGet.Answer answer = http.get(link, "text/plain")) {
            return answer.status() + " " + new String(answer.body().readAllBytes(), ISO_8859_1);
        }
    }

    private static GuardedGet guarded(AddressRule rule) {
        return GuardedGet.of(rule, CONNECT_TIME);
    }

    @Test
    void theAddressThatWasCheckedIsTheOneConnectedTo() throws IOException {
        AtomicInteger resolved = new AtomicInteger();
        // As a rebinding name server does it: another answer to the next question.
        AddressRule rule = AddressRule.publicOnly("")
                .except(List.of("127.0.0.2"))
                .resolvedBy(host -> List.of(address("127.0.0." + (2 + resolved.getAndIncrement()))));

        assertThat(body(guarded(rule), link("daemon.example"))).isEqualTo("200 ok");

        assertThat(resolved).hasValue(1);
        assertThat(reached).containsExactly(address("127.0.0.2"));
        assertThat(heads.get(0))
                .startsWith("GET /a%20b?c=d HTTP/1.1\r\nHost: daemon.example:" + listening.getLocalPort() + "\r\n")
                .contains("\r\nAccept: text/plain\r\n");
    }

    @Test
    void nothingIsConnectedToWhereTheRuleForbids() {
        for (String host : List.of("127.0.0.1", "localhost", "daemon.example")) {
            AddressRule rule = AddressRule.publicOnly("").resolvedBy(any -> List.of(address("127.0.0.1")));

            assertThatThrownBy(() -> body(guarded(rule), link(host))).isInstanceOf(ForbiddenAddressException.class);
        }
        assertThat(reached).isEmpty();
    }

    @Test
    void anAddressThatDoesNotAnswerIsPassedOver() throws IOException {
        int closed;
        try (ServerSocket other = new ServerSocket(0, 1, address("127.0.0.1"))) {
            closed = other.getLocalPort();
        }
        AddressRule rule = AddressRule.any().resolvedBy(host -> List.of(address("127.0.0.1"), address("127.0.0.2")));
        try (ServerSocket second = new ServerSocket(closed, 1, address("127.0.0.2"))) {
            Future<Void> served = threads.submit(() -> {
                try (Socket socket = second.accept()) {
                    socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
                    end.await();
                }
                return null;
            });
            assertThat(body(guarded(rule), URI.create("http://daemon.example:" + closed)))
                    .isEqualTo("200 ok");
            assertThat(served).isNotDone();
            end.countDown();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK~Content-Length: 3~~abc                               | 200 abc",
                "HTTP/1.1 200 OK~content-length: 3~~abcdef                            | 200 abc",
                "HTTP/1.0 200 OK~~until the end                                       | 200 until the end",
                "HTTP/1.1 404~~no                                                     | 404 no",
                "HTTP/1.1 100 Continue~~HTTP/1.1 200 OK~Content-Length: 1~~a          | 200 a",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~ab~1;x=y~c~0~~         | 200 abc",
                "HTTP/1.1 200 OK~Transfer-Encoding: Chunked~~A~0123456789~0~T: 1~~    | 200 0123456789",
                "HTTP/1.1 204 No Content~~ignored                                     | '204 '",
            })
    void bodiesAreReadHoweverTheyAreFramed(String raw, String expected) throws IOException {
        answer = raw.replace("~", "\r\n");

        assertThat(body(guarded(AddressRule.any()), link("127.0.0.1"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                            | closed before the answer",
                "SSH-2.0-OpenSSH~                                              | no HTTP/1.1",
                "HTTP/1.1 200 OK~Content-Length: 9~~abc                        | before the answer was complete",
                "HTTP/1.1 200 OK~Content-Length: -1~~abc                       | no number",
                "HTTP/1.1 200 OK~Content-Length: 1, 2~~abc                     | no number",
                "HTTP/1.1 200 OK~Content-Length: 99999999999999999999~~abc     | no number",
                "HTTP/1.1 200 OK~Transfer-Encoding: gzip~~abc                  | not asked for",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~ab~0~~         | no number",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~ab~0~~          | longer than it says",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~ab              | before the answer was complete",
                "HTTP/1.1 200 OK~no field~~                                    | no field",
            })
    void answersThatAreNoneFail(String raw, String why) {
        answer = raw.replace("~", "\r\n");

        assertThatThrownBy(() -> body(guarded(AddressRule.any()), link("127.0.0.1")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    @Test
    void headsAreBounded() {
        for (String endless : List.of("X: " + "a".repeat(70_000), "X: a\r\n".repeat(20_000))) {
            answer = "HTTP/1.1 200 OK\r\n" + endless + "\r\n\r\n";
            assertThatThrownBy(() -> body(guarded(AddressRule.any()), link("127.0.0.1")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("too long");
        }
        answer = "HTTP/1.1 100 Continue\r\n\r\n".repeat(50);
        assertThatThrownBy(() -> body(guarded(AddressRule.any()), link("127.0.0.1")))
                .hasMessageContaining("interim");
    }

    @Test
    void anInterruptClosesTheConnection() throws Exception {
        silent = true;
        CountDownLatch ended = new CountDownLatch(1);
        Throwable[] failure = new Throwable[1];
        Thread reader = new Thread(() -> {
            try {
                body(guarded(AddressRule.any()), link("127.0.0.1"));
            } catch (IOException e) {
                failure[0] = e;
            }
            ended.countDown();
        });
        reader.start();
        asked.await();
        reader.interrupt();
        ended.await();

        assertThat(failure[0]).isInstanceOf(ClosedByInterruptException.class);
    }

    @Test
    void redirectsAreFollowedAndEachHopIsGuarded() {
        answer = "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/\r\nContent-Length: 0\r\n\r\n";
        AddressRule rule = AddressRule.publicOnly("").except(List.of("127.0.0.1"));

        assertThatThrownBy(() -> Redirects.follow(guarded(rule), link("127.0.0.1"), "*/*", GuardedGet.Answer::status))
                .isInstanceOf(ForbiddenAddressException.class)
                .hasMessageContaining("169.254.169.254");
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/passwd, no http or https URI",
        "http:///x, no http or https URI",
        "'a b', no http or https URI",
        "/again, more than 5 times",
    })
    void redirectsThatLeadNowhereFail(String location, String why) {
        answer = "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";

        assertThatThrownBy(() -> Redirects.follow(
                        guarded(AddressRule.any()), link("127.0.0.1"), "*/*", GuardedGet.Answer::status))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }
}
