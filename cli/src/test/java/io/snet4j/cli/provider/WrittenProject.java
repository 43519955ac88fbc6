package io.snet4j.cli.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.cli.Cli;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A project that {@code provider new} wrote, compiled without Maven against this build's class path. */
public final class WrittenProject {
    private final Path folder;
    private final Path classes;

    private WrittenProject(Path folder, Path classes) {
        this.folder = folder;
        this.classes = classes;
    }

    /** One that is compiled already. */
    public static WrittenProject of(Path folder, Path classes) {
        return new WrittenProject(folder, classes);
    }

    /** In the package that this build has stubs for. */
    public static WrittenProject compiled(Path folder, Path classes) throws IOException {
        Files.createDirectories(classes);
        List<String> arguments = new ArrayList<>(List.of("-Xlint:all,-processing,-classfile", "-Werror"));
        arguments.addAll(List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(arguments::add);
        }
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(code).as("javac's exit code").isZero();
        Path proto = folder.resolve("src/main/protobuf/classifier.proto");
        Files.copy(proto, classes.resolve("classifier.proto"));
        return new WrittenProject(folder, classes);
    }

    /** As {@code java -cp}, with the project's classes. */
    public ProcessBuilder java(String... arguments) {
        String path = classes + File.pathSeparator + System.getProperty("java.class.path");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"), "-cp", path));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    }

    /** What its tests said, by the last line. */
    String test(String... classNames) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(OtherTests.class.getName()));
        arguments.addAll(List.of(classNames));
        Path log = classes.resolve("tests.log");
        Process tests = java(arguments.toArray(String[]::new))
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(tests.waitFor(20, TimeUnit.MINUTES))
                    .as("the tests ended")
                    .isTrue();
        } finally {
            tests.destroyForcibly();
        }
        return Files.readString(log);
    }

    static Cli.Run write(Cli cli, Path folder, String... more) {
        List<String> words = new ArrayList<>(List.of("provider", "new", folder.toString()));
        words.addAll(List.of(more));
        return cli.run(words.toArray(String[]::new));
    }
}
