package io.snet4j.benchmark;

import bench.BenchGrpc;
import bench.BenchOuterClass.Question;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.benchmark.peer.FloorPeer;
import io.snet4j.benchmark.peer.Side;
import io.snet4j.benchmark.report.Growth;
import io.snet4j.benchmark.report.Growth.Point;
import io.snet4j.benchmark.report.Row;
import io.snet4j.benchmark.report.Stat;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Paid calls from many threads, on eight channels. A channel takes one call at a time, so at the floor there are eight
 * threads at most, each with a channel of its own, that wait for nothing but the daemon.
 */
final class ManyThreads implements AutoCloseable {
    private static final int CHANNELS = 8;
    private static final Cogs DEPOSIT = Cogs.ofFet("10");

    private final Bench bench;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SnetClient client;
    private final ServiceClient service;
    private final BenchGrpc.BenchBlockingStub stub;
    private final List<FloorPeer> floors;

    private ManyThreads(Bench bench) {
        this.bench = bench;
        DevnetConnection net = bench.lab.newAccount();
        client = SnetClient.builder()
                .from(net.settings("consumer"))
                .spendingLimit(SpendingLimit.existingChannelsOnly())
                .build();
        service = client.openService(net.orgId(), net.serviceId());
        for (int i = 0; i < CHANNELS; i++) {
            service.payments().openChannel(DEPOSIT);
        }
        stub = BenchGrpc.newBlockingStub(PaidChannel.of(service));
        floors = IntStream.range(0, CHANNELS)
                .mapToObj(i -> new FloorPeer(bench.lab.newAccount(), bench.archives.zipOf(1), bench.lab::block))
                .toList();
    }

    static void measure(Bench bench) {
        bench.attempt("threads", () -> {
            try (ManyThreads all = new ManyThreads(bench)) {
                all.measure();
            }
        });
    }

    private void measure() {
        int calls = bench.options.quick() ? 400 : 1500;
        ours(CHANNELS, calls);
        floor(CHANNELS, calls);
        Map<Side, List<Point>> lines = new EnumMap<>(Side.class);
        for (int number : bench.options.quick() ? new int[] {1, 16} : new int[] {1, 4, 16, 64, 256}) {
            List<double[]> ours = new ArrayList<>();
            List<double[]> floor = new ArrayList<>();
            for (int round = 0; round < bench.rounds(); round++) {
                bench.noise().look();
                ours.add(new double[] {ours(number, calls)});
                floor.add(new double[] {floor(Math.min(number, CHANNELS), calls)});
            }
            Map<Side, Stat> stats = Map.of(Side.OURS, Stat.of(ours), Side.FLOOR, Stat.of(floor));
            stats.forEach((side, stat) ->
                    lines.computeIfAbsent(side, same -> new ArrayList<>()).add(new Point(number, stat.middle())));
            bench.add(new Row(
                    "paid calls, " + number + " thread" + (number == 1 ? "" : "s") + " on 8 channels",
                    "calls/s",
                    false,
                    "≥ 0.95 of the floor",
                    "",
                    stats));
        }
        bench.add(new Growth("threads", "Paid calls on eight channels", "threads", "calls/s", lines));
    }

    private double ours(int number, int calls) {
        int each = Math.max(1, calls / number);
        return rate(number, each, thread -> {
            for (int i = 0; i < each; i++) {
                stub.echo(Question.getDefaultInstance());
            }
            return 0;
        });
    }

    /** The signatures are made before the clock runs, so the time is that of the calls, and not of the whole. */
    private double floor(int number, int calls) {
        int each = Math.max(1, calls / number);
        List<Future<double[]>> all = IntStream.range(0, number)
                .mapToObj(i -> threads.submit(() -> floors.get(i).paidCalls(each, Duration.ZERO)))
                .toList();
        double rate = 0;
        for (Future<double[]> one : all) {
            double millis = 0;
            for (double call : get(one)) {
                millis += call;
            }
            rate += each / (millis / 1e3);
        }
        return rate;
    }

    @FunctionalInterface
    private interface Work {
        int run(int thread);
    }

    private double rate(int number, int each, Work work) {
        long start = System.nanoTime();
        List<Future<Integer>> all = IntStream.range(0, number)
                .mapToObj(i -> threads.submit(() -> work.run(i)))
                .toList();
        all.forEach(ManyThreads::get);
        return number * each / ((System.nanoTime() - start) / 1e9);
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        service.close();
        client.close();
        floors.forEach(FloorPeer::close);
    }
}
