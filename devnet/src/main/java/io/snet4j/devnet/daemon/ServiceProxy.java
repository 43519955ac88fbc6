package io.snet4j.devnet.daemon;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.grpc.protocol.GrpcHeaderNames;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Status;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sends every call that is not the daemon's own to the service, bytes as they are and no faster than either side reads.
 * Request headers travel, those of the payment included; the service's trailers come back, its headers only in version
 * 6.0.
 */
final class ServiceProxy implements HttpService {
    private static final AsciiString USER_ADDRESS = HttpHeaderNames.of("snet-user-address");
    private static final AsciiString DEBUG = HttpHeaderNames.of("snet-daemon-debug");
    private static final Duration SERVICE_TIMEOUT = Duration.ofSeconds(100);
    private static final Set<AsciiString> NOT_FORWARDED = Set.of(
            HttpHeaderNames.CONTENT_TYPE,
            HttpHeaderNames.CONTENT_LENGTH,
            HttpHeaderNames.USER_AGENT,
            HttpHeaderNames.TE,
            HttpHeaderNames.HOST,
            HttpHeaderNames.of(GrpcHeaderNames.GRPC_ENCODING));

    private final WebClient service;
    private final DaemonVersion version;
    private final String encoding;
    private final int maxMessageBytes;

    /** @param encoding of the service's messages, {@code proto} or {@code json} */
    ServiceProxy(WebClient service, DaemonVersion version, String encoding, int maxMessageBytes) {
        this.service = service;
        this.version = version;
        this.encoding = encoding;
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        Answer reader = new Answer(GrpcHttp.answerType(request.headers()));
        HttpResponse answer = service.execute(request.withHeaders(forwarded(context, request.headers())))
                .mapError(this::failure)
                .mapHeaders(reader::head)
                .mapData(reader::data);
        deadline(request.headers()).ifPresent(deadline -> abortAfter(deadline, context, answer));
        return answer;
    }

    private RequestHeaders forwarded(ServiceRequestContext context, RequestHeaders headers) {
        RequestHeadersBuilder forwarded = RequestHeaders.builder(HttpMethod.POST, headers.path());
        headers.forEach((name, value) -> {
            if (!NOT_FORWARDED.contains(name) && !name.startsWith(":")) {
                forwarded.add(name, value);
            }
        });
        forwarded.set(HttpHeaderNames.CONTENT_TYPE, "application/grpc+" + encoding);
        forwarded.set(HttpHeaderNames.TE, "trailers");
        forwarded.set(GrpcHeaderNames.GRPC_ACCEPT_ENCODING, GrpcHttp.GZIP);
        if (version.atLeast(DaemonVersion.V6_1)) {
            PaymentGate.sender(context).ifPresent(sender -> {
                forwarded.set(USER_ADDRESS, sender.toString());
                forwarded.set(DEBUG, "streamIntercept");
            });
        }
        return forwarded.build();
    }

    /** Reads one answer of the service: its messages go on without compression. */
    private final class Answer {
        private final String contentType;
        private MessageMeter meter = MessageMeter.ofStream(maxMessageBytes, false);

        Answer(String contentType) {
            this.contentType = contentType;
        }

        ResponseHeaders head(ResponseHeaders head) {
            if (!head.status().equals(HttpStatus.OK)) {
                throw new GrpcFailure(
                        code(head.status()),
                        "unexpected HTTP status code received from server: "
                                + head.status().code() + " (" + head.status().reasonPhrase() + ")");
            }
            meter = MessageMeter.ofStream(
                    maxMessageBytes, GrpcHttp.GZIP.equals(head.get(GrpcHeaderNames.GRPC_ENCODING)));
            if (GrpcHttp.hasStatus(head) || version == DaemonVersion.V6_0) {
                return head.toBuilder()
                        .removeAndThen(GrpcHeaderNames.GRPC_ENCODING)
                        .removeAndThen(HttpHeaderNames.CONTENT_LENGTH)
                        .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                        .build();
            }
            return GrpcHttp.head(contentType);
        }

        HttpData data(HttpData data) {
            return meter.measure(data);
        }
    }

    private static Status.Code code(HttpStatus status) {
        return switch (status.code()) {
            case 400 -> Status.Code.INTERNAL;
            case 401 -> Status.Code.UNAUTHENTICATED;
            case 403 -> Status.Code.PERMISSION_DENIED;
            case 404 -> Status.Code.UNIMPLEMENTED;
            case 429, 502, 503, 504 -> Status.Code.UNAVAILABLE;
            default -> Status.Code.UNKNOWN;
        };
    }

    private Throwable failure(Throwable cause) {
        if (cause instanceof GrpcFailure) {
            return cause;
        }
        return Endpoints.unreached(cause)
                .map(reason -> Texts.notConnected(service.uri(), reason))
                .map(text -> new GrpcFailure(Status.Code.INTERNAL, Texts.serviceUnreachable(text)))
                .orElseGet(() -> new GrpcFailure(Status.Code.UNAVAILABLE, "error reading from server: " + cause));
    }

    /** The client's own deadline goes before the daemon's, which older versions do not have. */
    private Optional<Duration> deadline(RequestHeaders headers) {
        Optional<Duration> ofClient = GrpcHttp.timeout(headers);
        return ofClient.isPresent() || !version.atLeast(DaemonVersion.V6_2) ? ofClient : Optional.of(SERVICE_TIMEOUT);
    }

    private static void abortAfter(Duration deadline, ServiceRequestContext context, HttpResponse answer) {
        Future<?> expiry = context.eventLoop()
                .schedule(
                        () -> answer.abort(new GrpcFailure(Status.Code.DEADLINE_EXCEEDED, Texts.DEADLINE_EXCEEDED)),
                        deadline.toNanos(),
                        TimeUnit.NANOSECONDS);
        answer.whenComplete().whenComplete((done, cause) -> expiry.cancel(false));
    }
}
