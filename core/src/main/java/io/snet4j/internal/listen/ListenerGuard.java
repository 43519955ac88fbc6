package io.snet4j.internal.listen;

import io.snet4j.internal.text.ForeignFailure;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/**
 * Calls a user's listener, and logs what it throws: work that was begun, and perhaps paid, does not end because
 * somebody who only watches it fails. Listeners may be written in languages without checked exceptions. Thread-safe.
 */
public final class ListenerGuard {
    private final Logger log;
    private final String name;
    private final AtomicBoolean failed = new AtomicBoolean();

    /**
     * For one piece of work: only the first failure is a warning, because a listener that fails once fails at each
     * step.
     */
    public ListenerGuard(Logger log, String name) {
        this.log = log;
        this.name = name;
    }

    public void tell(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            keep(e);
            if (failed.compareAndSet(false, true)) {
                log.warn("{} failed; the work goes on, later failures are logged as debug", name, shown(e));
            } else {
                log.debug("{} failed again", name, shown(e));
            }
        }
    }

    /** Logs every failure as a warning. */
    public static void tell(Logger log, String name, Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            keep(e);
            log.warn("{} failed", name, shown(e));
        }
    }

    /** An interrupt is a wish to cancel; a machine that fails is nothing that a listener did. */
    private static void keep(Throwable failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
            throw error;
        }
    }

    private static Throwable shown(Throwable failure) {
        Throwable printable = ForeignFailure.printable(failure);
        return printable == null ? failure : printable;
    }
}
