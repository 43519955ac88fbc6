package io.snet4j.devnet.daemon;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.grpc.protocol.StatusMessageEscaper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** Calls that no gRPC library makes, over HTTP/2, and the whole answer in one line. */
final class RawCalls {
    static final String METADATA = "/training.Daemon/get_training_metadata";
    static final String MODEL = "/training.Daemon/get_model";

    private final WebClient client;

    RawCalls(URI daemon) {
        client = WebClient.builder("h2c://" + daemon.getAuthority())
                .responseTimeout(Duration.ofSeconds(60))
                .build();
    }

    static RequestHeadersBuilder call(String path) {
        return RequestHeaders.builder(HttpMethod.POST, path)
                .set("content-type", "application/grpc")
                .set("te", "trailers");
    }

    static byte[] message(byte[] bytes) {
        return MessageMeter.framed(bytes, false);
    }

    AggregatedHttpResponse send(RequestHeadersBuilder headers, byte[] body) {
        return client.execute(HttpRequest.of(headers.build(), HttpData.wrap(body)))
                .aggregate()
                .join();
    }

    /** Of a request that does not end. */
    AggregatedHttpResponse sendOpen(RequestHeadersBuilder headers) {
        HttpRequestWriter request = HttpRequest.streaming(headers.build());
        try {
            return client.execute(request).aggregate().join();
        } finally {
            request.abort();
        }
    }

    /** {@code 200 12 text}: HTTP status, status and message of gRPC. */
    String verdict(RequestHeadersBuilder headers, byte[] body) {
        return verdict(send(headers, body));
    }

    static String verdict(AggregatedHttpResponse answer) {
        HttpHeaders end = answer.headers().contains("grpc-status") ? answer.headers() : answer.trailers();
        return answer.status().code() + " " + end.get("grpc-status") + " "
                + StatusMessageEscaper.unescape(end.get("grpc-message", "none"));
    }

    static List<String> names(HttpHeaders headers) {
        TreeMap<String, String> names = new TreeMap<>();
        headers.forEach((name, value) -> names.put(name.toString(), value));
        return List.copyOf(names.keySet());
    }
}
