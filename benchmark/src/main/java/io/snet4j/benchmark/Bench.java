package io.snet4j.benchmark;

import io.snet4j.benchmark.peer.FloorPeer;
import io.snet4j.benchmark.peer.OurPeer;
import io.snet4j.benchmark.peer.Peer;
import io.snet4j.benchmark.peer.PythonPeer;
import io.snet4j.benchmark.peer.Side;
import io.snet4j.benchmark.report.Growth;
import io.snet4j.benchmark.report.Noise;
import io.snet4j.benchmark.report.Row;
import io.snet4j.benchmark.report.Stat;
import io.snet4j.payment.PaymentStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** One run: the network, the sides, and what was found so far. */
final class Bench implements AutoCloseable {
    final Options options;
    final Lab lab;
    final Archives archives;
    final OurPeer ours;
    final FloorPeer floor;
    final Optional<PythonPeer> python;
    private final Noise noise = new Noise();
    private final List<Row> rows = new ArrayList<>();
    private final List<Growth> growths = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /**
     * @param quick fewer of everything
     * @param python with the official client installed; empty to do without it
     * @param script peer.py
     * @param launcher the terminal's; empty to leave it out
     * @param folder for what is written meanwhile
     */
    record Options(boolean quick, Optional<Path> python, Path script, Optional<Path> launcher, Path folder) {}

    Bench(Options options) {
        this.options = options;
        lab = Lab.start();
        archives = new Archives(options.folder());
        Path small = archives.zipOf(1);
        ours = new OurPeer(lab.newAccount(), PaymentStrategy.payPerCall(), small);
        floor = new FloorPeer(lab.newAccount(), small, lab::block);
        python = newPython();
    }

    /** One with an account of its own; whoever asks for it closes it. */
    Optional<PythonPeer> newPython() {
        return newPython(lab);
    }

    /** As {@link #newPython()}, on another network. */
    Optional<PythonPeer> newPython(Lab other) {
        return options.python()
                .map(program -> new PythonPeer(
                        program, options.script(), options.folder(), other.newAccountWithChannel(), archives.zipOf(1)));
    }

    /** A number of rounds of one side's work. */
    @FunctionalInterface
    interface Work {
        double[] run(Peer peer, int times);
    }

    int rounds() {
        return options.quick() ? 3 : 5;
    }

    List<Peer> peers() {
        List<Peer> all = new ArrayList<>(List.of(ours, floor));
        python.ifPresent(all::add);
        return all;
    }

    /**
     * Lets the sides take turns.
     *
     * @param times of one round, for each side that is to be measured
     */
    Map<Side, Stat> inTurns(Map<Side, Integer> times, Work work) {
        return inTurns(peers(), times, work);
    }

    /** As {@link #inTurns(Map, Work)}, of peers with accounts of their own. */
    Map<Side, Stat> inTurns(List<Peer> peers, Map<Side, Integer> times, Work work) {
        Map<Side, List<double[]>> rounds = new EnumMap<>(Side.class);
        Set<Side> failed = EnumSet.noneOf(Side.class);
        for (int round = 0; round < rounds(); round++) {
            noise.look();
            for (Peer peer : peers) {
                Integer number = times.get(peer.side());
                if (number != null && !failed.contains(peer.side())) {
                    try {
                        rounds.computeIfAbsent(peer.side(), side -> new ArrayList<>())
                                .add(work.run(peer, number));
                    } catch (RuntimeException e) {
                        // The other sides are measured all the same.
                        e.printStackTrace();
                        failures.add(peer.side().title() + ": " + e);
                        failed.add(peer.side());
                    }
                }
            }
        }
        rounds.keySet().removeAll(failed);
        Map<Side, Stat> stats = new EnumMap<>(Side.class);
        rounds.forEach((side, all) -> stats.put(side, Stat.of(all)));
        return stats;
    }

    /** Milliseconds for something of a size, as size for each second. */
    static double[] perSecond(double[] millis, double size) {
        double[] rates = new double[millis.length];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = size / (millis[i] / 1e3);
        }
        return rates;
    }

    void add(Row row) {
        rows.add(row);
        System.err.println(row.name() + ": " + text(row, Stat::middle) + " " + row.unit());
    }

    private static String text(Row row, ToDoubleFunction<Stat> value) {
        List<String> all = new ArrayList<>();
        row.sides()
                .forEach((side, stat) ->
                        all.add(side.title() + " " + Math.round(value.applyAsDouble(stat) * 100) / 100.0));
        return String.join(", ", new TreeSet<>(all));
    }

    void add(Growth growth) {
        growths.add(growth);
    }

    /** What cannot be measured is said, and the others are measured all the same. */
    void attempt(String name, Runnable scenario) {
        long start = System.nanoTime();
        try {
            scenario.run();
        } catch (RuntimeException e) {
            e.printStackTrace();
            failures.add(name + ": " + e);
        } finally {
            lab.nodeAway(Duration.ZERO);
            lab.storageAway(Duration.ZERO);
            System.err.println(name + ": measured in " + Math.round((System.nanoTime() - start) / 1e9) + " s");
        }
    }

    Noise noise() {
        return noise;
    }

    List<Row> rows() {
        return rows;
    }

    List<Growth> growths() {
        return growths;
    }

    List<String> failures() {
        return failures;
    }

    Set<Side> sides() {
        return python.isPresent() ? Set.of(Side.values()) : Set.of(Side.OURS, Side.FLOOR);
    }

    @Override
    public void close() {
        python.ifPresent(PythonPeer::close);
        floor.close();
        ours.close();
        lab.close();
    }
}
