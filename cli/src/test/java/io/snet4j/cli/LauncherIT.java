package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, with scripts in place of Java, Maven and Node that write down how they were called. */
class LauncherIT {
    private static final List<String> TOOLS =
            List.of("sh", "dirname", "readlink", "sed", "find", "head", "mkdir", "rm", "mv", "cat", "touch", "cksum");

    private final Path project;
    private final Path bin;

    LauncherIT(@TempDir Path folder) {
        project = folder.resolve("a project");
        bin = folder.resolve("bin");
    }

    @BeforeEach
    void aFreshCloneAndAllTools() throws IOException {
        Files.createDirectories(bin);
        for (var tool : TOOLS) {
            var found = Arrays.stream(System.getenv("PATH").split(":"))
                    .map(folder -> Path.of(folder, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            tool(tool, "exec " + found + " \"$@\"");
        }
        Files.createDirectories(project.resolve("cli/src"));
        Files.createFile(project.resolve("pom.xml"));
        Files.copy(Path.of("..", "snet4j"), project.resolve("snet4j"));
        Files.createDirectories(project.resolve("cli/src/dist"));
        Files.copy(Path.of("src/dist/java.sh"), project.resolve("cli/src/dist/java.sh"));
        tool(
                "java",
                "if [ \"$1\" = -version ]; then echo 'openjdk version \"17.0.1\"' >&2; exit; fi\necho \"java $*\"");
        tool("node", "echo 20");
        tool("npm", "exit 1");
        tool(
                "mvn",
                "echo \"mvn $*\"\nmkdir -p cli/target/app/lib cli/target/app/data\n: > cli/target/app/data/digits.bin.gz");
    }

    @Test
    void aFreshCloneIsBuiltFirstAndTheBuildSpeaksOnStandardError() throws Exception {
        var run = run("demo", "--json");

        assertThat(run.code).isZero();
        assertThat(run.err).contains("-pl cli -am").contains("-Dsnet4j.node=required package");
        assertThat(run.out).startsWith("java ").endsWith("io.snet4j.cli.Main demo --json\n");
    }

    @Test
    void whatIsBuiltIsNotBuiltAgainUntilASourceIsNewer() throws Exception {
        run("demo");

        assertThat(run("demo").err).isEmpty();

        Files.createFile(project.resolve("cli/src/New.java"));
        later(project.resolve("cli/src/New.java"));
        assertThat(run("demo").err).contains("mvn ");
    }

    @Test
    void itWorksThroughASymbolicLinkFromAnywhere(@TempDir Path elsewhere) throws Exception {
        var link = Files.createSymbolicLink(elsewhere.resolve("s4j"), project.resolve("snet4j"));

        var run = start(elsewhere, List.of("sh", link.toString(), "devnet"));

        assertThat(run.code).isZero();
        assertThat(run.out).contains(project + "/cli/target/app").endsWith("Main devnet\n");
    }

    @Test
    void argumentsReachJavaAsTheyAre() throws Exception {
        tool(
                "java",
                "if [ \"$1\" = -version ]; then echo '\"21\"' >&2; exit; fi\nfor last; do :; done; echo \"<$last>\"");

        assertThat(run("a b  $HOME \"c\" *").out).isEqualTo("<a b  $HOME \"c\" *>\n");
    }

    @Test
    void whatIsMissingIsNamedInOneLine() throws Exception {
        for (var tool : List.of("npm", "node", "mvn", "java")) {
            Files.delete(bin.resolve(tool));

            var run = run("demo");

            assertThat(run.code).as(tool).isEqualTo(1);
            assertThat(run.err).as(tool).startsWith("snet4j: " + tool + " was not found; install");
            assertThat(run.err.lines()).as(tool).hasSize(1);
            assertThat(run.out).as(tool).isEmpty();
        }
    }

    @Test
    void whatIsTooOldIsNamedWithItsVersion() throws Exception {
        tool("node", "echo 18");
        assertThat(run("demo").err).isEqualTo("snet4j: node is version 18, but 20 or newer is needed; install it\n");

        tool("java", "echo 'openjdk version \"11.0.2\" 2019' >&2");
        assertThat(run("demo").err)
                .isEqualTo("snet4j: java is version 11, but 17 or newer is needed; install it or set JAVA_HOME\n");
    }

    @Test
    void aFailedBuildIsNotTakenForABuild() throws Exception {
        tool("mvn", "echo broken >&2; exit 3");

        var run = run("demo");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.err).contains("broken").contains("snet4j: the build failed");
        assertThat(run("demo").err).contains("broken");
    }

    @Test
    void theVersionIsToldWithoutAStartOfJava() throws Exception {
        run("demo");
        Files.createFile(project.resolve("cli/target/app/lib/snet4j-cli-1.2.3-SNAPSHOT.jar"));

        assertThat(run("--version").out).isEqualTo("snet4j 1.2.3-SNAPSHOT\n");
        assertThat(run("-V").out).isEqualTo("snet4j 1.2.3-SNAPSHOT\n");
        assertThat(run("--version", "--json").out).endsWith("Main --version --json\n");
    }

    @Test
    void loadedClassesAreSharedFromTheFirstStartOn() throws Exception {
        run("demo");
        Path lib = project.resolve("cli/target/app/lib");
        Files.createFile(lib.resolve("classes.lst"));
        Files.writeString(bin.resolveSibling("release"), "JAVA_VERSION=\"17.0.1\"");
        tool(
                "java",
                """
                for word; do
                    case $word in -XX:SharedArchiveFile=*) archive=${word#*=} ;; -Xshare:dump) dumps=yes ;; esac
                done
                if [ "${dumps:-}" ]; then echo classes >"$archive"; echo dumped >>"%s"; else echo "java $*"; fi
                """
                        .formatted(bin.resolve("dumps")));

        for (int start = 1; start <= 2; start++) {
            var run = run("demo");

            assertThat(run.out)
                    .contains("-XX:SharedArchiveFile=" + lib + "/classes-")
                    .endsWith("Main demo\n");
            assertThat(run.err).isEmpty();
        }
        assertThat(bin.resolve("dumps")).hasContent("dumped");

        later(lib.resolve("classes.lst"));
        run("demo");
        assertThat(bin.resolve("dumps")).hasContent("dumped\ndumped");
    }

    @Test
    void whereNoClassesCanBeSharedItStartsAllTheSame() throws Exception {
        run("demo");
        Files.createFile(project.resolve("cli/target/app/lib/classes.lst"));
        Files.writeString(bin.resolveSibling("release"), "JAVA_VERSION=\"17.0.1\"");
        tool("java", "for word; do [ \"$word\" != -Xshare:dump ] || exit 1; done\necho \"java $*\"");

        assertThat(run("demo").out).doesNotContain("SharedArchiveFile").endsWith("Main demo\n");
        assertThat(run("demo").code).isZero();
    }

    private record Run(int code, String out, String err) {}

    private Run run(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("sh", project.resolve("snet4j").toString()));
        command.addAll(List.of(arguments));
        return start(project, command);
    }

    private Run start(Path folder, List<String> command) throws Exception {
        var out = Files.createTempFile(bin, "out", "");
        var err = Files.createTempFile(bin, "err", "");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("PATH", bin.toString());
        builder.environment().remove("JAVA_HOME");
        var process = builder.start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private void tool(String name, String script) throws IOException {
        var file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void later(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    }
}
