package io.snet4j.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.testing.OtherJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The processes of all rounds: each begins the next round with a memory of its own. For one thread. */
final class ChaosProcesses implements AutoCloseable {
    private final List<Process> processes = new ArrayList<>();
    private final List<BufferedReader> answers = new ArrayList<>();

    ChaosProcesses(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            processes.add(OtherJvm.quick(ChaosPayer.class).start());
            answers.add(processes.get(i).inputReader());
        }
    }

    void begin(int index, String round) throws IOException {
        say(processes.get(index), round);
    }

    private static void say(Process process, String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Kills one; another one comes in its place. */
    void replace(int index) throws IOException, InterruptedException {
        OtherJvm.kill(processes.get(index));
        processes.set(index, OtherJvm.quick(ChaosPayer.class).start());
        answers.set(index, processes.get(index).inputReader());
    }

    void signal(int index, String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder(
                        "kill",
                        "-" + signal,
                        String.valueOf(processes.get(index).pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).as("exit code of kill").isZero();
    }

    void requireAlive(int index) {
        assertThat(processes.get(index).isAlive())
                .as("process " + index + " lives")
                .isTrue();
    }

    /** When this returns, each has handed back what it held. */
    void endRound() throws IOException {
        for (Process process : processes) {
            say(process, "end");
        }
        for (BufferedReader answer : answers) {
            assertThat(answer.readLine()).isEqualTo("done");
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
