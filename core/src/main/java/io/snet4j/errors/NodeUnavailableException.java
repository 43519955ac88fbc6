package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The Ethereum node gave no usable answer, so that what it was asked for may or may not have happened. The message names
 * its address.
 */
public class NodeUnavailableException extends ChainException {
    private static final long serialVersionUID = 1L;

    private final boolean tooMuch;

    /** @param tooMuch whether asking for less may help */
    public NodeUnavailableException(String message, @Nullable Throwable cause, boolean tooMuch) {
        super(message, cause);
        this.tooMuch = tooMuch;
    }

    /** Whether asking for less may help: it took too long, or too much came. */
    public boolean isTooMuch() {
        return tooMuch;
    }
}
