package io.snet4j.internal.transport;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sees how far a call got: whether anything left, whose word its end is, and whether what came could be read. */
public final class CallProbe extends ClientStreamTracer.Factory {
    private final Set<String> daemons = new LinkedHashSet<>();
    private volatile boolean begun;
    private volatile boolean sent;
    private volatile boolean headed;
    private volatile @Nullable Metadata trailers;
    private volatile boolean endedHere;
    private volatile boolean unreadable;

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
            public void inboundHeaders(Metadata received) {
                headed = true;
            }

            @Override
            public void inboundTrailers(Metadata received) {
                trailers = received;
            }
        };
    }

    /** Tells the probes among a call's options which daemon it goes to now. */
    static void tell(CallOptions options, String daemon) {
        options.getStreamTracerFactories().stream()
                .filter(CallProbe.class::isInstance)
                .map(CallProbe.class::cast)
                .forEach(probe -> probe.goesTo(daemon));
    }

    private void goesTo(String daemon) {
        synchronized (daemons) {
            // Again, so that the last one is the last.
            daemons.remove(daemon);
            daemons.add(daemon);
        }
    }

    /** Those that can have to do with the call's end: the one that it was sent to, or all that could not be reached. */
    List<String> daemons() {
        synchronized (daemons) {
            List<String> all = List.copyOf(daemons);
            return sent && !all.isEmpty() ? all.subList(all.size() - 1, all.size()) : all;
        }
    }

    /** Whether headers left. Told after they did: for who hears of the call's end from the transport, not before. */
    public boolean sent() {
        return sent;
    }

    /** Whether headers may have left: for who ends the call, and cannot wait to be told. */
    public boolean mayBeSent() {
        return begun;
    }

    /** Whether the status is the other side's, and not this side's about what the other one sent, or did not send. */
    public boolean answered() {
        return trailers != null && !endedHere;
    }

    /** Whether an answer began. */
    boolean headed() {
        return headed;
    }

    /** Whether an answer came that cannot be read. */
    boolean unreadable() {
        return unreadable;
    }

    void foundUnreadable() {
        unreadable = true;
        endedHere = true;
    }

    /**
     * This side makes a status where the other one's does not count, and never with the other one's trailers.
     *
     * @param last the trailers that came with the call's status
     * @return whether the status is the other side's
     */
    boolean ended(Metadata last) {
        endedHere |= trailers != last;
        return answered();
    }
}
