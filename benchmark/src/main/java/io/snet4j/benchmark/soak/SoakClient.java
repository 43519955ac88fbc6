package io.snet4j.benchmark.soak;

import bench.BenchGrpc;
import bench.BenchOuterClass.Question;
import com.sun.management.UnixOperatingSystemMXBean;
import io.grpc.StatusRuntimeException;
import io.snet4j.ServiceClient;
import io.snet4j.ServiceOptions;
import io.snet4j.SnetClient;
import io.snet4j.errors.SnetException;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.ModelFilter;
import io.snet4j.training.ModelId;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** One client in a process of its own: 32 threads that call, look, list and train, until its time is over. */
final class SoakClient implements AutoCloseable {
    private static final int THREADS = 32;
    private static final Cogs DEPOSIT = Cogs.ofFet("20");
    private static final int SECONDS_BETWEEN = 5;

    /** Of a hundred steps, as many are paid calls, looks at a model, listings; the rest are trainings. */
    private static final int PAID = 88;

    private static final int LOOKS = 96;
    private static final int LISTINGS = 98;

    private final SnetClient client;
    private final ServiceClient service;
    private final Training training;
    private final BenchGrpc.BenchBlockingStub stub;
    private final Path dataset;
    private final ModelId model;
    private final Books books = new Books();
    private final LongAdder calls = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final ConcurrentLinkedQueue<Double> times = new ConcurrentLinkedQueue<>();
    private volatile boolean ending;

    private SoakClient(String organization, String name, URI daemon, Path dataset) {
        this.dataset = dataset;
        client = SnetClient.builder()
                .fromEnvironment()
                .spendingLimit(SpendingLimit.builder().channelDeposit(DEPOSIT).build())
                .stateDirectory(dataset.resolveSibling("soak-state"))
                .onPayment(books)
                .build();
        service = client.openService(
                organization, name, ServiceOptions.builder().endpoint(daemon).build());
        training = service.training();
        stub = BenchGrpc.newBlockingStub(PaidChannel.of(service));
        model = newModel();
    }

    /**
     * Takes its settings from the environment.
     *
     * @param arguments organization, service, daemon, dataset, and for how many seconds
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (SoakClient soak =
                new SoakClient(arguments[0], arguments[1], URI.create(arguments[2]), Path.of(arguments[3]))) {
            soak.run(Integer.parseInt(arguments[4]));
            // The other side mends what it broke, and says so.
            System.out.println("over");
            System.in.read();
            soak.balance();
        }
    }

    private void run(int seconds) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            threads.execute(() -> work(random));
        }
        threads.shutdown();
        for (int at = SECONDS_BETWEEN; at <= seconds; at += SECONDS_BETWEEN) {
            TimeUnit.SECONDS.sleep(SECONDS_BETWEEN);
            System.out.println(moment(at).line());
        }
        ending = true;
        if (!threads.awaitTermination(5, TimeUnit.MINUTES)) {
            System.out.println("wrong: a call did not end within five minutes");
        }
    }

    private void work(Random random) {
        while (!ending) {
            try {
                step(random.nextInt(100));
                calls.increment();
            } catch (SnetException | StatusRuntimeException e) {
                refused.increment();
            } catch (RuntimeException e) {
                // Nothing but these two is promised.
                System.out.println("wrong: " + e);
            }
        }
    }

    private void step(int kind) {
        if (kind < PAID) {
            long start = System.nanoTime();
            stub.echo(Question.getDefaultInstance());
            times.add((System.nanoTime() - start) / 1e6);
        } else if (kind < LOOKS) {
            training.getModel(model);
        } else if (kind < LISTINGS) {
            training.getAllModels(ModelFilter.builder().build()).stream().findFirst();
        } else {
            ModelId own = newModel();
            training.uploadAndValidate(DatasetUpload.of(training.validateModelPrice(own), dataset));
            training.getModel(own);
            training.trainModel(training.trainModelPrice(own));
            training.deleteModel(own);
        }
    }

    private ModelId newModel() {
        return training.createModel(NewModel.of("echo", "soak")).id();
    }

    private Moment moment(int seconds) {
        double[] since = new double[times.size()];
        int count = 0;
        for (Double next = times.poll(); next != null && count < since.length; next = times.poll()) {
            since[count++] = next;
        }
        Arrays.sort(since, 0, count);
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long descriptors = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
        return new Moment(
                seconds,
                calls.sum(),
                refused.sum(),
                heap / 1024,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                descriptors,
                count == 0 ? 0 : since[count / 2]);
    }

    /** What the daemon took is what the client says was charged, to the cog. */
    private void balance() {
        // A payment whose outcome was lost settles with the next one of its channel.
        for (ChannelState ignored : service.payments().channelStates()) {
            stub.echo(Question.getDefaultInstance());
        }
        for (ChannelState state : service.payments().channelStates()) {
            books.differsFrom(state.id(), state.signed()).ifPresent(text -> System.out.println("wrong: " + text));
        }
        System.out.println("books " + books.signed() + " signed, " + books.unknown() + " unknown");
    }

    @Override
    public void close() {
        service.close();
        client.close();
    }
}
