package io.snet4j.internal.transport;

import io.grpc.Status;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.text.ForeignFailure;
import io.snet4j.internal.text.ForeignText;
import java.util.List;

/** One attempt of a call failed. Checked: whoever makes an attempt decides what follows from it. */
public final class CallFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Status status;
    private final String call;
    private final Reason reason;
    private final boolean daemons;
    private final boolean sent;
    private final boolean answered;
    private final String daemon;

    /** @param fullMethodName {@code package.Service/method} */
    public CallFailure(String fullMethodName, Status status, CallProbe probe) {
        this(fullMethodName, status, probe.unreadable() ? Reason.UNREADABLE : Reason.of(fullMethodName, status), probe);
    }

    /** A call that this side cancelled; when the other side cuts it off, that is no cancellation. */
    public static CallFailure cancelled(String fullMethodName, Status status, CallProbe probe) {
        return new CallFailure(fullMethodName, status, Reason.CANCELLED, probe);
    }

    private CallFailure(String fullMethodName, Status status, Reason reason, CallProbe probe) {
        super(ForeignText.of(fullMethodName + ": " + status), ForeignFailure.printable(status.getCause()));
        this.call = fullMethodName.substring(fullMethodName.indexOf('/') + 1);
        this.daemons = DaemonMethods.isTraining(fullMethodName) || DaemonMethods.isOfPayment(fullMethodName);
        this.status = status;
        this.reason = reason;
        // The transport knows what left when it fails a call; this side, which may end it at any time, does not.
        this.sent = status.getCode() == Status.Code.UNAVAILABLE ? probe.sent() : probe.mayBeSent();
        this.answered = probe.answered();
        this.daemon = named(probe.daemons());
    }

    private static String named(List<String> daemons) {
        return daemons.isEmpty() ? "the daemon" : "the daemon at " + String.join(" or ", daemons);
    }

    public Status status() {
        return status;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the daemon can have seen the call. */
    public boolean sent() {
        return sent;
    }

    /** Whether its status came from the other side. */
    public boolean answered() {
        return answered;
    }

    /**
     * Whether the daemon itself refused or failed the call, and so took no payment. The codes that proxies and broken
     * connections also produce count only with a text that is the daemon's.
     */
    public boolean refusedByDaemon() {
        if (!answered) {
            return false;
        }
        return switch (status.getCode()) {
            case UNAVAILABLE, INTERNAL, UNKNOWN, CANCELLED, DEADLINE_EXCEEDED -> reason.isKnownText();
            default -> true;
        };
    }

    /** What the caller gets. */
    public SnetException toException(Charge charge) {
        boolean servicesOwn = !daemons && answered && reason == Reason.OTHER;
        return Explanations.explain(call, daemon, servicesOwn ? Reason.PROVIDER_FAILED : reason, status, charge);
    }
}
