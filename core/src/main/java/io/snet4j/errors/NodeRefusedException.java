package io.snet4j.errors;

/** The Ethereum node answered with an error, so that what it was asked for did not happen. */
public class NodeRefusedException extends ChainException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int code;

    /**
     * @param request what was asked of whom
     * @param reason in the node's words; of a revert, the contract's
     * @param code JSON-RPC's; 0 if there is none
     */
    public NodeRefusedException(String request, String reason, int code) {
        super(request + " failed: " + reason);
        this.reason = reason;
        this.code = code;
    }

    /** In the node's words; of a revert, the contract's. */
    public String reason() {
        return reason;
    }

    /** JSON-RPC's; 0 if there is none. */
    public int code() {
        return code;
    }
}
