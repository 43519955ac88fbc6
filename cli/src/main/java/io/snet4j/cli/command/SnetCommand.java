package io.snet4j.cli.command;

import io.snet4j.cli.shell.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does something, and fails by throwing. */
public abstract class SnetCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Context context;

    protected SnetCommand(Context context) {
        this.context = context;
    }

    @Override
    public final Integer call() {
        return execute();
    }

    /** @return one of {@link io.snet4j.cli.shell.ExitCode} */
    protected abstract int execute();

    protected final Context context() {
        return context;
    }

    protected final Output output() {
        return context.output();
    }

    /** What is wrong with how the command was called. */
    protected final ParameterException wrongUsage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    protected final CommandSpec spec() {
        return spec;
    }
}
