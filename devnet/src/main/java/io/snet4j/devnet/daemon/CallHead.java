package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.grpc.protocol.GrpcHeaderNames;
import io.grpc.Status;
import io.netty.util.AsciiString;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a server in Go looks at before it reads a call's first message. The order of the checks and the texts are its.
 */
final class CallHead {
    static final String BINARY = "-bin";
    private static final Set<String> COMPRESSIONS = Set.of("", "identity", GrpcHttp.GZIP);

    private final RequestHeaders headers;
    private final DaemonVersion version;

    private CallHead(RequestHeaders headers, DaemonVersion version) {
        this.headers = headers;
        this.version = version;
    }

    /** The whole answer to a call that goes no further; empty for one that does. */
    static Optional<ResponseHeaders> refusal(RequestHeaders headers, DaemonVersion version) {
        CallHead head = new CallHead(headers, version);
        return head.hosts()
                .or(head::contentType)
                .or(head::unreadable)
                .or(head::method)
                .or(head::expired)
                .or(head::path)
                .or(head::compression);
    }

    private Optional<ResponseHeaders> hosts() {
        int hosts = headers.getAll(HttpHeaderNames.HOST).size();
        int authorities = headers.getAll(HttpHeaderNames.AUTHORITY).size();
        return hosts < 2
                ? Optional.empty()
                : refuse(
                        HttpStatus.BAD_REQUEST,
                        Status.Code.INTERNAL,
                        "num values of :authority: " + authorities + ", num values of host: " + hosts
                                + ", both must only have 1 value as per HTTP/2 spec");
    }

    private Optional<ResponseHeaders> contentType() {
        return GrpcHttp.isGrpc(headers)
                ? Optional.empty()
                : refuse(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        Status.Code.INVALID_ARGUMENT,
                        "invalid gRPC request content-type "
                                + GoText.quote(headers.get(HttpHeaderNames.CONTENT_TYPE, "")));
    }

    /** Of several headers that cannot be read, the last one's name is told. */
    private Optional<ResponseHeaders> unreadable() {
        Optional<GrpcFailure> failure = Optional.empty();
        for (Map.Entry<AsciiString, String> header : headers) {
            String name = header.getKey().toString();
            if (name.equals(GrpcHeaderNames.GRPC_TIMEOUT.toString())) {
                failure = latest(failure, timeoutFailure(header.getValue()));
            } else if (name.endsWith(BINARY)) {
                failure = latest(failure, binaryFailure(name, header.getValue()));
            }
        }
        return failure.map(cause -> refusal(HttpStatus.BAD_REQUEST, cause));
    }

    private static Optional<GrpcFailure> latest(Optional<GrpcFailure> earlier, Optional<GrpcFailure> later) {
        return later.isPresent() ? later : earlier;
    }

    private Optional<GrpcFailure> timeoutFailure(String value) {
        try {
            Duration timeout = GrpcTimeout.parse(value);
            return timeout.isZero() && version == DaemonVersion.V6_0
                    ? Optional.of(GrpcTimeout.malformed("transport: timeout must be positive: " + GoText.quote(value)))
                    : Optional.empty();
        } catch (GrpcFailure failure) {
            return Optional.of(failure);
        }
    }

    private static Optional<GrpcFailure> binaryFailure(String name, String value) {
        OptionalInt corrupt = GoBase64.corruptAt(value);
        return corrupt.isEmpty()
                ? Optional.empty()
                : Optional.of(new GrpcFailure(
                        Status.Code.INTERNAL,
                        "malformed binary metadata " + GoText.quote(value) + " in header " + GoText.quote(name)
                                + ": illegal base64 data at input byte " + corrupt.getAsInt()));
    }

    private Optional<ResponseHeaders> method() {
        return headers.method() == HttpMethod.POST
                ? Optional.empty()
                : refuse(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        Status.Code.INTERNAL,
                        otherMethod(headers.method().toString()));
    }

    static String otherMethod(String method) {
        return "Received a HEADERS frame with :method " + GoText.quote(method) + " which should be POST";
    }

    private Optional<ResponseHeaders> expired() {
        return GrpcHttp.timeout(headers).filter(Duration::isZero).isEmpty()
                ? Optional.empty()
                : refuse(HttpStatus.OK, Status.Code.DEADLINE_EXCEEDED, Texts.DEADLINE_EXCEEDED);
    }

    private Optional<ResponseHeaders> path() {
        String path = headers.path();
        return path.startsWith("/") && path.indexOf('/', 1) > 0
                ? Optional.empty()
                : refuse(HttpStatus.OK, Status.Code.UNIMPLEMENTED, "malformed method name: " + GoText.quote(path));
    }

    private Optional<ResponseHeaders> compression() {
        String compression = GrpcHttp.compression(headers);
        return COMPRESSIONS.contains(compression)
                ? Optional.empty()
                : refuse(
                        HttpStatus.OK,
                        Status.Code.UNIMPLEMENTED,
                        "grpc: Decompressor is not installed for grpc-encoding " + GoText.quote(compression));
    }

    private Optional<ResponseHeaders> refuse(HttpStatus status, Status.Code code, String text) {
        return Optional.of(refusal(status, new GrpcFailure(code, text)));
    }

    private ResponseHeaders refusal(HttpStatus status, GrpcFailure failure) {
        return GrpcHttp.trailersOnly(GrpcHttp.answerType(headers), GrpcHttp.trailers(failure)).toBuilder()
                .status(status)
                .build();
    }

    /** The values of a header that may be there more than once. */
    static String last(List<String> values) {
        return values.isEmpty() ? "" : values.get(values.size() - 1);
    }
}
