package io.snet4j.internal.transport;

import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/** Sees how far a call got: whether anything left, and whether its status came from the other side. */
public final class CallProbe extends ClientStreamTracer.Factory {
    private volatile boolean sent;
    private volatile boolean answered;

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        return new ClientStreamTracer() {
            @Override
            public void outboundHeaders() {
                sent = true;
            }

            @Override
            public void inboundTrailers(Metadata trailers) {
                answered = true;
            }
        };
    }

    public boolean sent() {
        return sent;
    }

    public boolean answered() {
        return answered;
    }
}
