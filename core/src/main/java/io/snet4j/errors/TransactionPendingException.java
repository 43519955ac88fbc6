package io.snet4j.errors;

/**
 * A transaction was sent, and the time given to it ended before it was mined as deep as was asked for. It may be mined
 * later: look for it before sending another.
 *
 * @since 0.1.0
 */
public final class TransactionPendingException extends ChainException {
    private static final long serialVersionUID = 1L;

    private final String transactionHash;

    /** @param transactionHash {@code 0x} and 64 digits */
    public TransactionPendingException(String message, String transactionHash) {
        super(message);
        this.transactionHash = transactionHash;
    }

    /**
     * The same, with a word more.
     *
     * @param what of which the transaction was a part
     */
    public TransactionPendingException(String what, TransactionPendingException cause) {
        super(what + ": " + cause.getMessage(), cause);
        this.transactionHash = cause.transactionHash;
    }

    /** {@code 0x} and 64 digits. */
    public String transactionHash() {
        return transactionHash;
    }
}
