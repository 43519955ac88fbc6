package io.snet4j.dataset;

import io.snet4j.errors.InvalidRequestException;
import io.snet4j.internal.text.ForeignText;
import java.util.List;

/**
 * The dataset is not what the service takes; found on this machine, nothing was sent or paid.
 *
 * @since 0.1.0
 */
public class DatasetRejectedException extends InvalidRequestException {
    private static final long serialVersionUID = 1L;

    private final String message;
    private final transient List<DatasetProblem> problems;

    /** @param dataset what it is called in the message */
    public DatasetRejectedException(String dataset, List<DatasetProblem> problems) {
        super("the dataset " + dataset + " would be refused");
        this.message = "the dataset " + ForeignText.of(dataset) + " would be refused:\n"
                + DatasetProblem.describeAll(problems);
        this.problems = List.copyOf(problems);
    }

    /** One line for each problem. */
    @Override
    public String getMessage() {
        return message;
    }

    /** All of them, in a stable order. */
    public List<DatasetProblem> problems() {
        return problems;
    }
}
