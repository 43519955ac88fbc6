package io.snet4j.benchmark;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.benchmark.Lab.Traffic;
import io.snet4j.benchmark.peer.PythonPeer;
import io.snet4j.benchmark.peer.Side;
import io.snet4j.benchmark.report.Row;
import io.snet4j.benchmark.report.Stat;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.training.NewModel;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.ToDoubleFunction;

/** Whole processes, from nothing to their end. */
final class ColdStarts {
    private static final int DEMOS = 3;
    private static final String NOTHING = "the floor is a JVM that prints a line";

    private final Bench bench;
    private final Path folder;

    private ColdStarts(Bench bench) {
        this.bench = bench;
        this.folder = bench.options.folder();
    }

    static void measure(Bench bench) {
        ColdStarts starts = new ColdStarts(bench);
        bench.attempt("cold starts", starts::firstAnswer);
        bench.options.launcher().ifPresent(program -> {
            bench.attempt("the terminal", () -> starts.terminal(program));
            bench.attempt("devnets", () -> starts.devnets(program));
        });
    }

    private void firstAnswer() {
        DevnetConnection net = bench.lab.newAccount();
        Path key = write("cold.json", net.toJson().getBytes(StandardCharsets.UTF_8));
        Path settings = write("cold.properties", properties(net.settings("consumer")));
        String model = newModel(net);
        Path request = write("cold-request", bench.floor.getModelRequest());
        Map<Side, ProcessBuilder> programs = new EnumMap<>(Side.class);
        ProcessBuilder ours = java(ColdOurs.class, settings.toString(), net.orgId(), net.serviceId(), model);
        programs.put(Side.OURS, ours);
        programs.put(
                Side.FLOOR,
                java(ColdFloor.class, Integer.toString(net.daemonUrl().getPort()), request.toString()));
        bench.options.python().ifPresent(python -> programs.put(Side.PYTHON, python(python, key, model)));
        Map<Side, Traffic> traffic = new EnumMap<>(Side.class);
        Map<Side, Stat> stats = inTurns(programs, traffic);
        bench.add(new Row(
                "cold process to the first getModel",
                "ms",
                true,
                "faster than Python; ≤ floor + 200 ms",
                "requests to node and storage: " + told(traffic),
                stats));
        shared(ours, programs);
    }

    /** As users may do with two options of their JVM; the others keep what they have. */
    private void shared(ProcessBuilder ours, Map<Side, ProcessBuilder> programs) {
        Path archive = folder.resolve("cold.jsa");
        run(withOption(ours, "-XX:ArchiveClassesAtExit=" + archive));
        Map<Side, ProcessBuilder> all = new EnumMap<>(programs);
        all.put(Side.OURS, withOption(ours, "-XX:SharedArchiveFile=" + archive));
        bench.add(new Row(
                "the same, with shared classes",
                "ms",
                true,
                "≤ 600 ms",
                "ours with -XX:SharedArchiveFile, the others as above",
                inTurns(all, new EnumMap<>(Side.class))));
    }

    private static ProcessBuilder withOption(ProcessBuilder program, String option) {
        List<String> command = new ArrayList<>(program.command());
        command.add(1, option);
        return new ProcessBuilder(command);
    }

