package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * A service's metadata names a daemon at an address outside of the public internet: on this machine, in a private
 * network or the like. It was not connected to. The message names endpoint, address and reason. If the daemon is meant
 * to be there, allow it for the client or the service ({@code allowPrivateEndpoints}), or name the endpoint yourself.
 *
 * @since 0.1.0
 */
public class PrivateAddressException extends UntrustedConnectionException {
    private static final long serialVersionUID = 1L;

    public PrivateAddressException(String message, @Nullable Throwable cause, Charge charge) {
        super(message, cause, charge);
    }
}
