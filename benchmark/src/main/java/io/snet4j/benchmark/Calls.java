package io.snet4j.benchmark;

import io.snet4j.benchmark.peer.FloorPeer;
import io.snet4j.benchmark.peer.OurPeer;
import io.snet4j.benchmark.peer.Peer;
import io.snet4j.benchmark.peer.PythonPeer;
import io.snet4j.benchmark.peer.Side;
import io.snet4j.benchmark.report.Row;
import io.snet4j.benchmark.report.Stat;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls one after the other. */
final class Calls {
    private static final Duration FAR = Duration.ofMillis(50);
    private static final Duration DAEMON_FAR = Duration.ofMillis(20);
    private static final Duration PAUSE = Duration.ofMillis(3500);

    private final Bench bench;

    private Calls(Bench bench) {
        this.bench = bench;
    }

    static void measure(Bench bench) {
        Calls calls = new Calls(bench);
        calls.warm();
        bench.attempt("paid calls", calls::paid);
        bench.attempt("prepaid calls", calls::prepaid);
        bench.attempt("daemon away", calls::daemonAway);
        bench.attempt("getModel", calls::models);
        bench.attempt("trainModel", calls::trainings);
        if (!bench.options.quick()) {
            bench.attempt("paid calls with pauses", calls::paused);
        }
    }

    /** Both that run in this JVM, so that none is compiled for the other. */
    private void warm() {
        int times = bench.options.quick() ? 300 : 1500;
        for (int round = 0; round < 2; round++) {
            bench.ours.paidCalls(times, Duration.ZERO);
            bench.floor.paidCalls(times, Duration.ZERO);
        }
        bench.ours.getModels(times);
        bench.floor.getModels(times);
    }

    private Map<Side, Integer> times(int here, int python) {
        return Map.of(Side.OURS, here, Side.FLOOR, here, Side.PYTHON, python);
    }

    private void paid() {
        bench.add(new Row(
                "paid call, channel known",
                "ms",
                true,
                "≤ floor + 0.15 ms",
                "",
                bench.inTurns(times(200, 20), (peer, times) -> peer.paidCalls(times, Duration.ZERO))));
        bench.lab.nodeAway(FAR);
        bench.add(new Row(
                "the same, node 50 ms away",
                "ms",
                true,
                "as with the node near",
                "",
                bench.inTurns(times(200, 3), (peer, times) -> peer.paidCalls(times, Duration.ZERO))));
    }

    private void paused() {
        bench.lab.nodeAway(FAR);
        bench.add(new Row(
                "paid call, one every 3.5 s, node 50 ms away",
                "ms",
                true,
                "≤ floor + 0.5 ms",
                "",
                bench.inTurns(Map.of(Side.OURS, 2, Side.FLOOR, 2), (peer, times) -> peer.paidCalls(times, PAUSE))));
    }

    /** A batch is bought before the clock runs. */
    private void prepaid() {
        int many = bench.options.quick() ? 200 : 1000;
        // The official client finds no token in a channel that has paid for single calls.
        Optional<PythonPeer> python = bench.newPython();
        try (OurPeer ours = new OurPeer(
                bench.lab.newAccount(), PaymentStrategy.prepaid(Cogs.ofFet("2")), bench.archives.zipOf(1))) {
            ours.paidCalls(many, Duration.ZERO);
            List<Peer> both = new ArrayList<>(List.of(ours));
            python.ifPresent(both::add);
            Map<Side, Stat> stats = bench.inTurns(
                    both,
                    times(200, 20),
                    (peer, times) -> peer instanceof PythonPeer official
                            ? official.prepaidCalls(times)
                            : peer.paidCalls(times, Duration.ZERO));
            bench.add(new Row("prepaid call", "ms", true, "faster than Python", "", stats));
        } finally {
            python.ifPresent(PythonPeer::close);
        }
    }

    /** What a call waits for is one answer of the daemon, as at the floor. */
    private void daemonAway() {
        try (FaultyDaemon way = bench.lab.awayFromDaemon(DAEMON_FAR)) {
            try (OurPeer ours = new OurPeer(
                            bench.lab.newAccount(), PaymentStrategy.payPerCall(), bench.archives.zipOf(1), way.uri());
                    FloorPeer floor = new FloorPeer(
                            bench.lab.newAccount(), bench.archives.zipOf(1), bench.lab::block, way.uri())) {
                ours.paidCalls(5, Duration.ZERO);
                Map<Side, Stat> stats = bench.inTurns(
                        List.of(ours, floor), times(20, 20), (peer, times) -> peer.paidCalls(times, Duration.ZERO));
                bench.add(new Row("paid call, daemon 20 ms away", "ms", true, "at the floor", "", stats));
            }
        }
    }

    private void models() {
        bench.add(new Row(
                "getModel",
                "ms",
                true,
                "at the floor",
                "",
                bench.inTurns(times(200, 20), (peer, times) -> peer.getModels(times))));
    }

    private void trainings() {
        bench.add(new Row(
                "trainModel",
                "ms",
                true,
                "≤ floor + 1 ms",
                "",
                bench.inTurns(times(20, 3), (peer, times) -> peer.trainModels(times))));
        bench.lab.nodeAway(FAR);
        bench.add(new Row(
                "trainModel, node 50 ms away",
                "ms",
                true,
                "≤ floor + 1 ms",
                "",
                bench.inTurns(times(10, 2), (peer, times) -> peer.trainModels(times))));
    }
}