    private static byte[] properties(Map<String, String> settings) {
        Properties file = new Properties();
        file.putAll(settings);
        StringWriter text = new StringWriter();
        try {
            file.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String told(Map<Side, Traffic> traffic) {
        List<String> all = new ArrayList<>();
        traffic.forEach((side, asked) -> all.add(side.title() + " " + asked.node() + " + " + asked.storage()));
        return String.join(", ", all);
    }

    private static String newModel(DevnetConnection net) {
        try (SnetClient client =
                        SnetClient.builder().from(net.settings("consumer")).build();
                ServiceClient service = client.openService(net.orgId(), net.serviceId())) {
            return service.training()
                    .createModel(NewModel.of("echo", "cold"))
                    .id()
                    .value();
        }
    }

    private Map<Side, Stat> inTurns(Map<Side, ProcessBuilder> programs, Map<Side, Traffic> traffic) {
        Map<Side, List<double[]>> rounds = new EnumMap<>(Side.class);
        for (int round = 0; round <= bench.rounds(); round++) {
            bench.noise().look();
            boolean counts = round > 0; // the first brings the files into memory
            programs.forEach((side, program) -> {
                Traffic before = bench.lab.traffic();
                double millis = run(program);
                traffic.put(side, bench.lab.traffic().since(before));
                if (counts) {
                    rounds.computeIfAbsent(side, same -> new ArrayList<>()).add(new double[] {millis});
                }
            });
        }
        Map<Side, Stat> stats = new EnumMap<>(Side.class);
        rounds.forEach((side, all) -> stats.put(side, Stat.of(all)));
        return stats;
    }

    private ProcessBuilder python(Path python, Path key, String model) {
        return PythonPeer.command(python, bench.options.script(), home(), key.toString(), model);
    }

    private void terminal(Path launcher) {
        alone("--version", "≤ 150 ms", command(launcher, "--version"));
        alone("network list", "", command(launcher, "network", "list"));
        DevnetConnection net = bench.lab.newAccount();
        Path key = write("terminal.json", net.toJson().getBytes(StandardCharsets.UTF_8));
        ProcessBuilder models = command(launcher, "models", "list", net.orgId(), net.serviceId());
        models.environment().putAll(net.settings("consumer"));
        Map<Side, ProcessBuilder> programs = new EnumMap<>(Map.of(Side.OURS, models));
        String model = newModel(net);
        bench.options.python().ifPresent(python -> programs.put(Side.PYTHON, python(python, key, model)));
        bench.add(new Row(
                "snet4j models list",
                "ms",
                true,
                "within Python's cold start",
                "Python's is its cold start to the first model",
                inTurns(programs, new EnumMap<>(Side.class))));
    }

    private void devnets(Path launcher) {
        Path state = folder.resolve("devnet-state.json");
        ready("devnet, until it is ready", "≤ 2 s", command(launcher, "devnet", "--json"));
        ready(
                "devnet, with a saved chain",
                "≤ 1.2 s",
                command(launcher, "devnet", "--json", "--state", state.toString()));
        if (!bench.options.quick()) {
            only("demo", "≤ 9 s", command(launcher, "demo"), DEMOS, ColdStarts::run);
        }
    }

    private void ready(String name, String goal, ProcessBuilder program) {
        only(name, goal, program, bench.rounds(), ColdStarts::untilItSpeaks);
    }

    /**
     * One that has no counterpart, beside the least that a JVM takes. The first time is not counted: it makes the
     * archive of classes, or the saved chain.
     */
    private void only(
            String name, String goal, ProcessBuilder program, int times, ToDoubleFunction<ProcessBuilder> time) {
        ProcessBuilder nothing = java(ColdNothing.class);
        time.applyAsDouble(program);
        List<double[]> rounds = new ArrayList<>();
        List<double[]> floor = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            bench.noise().look();
            rounds.add(new double[] {time.applyAsDouble(program)});
            floor.add(new double[] {time.applyAsDouble(nothing)});
        }
        Map<Side, Stat> stats = Map.of(Side.OURS, Stat.of(rounds), Side.FLOOR, Stat.of(floor));
        bench.add(new Row("snet4j " + name, "ms", true, goal, NOTHING, stats));
    }

    private void alone(String name, String goal, ProcessBuilder program) {
        Map<Side, ProcessBuilder> programs =
                new EnumMap<>(Map.of(Side.OURS, program, Side.FLOOR, java(ColdNothing.class)));
        Map<Side, Stat> stats = inTurns(programs, new EnumMap<>(Side.class));
        bench.add(new Row("snet4j " + name, "ms", true, goal, NOTHING, stats));
    }

    private ProcessBuilder command(Path launcher, String... words) {
        ProcessBuilder program = new ProcessBuilder("sh", launcher.toString());
        program.command().addAll(List.of(words));
        program.environment().keySet().removeIf(name -> name.startsWith("SNET4J"));
        program.environment().put("HOME", home().toString());
        return program;
    }

    private ProcessBuilder java(Class<?> main, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        builder.command().addAll(List.of(arguments));
        return builder;
    }

    private static double untilItSpeaks(ProcessBuilder program) {
        return timed(() -> {
            long start = System.nanoTime();
            Process process =
                    program.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            int first = process.getInputStream().read();
            double millis = (System.nanoTime() - start) / 1e6;
            process.toHandle().destroy();
            process.getInputStream().readAllBytes();
            process.waitFor();
            if (first < 0) {
                throw new IllegalStateException(program.command().get(1) + " said nothing");
            }
            return millis;
        });
    }

    private static double run(ProcessBuilder program) {
        return timed(() -> {
            long start = System.nanoTime();
            Process process = program.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            int code = process.waitFor();
            double millis = (System.nanoTime() - start) / 1e6;
            if (code != 0) {
                throw new IllegalStateException(program.command().get(0) + " ended with code " + code);
            }
            return millis;
        });
    }

    private interface Timed {
        double millis() throws IOException, InterruptedException;
    }

    private static double timed(Timed program) {
        try {
            return program.millis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path home() {
        try {
            return Files.createDirectories(folder.resolve("home"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
