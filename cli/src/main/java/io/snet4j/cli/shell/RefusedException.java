package io.snet4j.cli.shell;

/** A command does not go on, and says why in one line. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** The input is refused. */
    public RefusedException(String message) {
        this(message, ExitCode.REFUSED_INPUT);
    }

    /** @param exitCode one of {@link ExitCode} */
    public RefusedException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
