package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.cli.provider.WrittenProject;
import io.snet4j.testing.ContentServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the page, in its order. The devnet's own daemon takes the place of snetd, free ports that of the
 * page's, and javac that of Maven, by which {@code consumer} builds such a project.
 */
class ProviderPageIT {
    private static final Path PAGE = Path.of("..", "docs", "provider.md");
    private static final Pattern BLOCK = Pattern.compile("```(?:java|proto|json)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern MODEL = Pattern.compile("model\\s+(\\S+)");
    private static final Pattern KEY = Pattern.compile("0x[0-9a-f]{64}");

    private final Path folder;
    private final Path project;
    private final Cli cli;
    private final List<AutoCloseable> running = new ArrayList<>();

    /** Real text by the page's. */
    private final Map<String, String> real = new LinkedHashMap<>();

    ProviderPageIT(@TempDir Path folder) {
        this.folder = folder;
        project = folder.resolve("my-service");
        cli = new Cli(folder.resolve("net/home"));
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : running) {
            each.close();
        }
    }

    @Test
    void thePageLeadsFromAnEmptyFolderToAClaim() throws Exception {
        List<Transcript.Step> steps = Transcript.of(PAGE);
        assertThat(steps).hasSizeGreaterThan(15);
        for (Transcript.Step step : steps) {
            String printed = run(step.command());

            assertThat(step.matches(printed))
                    .as(step.command() + "\n" + printed)
                    .isTrue();
        }
    }

    /** @return what it printed, in the page's words */
    private String run(String command) throws Exception {
        if (command.equals("cd my-service") || command.startsWith("snetd ")) {
            return "";
        }
        if (command.equals("mvn verify")) {
            WrittenProject.compiled(project, classes());
            return "";
        }
        if (command.startsWith("java -jar target/service.jar ")) {
            return service(words(command));
        }
        if (command.startsWith("python3 -m http.server ")) {
            return web();
        }
        if (command.startsWith("snet4j devnet --port-base ")) {
            return devnet(words(command));
        }
        return command.startsWith("snet4j ") ? terminal(words(command)) : shell(command);
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private String service(List<String> words) throws IOException {
        Process service = WrittenProject.of(project, classes())
                .java("com.example.classifier.Service", words.get(3), "0", words.get(5))
                .start();
        running.add(service::destroyForcibly);
        String line = service.inputReader().readLine();
        put("7003", line.substring(line.lastIndexOf(':') + 1));
        return inPagesWords(line);
    }

    /** Any web server: Java's own, so that the test needs no Python. */
    private String web() throws IOException {
        ContentServer web = new ContentServer().on("/texts.zip", Files.readAllBytes(project.resolve("texts.zip")));
        running.add(web);
        put("8123", Integer.toString(web.uri("/").getPort()));
        return "";
    }

    private String devnet(List<String> words) throws IOException {
        for (String option : List.of("--port-base", "--daemon-endpoint")) {
            words.remove(words.indexOf(option) + 1);
            words.remove(option);
        }
        Files.createDirectories(folder.resolve("net"));
        Child devnet = Child.start(
                folder.resolve("net"),
                words.stream().skip(1).map(this::inRealWords).toArray(String[]::new));
        running.add(devnet);
        List<String> lines = new ArrayList<>();
        while (lines.isEmpty() || !lines.get(lines.size() - 1).startsWith("Running.")) {
            lines.add(devnet.readLine());
        }
        put("7545", port(lines, "chain"));
        put("7546", port(lines, "storage"));
        put("7547", port(lines, "daemon"));
        Path config = project.resolve("snetd.json");
        Files.writeString(config, inRealWords(Files.readString(config)));
        return inPagesWords(String.join("\n", lines));
    }

    private static String port(List<String> lines, String row) {
        String line = lines.stream()
                .filter(each -> each.startsWith(row + " "))
                .findFirst()
                .orElseThrow();
        return line.replaceAll(".*:(\\d+).*", "$1");
    }

    private String terminal(List<String> words) throws IOException {
        List<String> typed = new ArrayList<>(List.of("secret:password", "secret:password"));
        if (words.contains("import")) {
            Matcher key = KEY.matcher(Files.readString(PAGE));
            assertThat(key.find()).isTrue();
            typed.add(0, "secret:" + key.group());
        }
        Cli.Run run = cli.typing(
                        typed, words.stream().skip(1).map(this::inRealWords).toArray(String[]::new))
                .ok();
        String printed = inPagesWords(run.out().replaceAll("\u001b\\[\\d*m", ""));
        Matcher model = MODEL.matcher(printed);
        if (model.find()) {
            real.put("MODEL", model.group(1));
        }
        return printed;
    }

    private String shell(String command) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", command)
                .directory(project.toFile())
                .start();
        assertThat(shell.waitFor()).isZero();
        return shell.inputReader().lines().collect(Collectors.joining("\n"));
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private void put(String port, String there) {
        real.put("127.0.0.1:" + port, "127.0.0.1:" + there);
    }

    private String inRealWords(String text) {
        String found = text;
        for (Map.Entry<String, String> each : real.entrySet()) {
            found = found.replace(each.getKey(), each.getValue());
        }
        boolean path = found.equals("my-service") && !Files.exists(project)
                || List.of("snetd.json", "texts").contains(found)
                || found.startsWith("src/");
        return path ? (found.equals("my-service") ? project : project.resolve(found)).toString() : found;
    }

    private String inPagesWords(String text) {
        String found = text.replace(project.toString(), "my-service");
        for (Map.Entry<String, String> each : real.entrySet()) {
            found = found.replace(each.getValue(), each.getKey());
        }
        return found.replace("my-service/snetd.json fits", "snetd.json fits");
    }

    @Test
    void whatThePageShowsStandsInTheProjectAndEachLineOfTheConfigurationIsExplained() throws IOException {
        cli.run("provider", "new", project.toString(), "--organization", "my-org")
                .ok();
        String page = Files.readString(PAGE);
        List<String> files;
        try (Stream<Path> all = Files.walk(project)) {
            files = all.filter(Files::isRegularFile)
                    .map(ProviderPageIT::stripped)
                    .toList();
        }

        List<String> blocks = BLOCK.matcher(page)
                .results()
                .map(block -> stripped(block.group(1)))
                .toList();
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(4).allSatisfy(block -> assertThat(files)
                .anySatisfy(file -> assertThat(file).contains(block)));
        List<String> keys = new ArrayList<>();
        new ObjectMapper()
                .readTree(project.resolve("snetd.json").toFile())
                .fieldNames()
                .forEachRemaining(keys::add);
        assertThat(Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE)
                        .matcher(page)
                        .results())
                .extracting((MatchResult row) -> row.group(1))
                .containsExactlyElementsOf(keys);
    }

    private static String stripped(Path file) {
        try {
            return stripped(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String stripped(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
