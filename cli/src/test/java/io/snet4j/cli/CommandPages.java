package io.snet4j.cli;

import io.snet4j.cli.command.CommandGroup;
import io.snet4j.cli.shell.Printed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Markdown of a command tree: one page for each command, and an index. */
final class CommandPages {
    private static final String INDEX = "README.md";
    private static final List<String> HABITS = List.of(
            "## Settings",
            "",
            "A setting is taken from the first of these that has it: an option (`--rpc`), a variable of the environment",
            "(`SNET4J_RPC`), the profile (`--profile`, `SNET4J_PROFILE`, or what `snet4j network use` chose). Their names",
            "are those of [configuration](../configuration.md). Profiles are in `~/.config/snet4j/settings.properties`, keys",
            "in `~/.config/snet4j/keys`, payments in `~/.local/state/snet4j`; `XDG_CONFIG_HOME` and `XDG_STATE_HOME` move",
            "them. A running `snet4j devnet` is the profile `devnet`.",
            "",
            "Beside a client's settings there is `SNET4J_LIMIT_DAY`, what a profile may spend in a day of UTC;",
            "`SNET4J_LIMIT_TOTAL` is what it may spend in all. Both are [budgets](../payments.md#budgets-at-the-terminal), as",
            "those of `SNET4J_LIMIT_BUDGETS` are: all keys and all terminals of the profile use them together, and",
            "`snet4j spending` shows what is left. Amounts of limits, but not those of `SNET4J_LIMIT_BUDGETS`, may be written",
            "as `0.5FET`. `SNET4J_KEYSTORE_PASSWORD_FILE` holds a key's password where there is no terminal to ask at, and",
            "`NO_COLOR` switches colours off.",
            "",
            "## Habits",
            "",
            "- Before money moves the command says the price, the deposit, the transactions and the highest fee, and asks.",
            "  `--yes` and, up to its amount, `--max-price` answer beforehand. Without a terminal and without either nothing",
            "  is paid (exit code 5).",
            "- Amounts are written `0.05FET`, or as a whole number of cogs.",
            "- `--json` prints one document, or one on each line, on standard output and nothing else:",
            "  [what each command prints](../cli-json.md).",
            "- Errors are one line on standard error: what is wrong, and what to do. `--debug` shows more.",
            "- Tables are as wide as the terminal; elsewhere nothing is cut.",
            "",
            "## Exit codes",
            "",
            "| code | meaning |",
            "|---|---|",
            "| 0 | done |",
            "| 1 | failed in a way that nobody expected |",
            "| 2 | called wrongly |",
            "| 3 | the input is refused: a setting, a key, a file, a value |",
            "| 4 | not found |",
            "| 5 | payment: not agreed to, beyond a limit, or not enough |",
            "| 6 | the network: the node, the storage |",
            "| 7 | the daemon, or the provider behind it |",
            "| 130 | interrupted |");

    private CommandPages() {}

    /** By file name. */
    static Map<String, String> of(CommandLine root) {
        Map<String, String> pages = new LinkedHashMap<>();
        List<CommandLine> commands = Stream.concat(Stream.of(root), below(root)).toList();
        commands.stream().skip(1).forEach(command -> pages.put(file(command), text(page(command))));
        pages.put(INDEX, text(index(root, commands)));
        return pages;
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return command.getSubcommands().values().stream()
                .distinct()
                .flatMap(next -> Stream.concat(Stream.of(next), below(next)));
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName(" ");
    }

