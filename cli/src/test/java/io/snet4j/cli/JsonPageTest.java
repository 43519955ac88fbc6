package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.cli.shell.Printed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code SNET4J_WRITE_DOCS=1} writes the page. */
class JsonPageTest {
    private static final Path PAGE = Path.of("..", "docs", "cli-json.md");

    @Test
    void thePageHasTheShapeOfEveryCommand(@TempDir Path home) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "# What `--json` prints",
                "",
                "One document on standard output and nothing else; \"lines\" means one document on each line. Amounts are strings",
                "of cogs, block numbers and ids are strings, times are ISO 8601. `?` means null where there is nothing. Fields may",
                "be added; a program ignores what it does not know.",
                "",
                "| command | prints |",
                "|---|---|"));
        rows(new Cli(home).commandLine(), lines);
        String page = String.join("\n", lines) + "\n";
        if (System.getenv("SNET4J_WRITE_DOCS") != null) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).content().isEqualTo(page);
    }

    private static void rows(CommandLine command, List<String> lines) {
        Printed printed = command.getCommandSpec().userObject().getClass().getAnnotation(Printed.class);
        if (printed != null) {
            lines.add("| `" + command.getCommandSpec().qualifiedName(" ") + "` | " + (printed.lines() ? "lines: " : "")
                    + "`" + JsonShapes.of(printed.value()) + "` |");
        }
        command.getSubcommands().values().stream().distinct().forEach(next -> rows(next, lines));
    }
}
