package io.snet4j.benchmark;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.benchmark.peer.PythonPeer;
import io.snet4j.benchmark.peer.Side;
import io.snet4j.benchmark.report.Growth;
import io.snet4j.benchmark.report.Growth.Point;
import io.snet4j.benchmark.report.Row;
import io.snet4j.benchmark.report.Stat;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.training.ModelFilter;
import io.snet4j.value.Cogs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What grows with the size of something. */
final class Growths {
    private static final Cogs DEPOSIT = Cogs.ofFet("0.01");

    private final Bench bench;

    private Growths(Bench bench) {
        this.bench = bench;
    }

    static void measure(Bench bench) {
        Growths growths = new Growths(bench);
        bench.attempt("datasets", growths::datasets);
        bench.attempt("node distance", growths::distance);
        bench.attempt("models", growths::models);
        bench.attempt("own channels", growths::ownChannels);
        bench.attempt("services open", growths::servicesOpen);
        bench.attempt("channels of others", growths::foreignChannels);
    }

    private int[] sizes(int... all) {
        return bench.options.quick() ? Arrays.copyOf(all, Math.min(2, all.length)) : all;
    }

    /** Lines that are drawn point by point. */
    private static final class Lines {
        private final Map<Side, List<Point>> lines = new EnumMap<>(Side.class);

        double point(Side side, double x, double[] millis) {
            double middle = Stat.of(List.of(millis)).middle();
            lines.computeIfAbsent(side, same -> new ArrayList<>()).add(new Point(x, middle));
            return middle;
        }

        Growth growth(String file, String name, String of) {
            return new Growth(file, name, of, "ms", lines);
        }
    }

    private static double[] timed(int times, Runnable work) {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            work.run();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        return millis;
    }

    private void datasets() {
        Lines lines = new Lines();
        Map<Side, Stat> last = new EnumMap<>(Side.class);
        int[] sizes = sizes(1_000, 10_000, 100_000, 200_000);
        for (int entries : sizes) {
            Path archive = bench.archives.zipOf(entries);
            var model = bench.ours.newModel();
            double[] ours = timed(5, () -> bench.ours.service().training().checkDataset(model, archive));
            lines.point(Side.OURS, entries, ours);
            last.put(Side.OURS, Stat.of(List.of(ours)));
            bench.python.ifPresent(peer -> {
                double[] theirs = peer.datasetChecks(entries > 50_000 ? 1 : 3, archive);
                lines.point(Side.PYTHON, entries, theirs);
                last.put(Side.PYTHON, Stat.of(List.of(theirs)));
            });
        }
        bench.add(new Row(
                "dataset check, " + sizes[sizes.length - 1] + " entries", "ms", true, "≥ 8 × Python", "", last));
        bench.add(lines.growth("dataset-size", "Check of a dataset", "entries"));
    }

    /** A client that is new in a JVM that is not: what is left of a start is round trips. */
    private void distance() {
        Lines lines = new Lines();
        DevnetConnection net = bench.lab.newAccount();
        for (int millis : sizes(1, 20, 50, 100)) {
            bench.lab.nodeAway(Duration.ofMillis(millis));
            bench.lab.storageAway(Duration.ofMillis(millis));
            lines.point(Side.OURS, millis, timed(5, () -> firstAnswer(net)));
            bench.python.ifPresent(peer -> lines.point(Side.PYTHON, millis, peer.firstAnswers(2)));
        }
        bench.add(lines.growth("node-distance", "A new client's first answer", "ms to node and storage"));
    }

    private static void firstAnswer(DevnetConnection net) {
        try (SnetClient client =
                        SnetClient.builder().from(net.settings("consumer")).build();
                ServiceClient service = client.openService(net.orgId(), net.serviceId())) {
            service.training().getAllModels(ModelFilter.builder().build()).stream()
                    .findFirst();
        }
    }

    private void models() {
        Lines lines = new Lines();
        int made = 0;
        for (int models : sizes(10, 100, 1_000)) {
            for (; made < models; made++) {
                bench.ours.newModel();
            }
            lines.point(
                    Side.OURS,
                    models,
                    timed(3, () -> bench
                            .ours
                            .service()
                            .training()
                            .getAllModels(ModelFilter.builder().build())
                            .stream()
                            .count()));
        }
        bench.add(lines.growth("models", "Listing all models", "models"));
    }

    private void ownChannels() {
        Lines lines = new Lines();
        DevnetConnection net = bench.lab.newAccount();
        try (SnetClient client =
                        SnetClient.builder().from(net.settings("consumer")).build();
                ServiceClient service = client.openService(net.orgId(), net.serviceId())) {
            int opened = 0;
            for (int channels : sizes(1, 10, 100)) {
                for (; opened < channels; opened++) {
                    service.payments().openChannel(DEPOSIT);
                }
                lines.point(Side.OURS, channels, timed(5, () -> client.account().channels()));
            }
        }
        bench.add(lines.growth("own-channels", "Reading one's own channels", "channels"));
    }

    /**
     * Others' channels are as many as the network's users make them. On a network of its own: a node that has mined for
     * all rows before takes gigabytes for them.
     */
    private void foreignChannels() {
        int number = bench.options.quick() ? 500 : 20_000;
        try (Lab lab = Lab.start()) {
            lab.openForeignChannels(number);
            Optional<PythonPeer> python = bench.newPython(lab);
            try {
                foreignChannels(lab, number, python);
            } finally {
                python.ifPresent(PythonPeer::close);
            }
        }
    }

    private void foreignChannels(Lab lab, int number, Optional<PythonPeer> python) {
        DevnetConnection net = lab.newAccountWithChannel();
        Map<Side, Stat> stats = new EnumMap<>(Side.class);
        stats.put(Side.OURS, Stat.of(List.of(timed(5, () -> {
            try (SnetClient client =
                            SnetClient.builder().from(net.settings("consumer")).build();
                    ServiceClient service = client.openService(net.orgId(), net.serviceId())) {
                service.payments().channels();
            }
        }))));
        python.ifPresent(peer -> stats.put(Side.PYTHON, Stat.of(List.of(peer.channelSearches(2)))));
        bench.add(new Row("own channel among " + number + " of others", "ms", true, "faster than Python", "", stats));
    }

    private void servicesOpen() {
        Lines lines = new Lines();
        DevnetConnection net = bench.lab.newAccount();
        List<ServiceClient> open = new ArrayList<>();
        try (SnetClient client =
                SnetClient.builder().from(net.settings("consumer")).build()) {
            for (int services : sizes(1, 10, 100)) {
                while (open.size() < services) {
                    open.add(client.openService(net.orgId(), net.serviceId()));
                }
                open.forEach(service -> service.training().isEnabled());
                lines.point(Side.OURS, services, timed(5, () -> {
                    try (ServiceClient next = client.openService(net.orgId(), net.serviceId())) {
                        next.group();
                    }
                }));
            }
        }
        bench.add(lines.growth("services-open", "Opening one more service", "services open"));
    }
}
