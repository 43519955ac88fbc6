package io.snet4j.provider.tck;

/** A provider does not keep a rule; the message says how. */
final class BrokenRule extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenRule(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
