package io.snet4j.cli.shell;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.DependencyException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.NotFoundException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.ServiceCallException;
import io.snet4j.errors.TrainingFailedException;
import io.snet4j.errors.UnknownMethodException;
import io.snet4j.errors.WaitTimeoutException;

/** What a command's end says to a shell. */
public final class ExitCode {
    public static final int OK = 0;
    /** Nobody expected it. */
    public static final int FAILED = 1;

    public static final int USAGE = 2;
    public static final int REFUSED_INPUT = 3;
    public static final int NOT_FOUND = 4;
    public static final int PAYMENT = 5;
    /** The node, the storage or another dependency. */
    public static final int NETWORK = 6;

    /** The daemon or the provider behind it. */
    public static final int SERVICE = 7;

    /** As shells report of SIGINT. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}

    public static int of(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return refused.exitCode();
        }
        if (failure instanceof NotFoundException || failure instanceof UnknownMethodException) {
            return NOT_FOUND;
        }
        if (failure instanceof InvalidRequestException) {
            return REFUSED_INPUT;
        }
        if (failure instanceof PaymentException) {
            return PAYMENT;
        }
        if (failure instanceof DependencyException) {
            return NETWORK;
        }
        if (failure instanceof CallCancelledException) {
            return INTERRUPTED;
        }
        boolean services = failure instanceof ServiceCallException
                || failure instanceof TrainingFailedException
                || failure instanceof WaitTimeoutException;
        return services ? SERVICE : FAILED;
    }
}
