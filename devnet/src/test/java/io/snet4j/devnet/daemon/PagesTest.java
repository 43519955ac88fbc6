package io.snet4j.devnet.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What browsers hear when they ask for the daemon's pages. */
class PagesTest {
    private TestNet net = new TestNet(DaemonVersion.V6_2);

    @AfterEach
    void close() {
        net.close();
    }

    private void play(DaemonVersion version) {
        net.close();
        net = new TestNet(version);
    }

    private AggregatedHttpResponse ask(HttpMethod method, String path, String... headers) {
        var request = RequestHeaders.builder(method, path);
        for (int i = 0; i < headers.length; i += 2) {
            request.set(headers[i], headers[i + 1]);
        }
        return WebClient.of("h1c://" + net.daemon.uri().getAuthority())
                .execute(request.build())
                .aggregate()
                .join();
    }

    @ParameterizedTest
    @EnumSource
    void anyOriginMayReadThePages(DaemonVersion version) {
        play(version);
        for (String path : new String[] {"/heartbeat", "/encoding", "/nope"}) {
            AggregatedHttpResponse answer = ask(HttpMethod.GET, path, "origin", "http://a.example");
            assertThat(answer.headers().get("access-control-allow-origin")).isEqualTo("*");
            assertThat(answer.headers().get("access-control-expose-headers")).contains("X-Grpc-Web", "Grpc-Status");
            assertThat(answer.headers().get("vary")).isEqualTo("Origin");
            assertThat(answer.headers().get("date")).endsWith(" GMT");
            assertThat(answer.headers().get("x-content-type-options"))
                    .isEqualTo(path.equals("/nope") ? "nosniff" : null);
        }
        assertThat(ask(HttpMethod.GET, "/encoding").headers().get("access-control-allow-origin"))
                .isEqualTo(version.atLeast(DaemonVersion.V6_2) ? null : "*");
    }

    @ParameterizedTest
    @EnumSource
    void aBrowserThatAsksBeforehandIsAllowedWhatTheReleaseAllows(DaemonVersion version) {
        play(version);
        boolean newest = version.atLeast(DaemonVersion.V6_2);
        AggregatedHttpResponse get = ask(
                HttpMethod.OPTIONS, "/heartbeat", "origin", "http://a.example", "access-control-request-method", "GET");
        assertThat(get.status().code()).isEqualTo(204);
        assertThat(get.headers().get("access-control-allow-methods")).isEqualTo("GET");
        assertThat(get.headers().get("access-control-allow-origin")).isEqualTo(newest ? "*" : "http://a.example");
        assertThat(get.headers().get("access-control-allow-credentials")).isEqualTo(newest ? null : "true");

        AggregatedHttpResponse put = ask(
                HttpMethod.OPTIONS, "/heartbeat", "origin", "http://a.example", "access-control-request-method", "PUT");
        assertThat(put.status().code()).isEqualTo(204);
        assertThat(put.headers().get("access-control-allow-methods")).isEqualTo(newest ? null : "PUT");

        AggregatedHttpResponse header = ask(
                HttpMethod.OPTIONS,
                "/heartbeat",
                "origin",
                "http://a.example",
                "access-control-request-method",
                "POST",
                "access-control-request-headers",
                "x-foo");
        assertThat(header.headers().get("access-control-allow-headers")).isEqualTo(newest ? "x-foo" : null);
    }

    @ParameterizedTest
    @EnumSource
    void plainOptionsIsAnsweredEmptySince62AndLikeGetBefore(DaemonVersion version) {
        play(version);
        AggregatedHttpResponse answer = ask(HttpMethod.OPTIONS, "/encoding");
        boolean newest = version.atLeast(DaemonVersion.V6_2);
        assertThat(answer.status().code()).isEqualTo(newest ? 204 : 200);
        assertThat(answer.contentUtf8()).isEqualTo(newest ? "" : "proto\n");
    }
}
