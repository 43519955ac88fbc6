package io.snet4j.state.jdbc.fleet;

import io.snet4j.devnet.DevnetConnection;
import io.snet4j.junit.TestSession;
import io.snet4j.testing.OtherJvm;
import io.snet4j.value.Cogs;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Processes that call one service with one account. */
final class Fleet implements AutoCloseable {
    private final List<Process> processes = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();

    /** There may be many of them on a small machine. */
    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m");

    /** Each with so many threads, and so many calls. When this returns, they are ready to begin. */
    static Fleet start(TestSession session, String url, Cogs budget, int processes, int threads, int calls)
            throws IOException {
        return start(session, url, budget, processes, threads, calls, 0, Caller.Keeping.FLEET);
    }

    /** @param warmUp calls of each process before it is ready */
    static Fleet start(
            TestSession session,
            String url,
            Cogs budget,
            int processes,
            int threads,
            int calls,
            int warmUp,
            Caller.Keeping keeping)
            throws IOException {
        Fleet fleet = new Fleet();
        DevnetConnection net = session.connection();
        for (int i = 0; i < processes; i++) {
            fleet.processes.add(OtherJvm.tell(
                    OtherJvm.of(Caller.class, SMALL),
                    Caller.line(new TreeMap<>(session.account().settings())),
                    url,
                    net.orgId() + "/" + net.serviceId(),
                    budget.value().toString(),
                    String.valueOf(threads),
                    String.valueOf(calls),
                    String.valueOf(warmUp),
                    keeping.name()));
        }
        for (Process process : fleet.processes) {
            BufferedReader lines = process.inputReader();
            String line = lines.readLine();
            if (!"ready".equals(line)) {
                fleet.close();
                throw new IOException("a process of the fleet says " + line);
            }
            fleet.readers.add(new Thread(() -> lines.lines().forEach(fleet.said::add)));
        }
        return fleet;
    }

    void begin() throws IOException {
        readers.forEach(Thread::start);
        for (Process process : processes) {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }
    }

    List<Process> processes() {
        return List.copyOf(processes);
    }

    void await() throws InterruptedException {
        for (Process process : processes) {
            if (!process.waitFor(1, TimeUnit.HOURS)) {
                throw new IllegalStateException("process " + process.pid() + " does not end");
            }
        }
        for (Thread reader : readers) {
            reader.join();
        }
    }

    /** What became of the calls. */
    List<String> outcomes() {
        return said.stream().filter(line -> !line.startsWith("asked ")).toList();
    }

    /** How often the database was asked, by those that came to their end. */
    long asked() {
        return said.stream()
                .filter(line -> line.startsWith("asked "))
                .mapToLong(line -> Long.parseLong(line.substring("asked ".length())))
                .sum();
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
