package io.snet4j.benchmark;

import io.snet4j.benchmark.Lab.Traffic;
import io.snet4j.benchmark.peer.Side;
import io.snet4j.benchmark.report.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Datasets sent by stream. */
final class UploadRates {
    private static final Duration FAR = Duration.ofMillis(50);
    private static final int MIB = 256;
    private static final int QUICK_MIB = 64;
    private static final int LARGE_MIB = 1024;

    private UploadRates() {}

    static void measure(Bench bench) {
        int size = bench.options.quick() ? QUICK_MIB : MIB;
        bench.attempt("uploads", () -> {
            upload(bench, size, "upload of " + size + " MiB", "≥ 0.95 of the floor", 1);
            bench.lab.nodeAway(FAR);
            upload(bench, size, "upload of " + size + " MiB, node 50 ms away", "as with the node near", 1);
        });
        if (!bench.options.quick()) {
            bench.attempt("large uploads", () -> upload(bench, LARGE_MIB, "upload of 1 GiB", "≥ 0.95 of the floor", 1));
        }
    }

    /** With the check of the dataset that the clients make before; a stub makes none. */
    private static void upload(Bench bench, int mebibytes, String name, String goal, int times) {
        Path archive = bench.archives.zipOfMib(mebibytes);
        Map<Side, Integer> each = Map.of(Side.OURS, times, Side.FLOOR, times, Side.PYTHON, times);
        var stats = bench.inTurns(each, (peer, n) -> Bench.perSecond(peer.uploads(n, archive), mebibytes));
        Traffic before = bench.lab.traffic();
        bench.ours.uploads(1, archive);
        Traffic asked = bench.lab.traffic().since(before);
        bench.add(new Row(name, "MiB/s", false, goal, "ours asks the node " + asked.node() + " times", stats));
    }
}
