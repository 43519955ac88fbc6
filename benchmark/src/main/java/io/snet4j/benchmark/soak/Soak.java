package io.snet4j.benchmark.soak;

import io.snet4j.benchmark.Archives;
import io.snet4j.benchmark.Lab;
import io.snet4j.benchmark.Main;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.fault.FaultyDaemon;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Breaks what a client stands on every few seconds, and looks at what becomes of the client. */
public final class Soak implements AutoCloseable {
    private static final Duration FAR = Duration.ofMillis(50);

    /** What the client may have, so that a leak does not stay unseen for long. */
    private static final String HEAP = "-Xmx96m";

    private static final int MINUTES = 10;
    private static final int FAULTS = 6;

    private final Lab lab = Lab.start();
    private final FaultyDaemon way = lab.awayFromDaemon(Duration.ZERO);
    private final Random random = new Random(0);
    private final List<Moment> moments = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    private Soak() {}

    /** @param arguments for how many minutes; none for ten */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int minutes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : MINUTES;
        Path target =
                Path.of(System.getProperty("bench.root", ".")).toAbsolutePath().resolve("benchmark/target");
        Path folder = Files.createTempDirectory(Files.createDirectories(target), "soak-");
        boolean flat;
        try (Soak soak = new Soak()) {
            soak.watch(new Archives(folder).zipOf(1), Math.multiplyExact(minutes, 60));
            soak.wrong.addAll(Flatness.growths(soak.moments));
            soak.wrong.forEach(text -> System.err.println("soak: " + text));
            flat = soak.wrong.isEmpty();
        } finally {
            Main.delete(folder);
        }
        System.exit(flat ? 0 : 1);
    }

    private void watch(Path dataset, int seconds) throws IOException, InterruptedException {
        DevnetConnection net = lab.newAccount();
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SoakClient.class.getName(),
                        net.orgId(),
                        net.serviceId(),
                        way.uri().toString(),
                        dataset.toString(),
                        Integer.toString(seconds))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        program.environment().keySet().removeIf(name -> name.startsWith("SNET4J"));
        program.environment().putAll(net.settings("consumer"));
        Process client = program.start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                hear(line, client);
            }
            int code = client.waitFor();
            if (code != 0) {
                wrong.add("the client ended with code " + code);
            }
        } finally {
            client.toHandle().destroyForcibly();
        }
    }

    private void hear(String line, Process client) throws IOException {
        Moment.of(line)
                .ifPresentOrElse(
                        moment -> {
                            moments.add(moment);
                            System.err.println(moment);
                            disturb();
                        },
                        () -> System.err.println(line));
        if (line.startsWith("wrong: ")) {
            wrong.add(line.substring("wrong: ".length()));
        } else if (line.equals("over")) {
            heal();
            client.getOutputStream().write('\n');
            client.getOutputStream().flush();
        }
    }

    private void heal() {
        way.heal();
        lab.nodeAway(Duration.ZERO);
    }

    /** One fault at a time, until the next moment. */
    private void disturb() {
        heal();
        switch (random.nextInt(FAULTS)) {
            case 0 -> way.cut();
            case 1 -> way.loseNextReply();
            case 2 -> way.delay(FAR);
            case 3 -> lab.nodeAway(FAR);
            case 4 -> way.down();
            default -> {} // a time without any
        }
    }

    @Override
    public void close() {
        way.close();
        lab.close();
    }
}
