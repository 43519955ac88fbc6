package io.snet4j.errors;

/**
 * A transaction was mined and failed, although the node's try of it had gone well: something changed meanwhile. It
 * changed nothing but cost its fee.
 *
 * @since 0.1.0
 */
public final class TransactionRevertedException extends ChainException {
    private static final long serialVersionUID = 1L;

    private final String transactionHash;

    /** @param transactionHash {@code 0x} and 64 digits */
    public TransactionRevertedException(String message, String transactionHash) {
        super(message);
        this.transactionHash = transactionHash;
    }

    /**
     * The same, with a word more.
     *
     * @param what of which the transaction was a part
     */
    public TransactionRevertedException(String what, TransactionRevertedException cause) {
        super(what + ": " + cause.getMessage(), cause);
        this.transactionHash = cause.transactionHash;
    }

    /** {@code 0x} and 64 digits. */
    public String transactionHash() {
        return transactionHash;
    }
}
