package io.snet4j.publish;

import io.snet4j.errors.InvalidRequestException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file cannot be published as it is. Nothing was stored and nothing was sent. {@link #problems} has all that is wrong
 * with it; the message names the first ones.
 *
 * @since 0.1.0
 */
public final class InvalidFileException extends InvalidRequestException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 5;

    private final transient List<FileProblem> problems;

    /**
     * @param file what it is the file of, for the message
     * @param problems at least one
     */
    public InvalidFileException(String file, List<FileProblem> problems) {
        this(file, problems, null);
    }

    InvalidFileException(String file, List<FileProblem> problems, @Nullable Throwable cause) {
        super(message(file, problems), cause);
        this.problems = List.copyOf(problems);
    }

    private static String message(String file, List<FileProblem> problems) {
        String first = problems.stream().limit(SHOWN).map(FileProblem::toString).collect(Collectors.joining("; "));
        int more = problems.size() - SHOWN;
        return "the " + file + " cannot be published: " + first + (more > 0 ? "; and " + more + " more" : "");
    }

    /** In the order of the file. */
    public List<FileProblem> problems() {
        return problems;
    }
}
