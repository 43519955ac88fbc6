package io.snet4j.cli.completion;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snet4j completion}. */
@Command(
        name = "completion",
        description = {
            "Prints what makes a shell complete commands and options of snet4j.",
            "Write it to a file, and let ~/.bashrc or ~/.zshrc source that file."
        },
        footer = {
            "",
            "Examples:",
            "  snet4j completion bash > ~/.local/share/bash-completion/completions/snet4j",
            "  snet4j completion zsh > ~/.snet4j-completion.zsh"
        })
@Printed(CompletionCommand.Completion.class)
public final class CompletionCommand extends SnetCommand {
    record Completion(ShellName shell, String script) {}

    /** Which shells. One script is for both: zsh reads it as bash would. */
    enum ShellName {
        BASH,
        ZSH
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ShellName shell;

    CompletionCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        String script = AutoComplete.bash("snet4j", spec().root().commandLine());
        output().print(new Completion(shell, script), completion -> output().line(
                        completion.script().strip()));
        return ExitCode.OK;
    }
}
