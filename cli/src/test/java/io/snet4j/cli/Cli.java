package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.Shell;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The command line within this process, with a home folder of its own. Each run is a fresh start. */
public final class Cli {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> environment = new LinkedHashMap<>();
    private Clock clock = Clock.systemUTC();

    /** @param home empty, or what an earlier run left */
    public Cli(Path home) {
        environment.put("HOME", home.toString());
    }

    /** Variables of the environment, as {@code DevnetConnection.settings} has them. */
    public Cli with(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    public Cli with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Cli at(Clock time) {
        clock = time;
        return this;
    }

    /** Without a terminal. */
    public Run run(String... arguments) {
        return run(new TypedTerminal(false), arguments);
    }

    /** At a terminal, where these lines are typed. Passwords are typed as lines, too. */
    public Run typing(List<String> lines, String... arguments) {
        return run(new TypedTerminal(true, lines), arguments);
    }

    /** Without a terminal, but with these lines on standard input. */
    public Run piped(List<String> lines, String... arguments) {
        return run(new TypedTerminal(false, lines), arguments);
    }

    /** With {@code --json}; checks that the one document, or each line, has the shape that the command declares. */
    public JsonNode json(String... arguments) {
        List<JsonNode> documents = jsonLines(arguments);
        assertThat(documents).as("documents").hasSize(1);
        return documents.get(0);
    }

    /** As {@link #json}, for commands that print one document on each line. */
    public List<JsonNode> jsonLines(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        Run run = run(all.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return documents(run, arguments);
    }

    /** What was printed by a run with {@code --json}, which may have ended with any exit code. */
    public List<JsonNode> documents(Run run, String... arguments) {
        Printed printed =
                command(arguments).getCommandSpec().userObject().getClass().getAnnotation(Printed.class);
        assertThat(printed).as("what the command prints is declared").isNotNull();
        List<JsonNode> documents = run.out().lines().map(Cli::document).toList();
        documents.forEach(document -> JsonShapes.check(document, printed.value()));
        return documents;
    }

    private static JsonNode document(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    /** The command that the arguments name. */
    private CommandLine command(String... arguments) {
        CommandLine command = commandLine();
        for (String argument : arguments) {
            CommandLine next = command.getSubcommands().get(argument);
            if (next != null) {
                command = next;
            }
        }
        return command;
    }

    private Run run(TypedTerminal terminal, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.execute(shell(terminal, out, err), arguments);
        return new Run(code, out.toString(), err.toString());
    }

    /** To look at, not to run. */
    public CommandLine commandLine() {
        return Main.commandLine(shell(new TypedTerminal(false), new StringWriter(), new StringWriter()));
    }

    private Shell shell(TypedTerminal terminal, StringWriter out, StringWriter err) {
        return new Shell(
                environment,
                echoing(terminal, err),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                terminal,
                clock);
    }

    /** A terminal shows the end of a line that is typed. */
    private static InputStream echoing(TypedTerminal terminal, StringWriter err) {
        return new ByteArrayInputStream(terminal.text().getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read() {
                int read = super.read();
                if (read == '\n') {
                    err.write(read);
                }
                return read;
            }
        };
    }

    /** How a run ended. */
    public record Run(int code, String out, String err) {
        /** One line of error, no result. */
        public Run failed(int expected, String... parts) {
            assertThat(code).as(out + err).isEqualTo(expected);
            assertThat(err.lines().filter(line -> line.startsWith("snet4j: "))).hasSize(1);
            for (String part : parts) {
                assertThat(err).contains(part);
            }
            return this;
        }

        public Run ok() {
            assertThat(code).as(out + err).isZero();
            return this;
        }
    }
}