    private static String file(CommandLine command) {
        return name(command).replace("snet4j ", "").replace(' ', '-') + ".md";
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static List<String> index(CommandLine root, List<CommandLine> commands) {
        List<String> lines = new ArrayList<>(
                List.of("# The terminal", "", description(root), "", "| command | does |", "|---|---|"));
        commands.stream()
                .skip(1)
                .forEach(command -> lines.add("| [`" + name(command) + "`](" + file(command) + ") | "
                        + firstSentence(description(command)) + " |"));
        lines.add("");
        lines.addAll(table("Options of all commands", "option", options(root.getCommandSpec(), true)));
        lines.addAll(HABITS);
        return lines;
    }

    private static List<String> page(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        List<String> lines = new ArrayList<>(List.of("# " + name(command), ""));
        for (String paragraph : spec.usageMessage().description()) {
            lines.addAll(List.of(paragraph, ""));
        }
        lines.addAll(List.of("```", synopsis(command), "```", ""));
        if (!command.getSubcommands().isEmpty()) {
            lines.addAll(List.of("| command | does |", "|---|---|"));
            command.getSubcommands().values().stream()
                    .distinct()
                    .forEach(next -> lines.add("| [`" + name(next) + "`](" + file(next) + ") | "
                            + firstSentence(description(next)) + " |"));
            lines.add("");
        }
        lines.addAll(table("Arguments", "argument", arguments(spec)));
        lines.addAll(table("Options", "option", options(spec, false)));
        lines.addAll(List.of("## Examples", "", "```"));
        lines.addAll(Examples.of(command));
        lines.addAll(List.of("```", ""));
        Printed printed = spec.userObject().getClass().getAnnotation(Printed.class);
        if (printed != null) {
            lines.addAll(List.of(
                    "With `--json`" + (printed.lines() ? ", on each line:" : ":"),
                    "",
                    "```",
                    JsonShapes.of(printed.value()),
                    "```",
                    ""));
        }
        lines.add("Options of all commands, settings and exit codes: [the terminal](README.md).");
        return lines;
    }

    private static String synopsis(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        String below = command.getSubcommands().isEmpty()
                ? ""
                : spec.userObject() instanceof CommandGroup ? " COMMAND" : " [COMMAND]";
        boolean options = !options(spec, false).isEmpty();
        String words = spec.positionalParameters().stream()
                .map(argument -> argument.arity().min() == 0 ? "[" + label(argument) + "]" : label(argument))
                .collect(Collectors.joining(" "));
        return (name(command) + below + (options ? " [OPTIONS] " : " ") + words).strip();
    }

    private static String label(ArgSpec argument) {
        return argument.paramLabel() + (argument.isMultiValue() ? "..." : "");
    }

    private static List<String> table(String title, String what, Map<String, String> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("## " + title, "", "| " + what + " | meaning |", "|---|---|"));
        rows.forEach((name, meaning) -> lines.add("| `" + name + "` | " + meaning + " |"));
        lines.add("");
        return lines;
    }

    private static Map<String, String> arguments(CommandSpec spec) {
        Map<String, String> rows = new LinkedHashMap<>();
        for (PositionalParamSpec argument : spec.positionalParameters()) {
            rows.put(label(argument), description(argument));
        }
        return rows;
    }

    /** @param ofAll those that every command has, or the others */
    private static Map<String, String> options(CommandSpec spec, boolean ofAll) {
        Map<String, String> rows = new LinkedHashMap<>();
        for (OptionSpec option : spec.options()) {
            boolean shared = option.scopeType() == CommandLine.ScopeType.INHERIT
                    || option.inherited()
                    || option.usageHelp()
                    || option.versionHelp();
            if (shared == ofAll && !option.hidden()) {
                String value = option.arity().max() == 0 ? "" : " " + label(option);
                rows.put(String.join(", ", option.names()) + value, description(option));
            }
        }
        return rows;
    }

    private static String description(ArgSpec argument) {
        return plain(argument.description());
    }

    private static String description(CommandLine command) {
        return plain(command.getCommandSpec().usageMessage().description());
    }

    private static String plain(String[] paragraphs) {
        return Arrays.stream(paragraphs)
                .map(text -> Ansi.OFF.string(text).replace("|", "\\|"))
                .collect(Collectors.joining(" "));
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
