package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.grpc.protocol.GrpcHeaderNames;
import com.linecorp.armeria.common.grpc.protocol.StatusMessageEscaper;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** gRPC as HTTP/2 carries it. */
final class GrpcHttp {
    private static final String CONTENT_TYPE = "application/grpc";
    private static final String GRPC_WEB = "application/grpc-web";
    private static final int MAX_TIMEOUT_DIGITS = 8;
    private static final Map<Character, ChronoUnit> TIMEOUT_UNITS = Map.of(
            'H', ChronoUnit.HOURS,
            'M', ChronoUnit.MINUTES,
            'S', ChronoUnit.SECONDS,
            'm', ChronoUnit.MILLIS,
            'u', ChronoUnit.MICROS,
            'n', ChronoUnit.NANOS);

    private GrpcHttp() {}

    static boolean isGrpc(RequestHeaders headers) {
        String type = contentType(headers);
        return type.startsWith(CONTENT_TYPE) && !type.startsWith(GRPC_WEB);
    }

    /** The request's, which the answer repeats. */
    static String contentType(RequestHeaders headers) {
        return headers.get(HttpHeaderNames.CONTENT_TYPE, "");
    }

    /** The head of an answer that has messages. */
    static ResponseHeaders head(String contentType) {
        return ResponseHeaders.builder(HttpStatus.OK)
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .build();
    }

    /** A whole answer without messages. */
    static ResponseHeaders trailersOnly(String contentType, HttpHeaders trailers) {
        return head(contentType).toBuilder().add(trailers).endOfStream(true).build();
    }

    static HttpHeaders trailers(GrpcFailure failure) {
        return HttpHeaders.of(
                GrpcHeaderNames.GRPC_STATUS,
                Integer.toString(failure.code()),
                GrpcHeaderNames.GRPC_MESSAGE,
                StatusMessageEscaper.escape(failure.text()));
    }

    /** Whether these end a call, and well. */
    static boolean isOk(HttpHeaders trailers) {
        return "0".equals(trailers.get(GrpcHeaderNames.GRPC_STATUS));
    }

    static boolean hasStatus(HttpHeaders headers) {
        return headers.contains(GrpcHeaderNames.GRPC_STATUS);
    }

    /** The client's {@code grpc-timeout}; empty if there is none that can be read. */
    static Optional<Duration> timeout(RequestHeaders headers) {
        String text = headers.get(GrpcHeaderNames.GRPC_TIMEOUT, "");
        int digits = text.length() - 1;
        if (digits < 1
                || digits > MAX_TIMEOUT_DIGITS
                || !text.chars().limit(digits).allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.ofNullable(TIMEOUT_UNITS.get(text.charAt(digits)))
                .map(unit -> Duration.of(Long.parseLong(text.substring(0, digits)), unit));
    }
}
