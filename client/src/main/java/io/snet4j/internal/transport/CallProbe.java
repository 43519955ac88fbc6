package io.snet4j.internal.transport;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/** Sees how far a call got: whether anything left, and whether its status came from the other side. */
public final class CallProbe extends ClientStreamTracer.Factory {
    private volatile boolean begun;
    private volatile boolean sent;
    private volatile boolean answered;

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        return new ClientStreamTracer() {
            @Override
            public void streamCreated(Attributes transport, Metadata sending) {
                begun = true;
            }

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

    /** Whether headers left. Told after they did: for who hears of the call's end from the transport, not before. */
    public boolean sent() {
        return sent;
    }

    /** Whether headers may have left: for who ends the call, and cannot wait to be told. */
    public boolean mayBeSent() {
        return begun;
    }

    public boolean answered() {
        return answered;
    }
}
