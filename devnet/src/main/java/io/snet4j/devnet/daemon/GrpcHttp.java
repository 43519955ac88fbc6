package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.grpc.protocol.GrpcHeaderNames;
import com.linecorp.armeria.common.grpc.protocol.StatusMessageEscaper;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** gRPC as HTTP/2 carries it. */
final class GrpcHttp {
    static final String GZIP = "gzip";

    private static final String CONTENT_TYPE = "application/grpc";

    private GrpcHttp() {}

    static boolean isGrpc(RequestHeaders headers) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        return type.startsWith(CONTENT_TYPE)
                && (type.length() == CONTENT_TYPE.length() || "+;".indexOf(type.charAt(CONTENT_TYPE.length())) >= 0);
    }

    /** How the messages are written, as the client names it; empty if it does not, or if the call is none of gRPC. */
    static String subtype(RequestHeaders headers) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        return isGrpc(headers) && type.length() > CONTENT_TYPE.length()
                ? type.substring(CONTENT_TYPE.length() + 1)
                : "";
    }

    /** The content type of an answer, which repeats what the client named. */
    static String answerType(RequestHeaders headers) {
        String subtype = subtype(headers);
        return subtype.isEmpty() ? CONTENT_TYPE : CONTENT_TYPE + "+" + subtype;
    }

    /** How the client says that its messages are compressed. */
    static String compression(RequestHeaders headers) {
        return CallHead.last(headers.getAll(GrpcHeaderNames.GRPC_ENCODING));
    }

    /**
     * Whether a request is one to the gRPC server. On a connection of HTTP/2 the real daemon has no other; here a page
     * is told there too, because clients may have come to HTTP/2 by the upgrade that the real one does not offer.
     */
    static boolean isCall(ServiceRequestContext context, RequestHeaders headers) {
        return context.sessionProtocol().isMultiplex()
                && (headers.contains(HttpHeaderNames.CONTENT_TYPE) || headers.method() == HttpMethod.POST);
    }

    /** The headers of a call as the library behind needs them; what else a client sends does not concern it. */
    static RequestHeaders toOwnService(RequestHeaders headers) {
        RequestHeadersBuilder plain = RequestHeaders.builder(HttpMethod.POST, headers.path())
                .set(HttpHeaderNames.AUTHORITY, headers.get(HttpHeaderNames.AUTHORITY, "daemon"))
                .set(HttpHeaderNames.SCHEME, "http")
                .set(HttpHeaderNames.CONTENT_TYPE, CONTENT_TYPE + "+" + library(subtype(headers)))
                .set(HttpHeaderNames.TE, "trailers");
        List<String> timeouts = headers.getAll(GrpcHeaderNames.GRPC_TIMEOUT);
        if (!timeouts.isEmpty()) {
            plain.set(GrpcHeaderNames.GRPC_TIMEOUT, CallHead.last(timeouts));
        }
        return plain.build();
    }

    /** The daemon takes messages of a kind that it does not know for protobuf. */
    private static String library(String subtype) {
        return subtype.equals(OwnMethods.JSON) ? OwnMethods.JSON : "proto";
    }

    /** The head of an answer of ours without what the library adds to it. */
    static ResponseHeaders ofOwnService(ResponseHeaders head, RequestHeaders request) {
        HttpHeadersBuilder trailers = HttpHeaders.builder();
        if (!hasStatus(head)) {
            return head(answerType(request));
        }
        head.forEach((name, value) -> {
            if (name.startsWith("grpc-status") || name.startsWith("grpc-message")) {
                trailers.add(name, value);
            }
        });
        return trailersOnly(answerType(request), trailers.build());
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

    /** An answer of nothing but a head. Written as a stream, because of a whole one the library tells the length. */
    static HttpResponse only(ResponseHeaders head) {
        HttpResponseWriter answer = HttpResponse.streaming();
        answer.write(head);
        answer.close();
        return answer;
    }

    static HttpHeaders trailers(GrpcFailure failure) {
        return HttpHeaders.of(
                GrpcHeaderNames.GRPC_STATUS,
                Integer.toString(failure.code()),
                GrpcHeaderNames.GRPC_MESSAGE,
                StatusMessageEscaper.escape(failure.text()));
    }

    /** Servers in Go send a message with every status, also an empty one. */
    static HttpHeaders withMessage(HttpHeaders trailers) {
        return trailers.contains(GrpcHeaderNames.GRPC_MESSAGE)
                ? trailers
                : trailers.toBuilder().set(GrpcHeaderNames.GRPC_MESSAGE, "").build();
    }

    /** Whether these end a call, and well. */
    static boolean isOk(HttpHeaders trailers) {
        return "0".equals(trailers.get(GrpcHeaderNames.GRPC_STATUS));
    }

    static boolean hasStatus(HttpHeaders headers) {
        return headers.contains(GrpcHeaderNames.GRPC_STATUS);
    }

    /** The client's {@code grpc-timeout}; of several the last. Those that cannot be read were refused before. */
    static Optional<Duration> timeout(RequestHeaders headers) {
        List<String> values = headers.getAll(GrpcHeaderNames.GRPC_TIMEOUT);
        return values.isEmpty() ? Optional.empty() : Optional.of(GrpcTimeout.parse(CallHead.last(values)));
    }
}
