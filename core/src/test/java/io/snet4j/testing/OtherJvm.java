package io.snet4j.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the tests in a JVM of its own, with this one's class path. Errors go where this JVM's go. */
public final class OtherJvm {
    private OtherJvm() {}

    /** @param options of the JVM */
    public static ProcessBuilder of(Class<?> program, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Djava.net.preferIPv4Stack=true");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** One that is there soon. */
    public static ProcessBuilder quick(Class<?> program, String... arguments) {
        return of(program, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), arguments);
    }

    /** Starts it and says these lines to it. Its standard input stays open, so that it can end with this JVM. */
    public static Process tell(ProcessBuilder program, String... lines) throws IOException {
        Process process = program.start();
        process.getOutputStream().write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return process;
    }

    /** As {@code kill -9} does; returns when it is gone. What it said can still be read. */
    public static void kill(Process process) throws InterruptedException {
        // Not by the process itself, which would throw away what the program said.
        process.toHandle().destroyForcibly();
        process.waitFor();
    }
}
