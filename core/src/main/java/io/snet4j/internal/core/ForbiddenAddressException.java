package io.snet4j.internal.core;

import java.io.IOException;

/**
 * A link leads to an address that the rule forbids. Nothing was sent. The message names link, address, reason and way
 * out.
 */
public final class ForbiddenAddressException extends IOException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String message) {
        super(message);
    }
}
