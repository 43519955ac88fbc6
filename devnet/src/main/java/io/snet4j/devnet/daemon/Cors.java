package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Tells browsers who may read the daemon's pages: everybody. Releases before 6.2 name the headers that may be sent. */
final class Cors implements HttpService {
    private static final String ANYBODY = "*";
    private static final String PREFLIGHT = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    private static final String PRIVATE_NETWORK = "Access-Control-Request-Private-Network";
    private static final Set<String> METHODS = Set.of("GET", "POST", "OPTIONS", "HEAD", "CONNECT");
    private static final Set<String> METHODS_OF_OLDER = Set.of("PUT", "PATCH", "DELETE");
    private static final String EXPOSED =
            "X-Grpc-Web, Grpc-Encoding, Grpc-Status, Grpc-Message, Grpc-Timeout, Grpc-Accept-Encoding,"
                    + " Grpc-Status-Details-Bin, Retry-After";
    private static final String EXPOSED_OF_OLDER =
            "X-Grpc-Web, Content-Length, Access-Control-Allow-Origin, Content-Type, Origin, Grpc-Status, Grpc-Message";
    private static final Set<String> HEADERS_OF_OLDER = Set.of(
            "grpc-status",
            "grpc-message",
            "x-grpc-web",
            "user-agent",
            "origin",
            "accept",
            "authorization",
            "content-type",
            "x-requested-with",
            "content-length",
            "access-control-allow-origin",
            PaymentHeaders.TYPE,
            "snet-client-type",
            PaymentHeaders.CHANNEL_SIGNATURE,
            PaymentHeaders.CHANNEL_ID,
            PaymentHeaders.CHANNEL_AMOUNT,
            PaymentHeaders.CHANNEL_NONCE,
            PaymentHeaders.FREE_CALL_USER_ID,
            PaymentHeaders.FREE_CALL_ADDRESS,
            PaymentHeaders.FREE_CALL_TOKEN,
            "snet-user-info",
            "snet-derived-dynamic-price-cost",
            PaymentHeaders.PREPAID_TOKEN,
            PaymentHeaders.FREE_CALL_BLOCK,
            "snet-payment-mpe-address",
            PaymentHeaders.MODEL_ID);

    private final HttpService pages;
    private final boolean older;

    Cors(HttpService pages, DaemonVersion version) {
        this.pages = pages;
        this.older = !version.atLeast(DaemonVersion.V6_2);
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        RequestHeaders headers = request.headers();
        boolean asks = headers.method() == HttpMethod.OPTIONS;
        if (asks
                && !headers.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD, "")
                        .isEmpty()) {
            return empty(preflight(headers));
        }
        if (asks && !older) {
            return empty(ofPage(headers));
        }
        return pages.serve(context, request).mapHeaders(head -> head.toBuilder()
                .set(ofPage(headers))
                .set(HttpHeaderNames.DATE, now())
                .build());
    }

    private static HttpResponse empty(HttpHeaders headers) {
        return HttpResponse.of(ResponseHeaders.builder(HttpStatus.NO_CONTENT)
                .set(headers)
                .set(HttpHeaderNames.DATE, now())
                .build());
    }

    private static String now() {
        return DateTimeFormatter.RFC_1123_DATE_TIME
                .format(ZonedDateTime.now(ZoneOffset.UTC))
                .replace("Z", "GMT");
    }

    private HttpHeaders preflight(RequestHeaders headers) {
        HttpHeadersBuilder answer =
                HttpHeaders.builder().set(HttpHeaderNames.VARY, older ? PREFLIGHT : PREFLIGHT + ", " + PRIVATE_NETWORK);
        String origin = headers.get(HttpHeaderNames.ORIGIN, "");
        String method = headers.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD, "");
        String names = headers.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS, "");
        if (origin.isEmpty() || !allows(method) || !allowsHeaders(names)) {
            return answer.build();
        }
        answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, older ? origin : ANYBODY)
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, method);
        if (!names.isEmpty()) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, names);
        }
        if (older) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        } else if (headers.contains(PRIVATE_NETWORK, "true")) {
            answer.set("access-control-allow-private-network", "true");
        }
        return answer.build();
    }

    private HttpHeaders ofPage(RequestHeaders headers) {
        HttpHeadersBuilder answer = HttpHeaders.builder().set(HttpHeaderNames.VARY, "Origin");
        boolean read = !headers.get(HttpHeaderNames.ORIGIN, "").isEmpty()
                && allows(headers.method().toString());
        if (read || older) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, ANYBODY);
        }
        if (read) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, older ? EXPOSED_OF_OLDER : EXPOSED);
            if (older) {
                answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            }
        }
        return answer.build();
    }

    private boolean allows(String method) {
        return METHODS.contains(method) || older && METHODS_OF_OLDER.contains(method);
    }

    /** Browsers send the names in order; the older releases take them in no other. */
    private boolean allowsHeaders(String names) {
        List<String> list = Stream.of(names.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
        return !older || HEADERS_OF_OLDER.containsAll(list) && inOrder(list);
    }

    private static boolean inOrder(List<String> names) {
        String[] sorted = names.toArray(String[]::new);
        Arrays.sort(sorted);
        return names.equals(List.of(sorted));
    }
}
