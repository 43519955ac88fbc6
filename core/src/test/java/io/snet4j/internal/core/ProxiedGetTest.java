package io.snet4j.internal.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets the JVM's proxy")
class ProxiedGetTest {
    private static final AddressRule RULE = AddressRule.publicOnly("").resolvedBy(host -> {
        throw new UnknownHostException("a proxy resolves, not this machine");
    });

    private final ProxySelector usual = ProxySelector.getDefault();
    private final ServerSocket proxy;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    ProxiedGetTest() throws IOException {
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.submit(this::serve);
        ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.getLocalPort())));
    }

    @AfterEach
    void stop() throws IOException {
        ProxySelector.setDefault(usual);
        proxy.close();
        threads.shutdownNow();
    }

    private Void serve() throws IOException {
        while (true) {
            try (Socket socket = proxy.accept()) {
                String line = ResponseHead.line(socket.getInputStream(), 1000);
                lines.add(line);
                while (!ResponseHead.line(socket.getInputStream(), 1000).isEmpty()) {
                    // To the end of the head.
                }
                String answer = line.startsWith("CONNECT")
                        ? "HTTP/1.1 403 Forbidden\r\n\r\n"
                        : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
                socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
            }
        }
    }

    private static int status(String link) throws IOException {
        try (GuardedGet.Answer answer =
                GuardedGet.of(RULE, Duration.ofSeconds(10)).get(URI.create(link), "*/*")) {
            return answer.status();
        }
    }

    @Test
    void behindAProxyNamesPassAndAddressesInTheLinkAreChecked() throws IOException {
        assertThat(status("http://daemon.example/heartbeat")).isEqualTo(200);
        assertThat(lines).containsExactly("GET http://daemon.example/heartbeat HTTP/1.1");

        for (String link : List.of("http://10.0.0.1/", "https://localhost/", "http://2130706433/")) {
            assertThatThrownBy(() -> status(link)).isInstanceOf(ForbiddenAddressException.class);
        }
        assertThat(lines).hasSize(1);
    }

    @Test
    void tlsGoesThroughTheProxyInATunnel() {
        assertThatThrownBy(() -> status("https://daemon.example/heartbeat"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("status 403");
        assertThat(lines).containsExactly("CONNECT daemon.example:443 HTTP/1.1");
    }
}
