package io.snet4j.journeys;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.dataset.DatasetRoute;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.testing.Zips;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.WaitOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The program that a debugger watches. It makes each journey between {@link #begin} and {@link #end}, once to warm up
 * and then {@link #ROUNDS} times. Ends with an error if a journey went another way than it is called.
 */
final class TracedClient {
    static final int ROUNDS = 3;

    private static final int MESSAGE_BYTES = 10_000;
    private static final int WATCHED_MESSAGE = 10;
    private static final WaitOptions WAIT = WaitOptions.builder(Duration.ofMinutes(5))
            .pollEvery(Duration.ofMillis(50))
            .build();

    private final DevnetConnection net;
    private final Path dataset;

    private TracedClient(DevnetConnection net, Path dataset) {
        this.net = net;
        this.dataset = dataset;
    }

    /** @param args a file with the connection, and a folder */
    public static void main(String[] args) throws Exception {
        DevnetConnection net = DevnetConnection.parse(Files.readString(Path.of(args[0]), StandardCharsets.UTF_8));
        Path dataset = Zips.write(Path.of(args[1]).resolve("dataset.zip"), 2 * WATCHED_MESSAGE * MESSAGE_BYTES);
        new TracedClient(net, dataset).run();
    }

    /** The debugger stops here and begins to write down. */
    static void begin(String journey) {}

    /** The debugger stops here and ends. */
    static void end() {}

    private void run() {
        try (SnetClient client = client();
                ServiceClient service = open(client)) {
            Training training = service.training();
            for (int round = 0; round <= ROUNDS; round++) {
                openAnother();
                ModelId model = validated(training);
                TrainingQuote quote = watched(Journey.PRICE, () -> training.trainModelPrice(model));
                watched(Journey.TRAIN, () -> training.trainModel(quote));
                TrainingQuote next = training.trainModelPrice(validated(training));
                watched(Journey.LOST_TRAIN, () -> lost(training, next));
            }
        }
    }

    private void openAnother() {
        try (SnetClient client = client()) {
            watched(Journey.OPEN, () -> open(client)).close();
        }
    }

    private static Charge lost(Training training, TrainingQuote quote) {
        try {
            training.trainModel(quote);
        } catch (SnetException e) {
            if (e.charge() == Charge.CHARGED) {
                return e.charge();
            }
            throw e;
        }
        throw new IllegalStateException("the reply was not lost");
    }

    /** With a message that is watched in the middle of its upload: from one report of progress to the next. */
    private ModelId validated(Training training) {
        Model model = training.createModel(NewModel.of("size", "mine"));
        AtomicInteger sent = new AtomicInteger();
        training.uploadAndValidate(DatasetUpload.builder(training.validateModelPrice(model.id()), dataset)
                .route(DatasetRoute.STREAM)
                .chunkBytes(MESSAGE_BYTES)
                .onProgress(progress -> {
                    int messages = sent.incrementAndGet();
                    if (messages == WATCHED_MESSAGE - 1) {
                        begin(Journey.MESSAGE.name());
                    } else if (messages == WATCHED_MESSAGE) {
                        end();
                    }
                })
                .build());
        return training.awaitStatus(model.id(), ModelStatus.VALIDATED, WAIT).id();
    }

    private static <T> T watched(Journey journey, Supplier<T> work) {
        begin(journey.name());
        T result = work.get();
        end();
        return result;
    }

    private SnetClient client() {
        return SnetClient.builder().from(net.settings("consumer")).build();
    }

    private ServiceClient open(SnetClient client) {
        return client.openService(net.orgId(), net.serviceId());
    }
}
