package io.snet4j.cli.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.cli.Cli;
import io.snet4j.cli.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code consumer} builds such a project with Maven. */
class ProviderNewIT {
    private final Path home;
    private final Cli cli;

    ProviderNewIT(@TempDir Path home) {
        this.home = home;
        cli = new Cli(home);
    }

    @Test
    void whatIsWrittenCompilesWithoutAWarningAndItsTestsAreGreen(@TempDir Path classes) throws Exception {
        Path folder = home.resolve("my-service");
        WrittenProject.write(cli, folder).ok();

        String log = WrittenProject.compiled(folder, classes.resolve("all"))
                .test("com.example.classifier.ServiceTest", "com.example.classifier.ProtocolTest");

        assertThat(log).containsPattern("[3-9]\\d succeeded, 0 did not");
    }

    @Test
    void theNamesAreTheUsersAndNoneOfTheExamplesIsLeft() throws IOException {
        Path folder = home.resolve("somewhere");
        JsonNode written = cli.json(
                "provider",
                "new",
                folder.toString(),
                "--organization",
                "my-org",
                "--service",
                "my-texts",
                "--package",
                "org.mine.texts");

        assertThat(written.path("service").asText()).isEqualTo("my-texts");
        assertThat(folder.resolve("src/main/java/org/mine/texts/Service.java"))
                .content()
                .startsWith("package org.mine.texts;");
        assertThat(folder.resolve("snetd.json"))
                .content()
                .contains("\"organization_id\": \"my-org\"", "\"service_id\": \"my-texts\"");
        List<Path> files = all(folder);
        assertThat(written.path("files")).hasSameSizeAs(files);
        for (Path file : files) {
            assertThat(file).content().doesNotContain("com.example", "example-org", "example-service");
        }
    }

    private static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aFolderThatIsNotEmptyIsRefusedAndStaysAsItIs() throws IOException {
        Path mine = Files.writeString(home.resolve("mine.txt"), "mine");

        WrittenProject.write(cli, home, "--service", "my-service").failed(3, "not empty", "mine.txt");

        assertThat(all(home)).containsExactly(mine);
    }

    @Test
    void aFolderThatIsEmptyIsTaken() throws IOException {
        WrittenProject.write(cli, Files.createDirectory(home.resolve("empty"))).ok();
    }

    @Test
    void whatIsNoFolderIsRefused() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "mine");

        WrittenProject.write(cli, file).failed(3, "cannot write a project", "file");
    }

    @ParameterizedTest
    @CsvSource({
        "--service, My Service",
        "--service, abcdefghijklmnopqrstuvwxyz-012345",
        "--organization, ../up",
        "--package, 1.two",
        "--package, my.class"
    })
    void namesThatCannotBeAreWrongUsageAndNothingIsWritten(String option, String value) {
        Path folder = home.resolve("my-service");

        WrittenProject.write(cli, folder, option, value).failed(2, option, value);

        assertThat(folder).doesNotExist();
    }

    @Test
    void aFolderWhoseNameIsNoServicesIsWrongUsage() {
        WrittenProject.write(cli, home.resolve("My Service")).failed(2, "--service", "My Service");
    }

    @Test
    void theExamplesOfTheHelpRun() {
        var command = Objects.requireNonNull(cli.commandLine().getSubcommands().get("provider"))
                .getSubcommands()
                .get("new");
        int run = 0;
        for (String line : Examples.of(Objects.requireNonNull(command))) {
            String[] words = line.substring("snet4j ".length()).split(" ");
            words[2] = home.resolve("example" + run++).resolve(words[2]).toString();
            cli.run(words).ok();
        }
        assertThat(run).isEqualTo(2);
    }

    /** Guard: a version in the template that is left behind. */
    @Test
    void theVersionsAreThoseOfThisBuild() throws IOException {
        Path folder = home.resolve("my-service");
        WrittenProject.write(cli, folder).ok();
        String parent = Files.readString(Path.of("..", "pom.xml"));
        String pom = Files.readString(folder.resolve("pom.xml"));

        assertThat(first(pom, "<snet4j.version>(.*?)<"))
                .isEqualTo(first(parent, "<artifactId>snet4j-parent</artifactId>\\s*<version>(.*?)<"));
        assertThat(first(pom, "<protocVersion>(.*?)<")).isEqualTo(first(parent, "<protoc.version>(.*?)<"));
        assertThat(first(pom, "protoc-gen-grpc-java</artifactId>\\s*<version>(.*?)<"))
                .isEqualTo(first(parent, "<protoc-gen-grpc.version>(.*?)<"));
        assertThat(first(pom, "slf4j-simple</artifactId>\\s*<version>(.*?)<"))
                .isEqualTo(first(parent, "<slf4j.version>(.*?)<"));
        assertThat(first(pom, "junit-jupiter</artifactId>\\s*<version>(.*?)<"))
                .isEqualTo(first(parent, "<junit.version>(.*?)<"));
        Pattern plugin = Pattern.compile("<artifactId>([a-z-]+-plugin)</artifactId>\\s*<version>(.*?)</version>");
        assertThat(plugin.matcher(parent).results().map(MatchResult::group))
                .map(ProviderNewIT::squeezed)
                .containsAll(plugin.matcher(pom)
                        .results()
                        .map(MatchResult::group)
                        .map(ProviderNewIT::squeezed)
                        .toList());
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s", "");
    }

    private static String first(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElseThrow();
    }
}
