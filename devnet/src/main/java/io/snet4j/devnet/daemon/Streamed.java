package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.ExchangeType;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.RoutingContext;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;

/**
 * Has the server hand on requests and answers as they come. Else it waits for the end of a unary call's request before
 * anybody may refuse it, and adds a length to the answer.
 */
final class Streamed extends SimpleDecoratingHttpService {
    Streamed(HttpService delegate) {
        super(delegate);
    }

    @Override
    public ExchangeType exchangeType(RoutingContext context) {
        return ExchangeType.BIDI_STREAMING;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        return unwrap().serve(context, request);
    }
}
