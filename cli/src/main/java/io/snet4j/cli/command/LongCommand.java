package io.snet4j.cli.command;

import io.snet4j.cli.shell.ExitCode;
import io.snet4j.errors.CallCancelledException;
import java.util.List;

/** A command that takes long: Ctrl-C ends it cleanly, and it says what it cost. */
public abstract class LongCommand extends SnetCommand {
    protected LongCommand(Context context) {
        super(context);
    }

    @Override
    protected final int execute() {
        Cancellation cancellation = Cancellation.begin();
        try {
            return work();
        } catch (RuntimeException e) {
            if (!(e instanceof CallCancelledException) && !cancellation.isUnderWay()) {
                throw e;
            }
            // Whatever it failed with, it was because of that.
            cancelled().forEach(output()::note);
            return ExitCode.INTERRUPTED;
        } finally {
            cancellation.close();
        }
    }

    /** Is interrupted by Ctrl-C; closes what it opened. */
    protected abstract int work();

    /** What it did and cost until it was cancelled, and how to go on, in lines. */
    protected abstract List<String> cancelled();
}
