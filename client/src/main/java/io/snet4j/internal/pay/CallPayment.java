package io.snet4j.internal.pay;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.transport.Budget;
import io.snet4j.internal.transport.CallFailure;
import java.util.concurrent.CompletableFuture;

/**
 * How one call is paid, over its attempts. It is attempted again only after a refusal that came before any work. For one
 * thread at a time.
 */
public interface CallPayment {
    /**
     * Prepares the payment without blocking.
     *
     * @return the headers to send; fails with what stands in the way, and then nothing was signed for the call
     */
    CompletableFuture<Metadata> prepare();

    /** {@link #prepare}, blocking; what it throws came before anything was sent. */
    default Metadata await(Budget budget) {
        return Waits.await(prepare(), budget);
    }

    /** The channel to send over what was prepared. */
    default Channel over(Channel daemons) {
        return daemons;
    }

    /** The call succeeded. @return what that cost: nothing, or its price */
    Charge charged();

    /** The call will not be sent. */
    void abandon();

    /** Nobody is left to find out what the call came to: the client is closed. */
    void giveUp();

    /**
     * Returns if the call may be attempted again, with the headers that it returns. Blocks.
     *
     * @throws SnetException what the caller of the call gets
     */
    Metadata recover(CallFailure failure);

    /**
     * Settles the books after the last attempt. Blocks.
     *
     * @param mayStillRun whether the daemon may go on with the work although the caller is gone
     * @return what the caller of the call gets
     */
    SnetException fail(CallFailure failure, boolean mayStillRun);
}
