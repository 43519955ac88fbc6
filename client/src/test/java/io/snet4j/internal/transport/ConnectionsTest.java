package io.snet4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.snet4j.errors.InvalidRequestException;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionsTest {
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, false, 127.0.0.1:8080",
        "http://localhost:1, false, localhost:1",
        "http://[::1]:1, false, [::1]:1",
        "https://example.org, false, example.org:443",
        "HTTPS://example.org:7000/, false, example.org:7000",
        "http://example.org, true, example.org:80",
    })
    void endpointsBecomeAuthorities(URI endpoint, boolean allowPlaintext, String authority) {
        ManagedChannel channel = Connections.open(endpoint, allowPlaintext, Runnable::run);
        try {
            assertThat(channel.authority()).isEqualTo(authority);
        } finally {
            channel.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.org:80, allowPlaintext",
        "ftp://example.org, http",
        "example.org:8080, http",
        "https://example.org/path, path",
        "http://127.0.0.1.example.org, allowPlaintext",
    })
    void whatCannotBeCalledIsRefusedWithTheWayOut(URI endpoint, String wayOut) {
        assertThatThrownBy(() -> Connections.open(endpoint, false, Runnable::run))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(endpoint.toString())
                .hasMessageContaining(wayOut);
    }
}
