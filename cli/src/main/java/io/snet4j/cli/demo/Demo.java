package io.snet4j.cli.demo;

import io.snet4j.chain.Chain;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.SnetException;
import io.snet4j.grpc.PaidChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The whole story, from an empty machine to a model that was trained, used and paid for. */
public final class Demo {
    private static final Duration RPC_TIMEOUT = Duration.ofSeconds(10);

    private final Path digits;
    private final Narrator narrator;

    /** @param digits the file that the build has packed */
    public Demo(Path digits, Narrator narrator) {
        this.digits = digits;
        this.narrator = narrator;
    }

    /**
     * Plays it once. Blocks until it is over, some twenty seconds.
     *
     * @param running a devnet to play on; empty to start one for the while
     * @throws io.snet4j.errors.SnetException if a step fails
     */
    public DemoReport play(Optional<DevnetConnection> running) {
        var total = new Stopwatch();
        DigitFile.requirePresent(digits);
        narrator.say("snet4j demo: a model trained, used and paid for, all on this machine");
        narrator.say("");
        try (var folder = DemoFolder.create()) {
            var packing = CompletableFuture.supplyAsync(() -> Dataset.pack(digits, folder.path()));
            if (running.isPresent()) {
                return play(running.get(), packing, total.elapsed(), total);
            }
            try (var devnet = Devnet.builder().service(new DigitsHost()).start()) {
                try {
                    return play(devnet.connection(), packing, total.elapsed(), total);
                } catch (SnetException e) {
                    throw deeper(devnet, e);
                }
            }
        }
    }

    /** If the network fell over, whatever failed then failed because of it. */
    private static SnetException deeper(Devnet devnet, SnetException seen) {
        var fallen = devnet.failure().toCompletableFuture();
        return fallen.isDone() ? fallen.join() : seen;
    }

    private DemoReport play(
            DevnetConnection net, CompletableFuture<Dataset> packing, Duration network, Stopwatch total) {
        try {
            return playOn(net, packing, network, total);
        } catch (DaemonUnavailableException e) {
            var message =
                    "the daemon at " + net.daemonUrl() + " does not answer; see that it runs (" + e.getMessage() + ")";
            throw new DaemonUnavailableException(message, e, e.charge());
        }
    }

    private DemoReport playOn(
            DevnetConnection net, CompletableFuture<Dataset> packing, Duration network, Stopwatch total) {
        narrator.done(network, "network", "chain " + net.chainId() + " with daemon " + net.daemonUrl());
        var dataset = join(packing);
        narrator.done(dataset.took(), "dataset", dataset.trained() + " digits as PNG files in one zip, meanwhile");
        var ledger = new Ledger();
        try (var chain = Chain.connect(net.rpcUrl(), RPC_TIMEOUT);
                var customer = Customer.of(net, ledger)) {
            var first = chain.blockNumber();
            var books = new BooksScene(net, chain, customer.service(), narrator);
            books.settleEarlierDebts();

            var training = new TrainingScene(customer.service().training(), narrator);
            var model = training.createModel();
            var quotes = training.askPrices(model.id());
            var price = customer.callPrice();
            var channelId = books.openChannel(quotes.total().plus(price.times(2L * Dataset.QUESTIONS)));
            var times = training.play(quotes, dataset);
            narrator.note("price", "each call: " + price);
            var calls = new CallingScene(new Reader(PaidChannel.of(customer.service())), narrator)
                    .play(model.id(), dataset.questions());

            var status = customer.service().training().getModel(model.id()).status();
            var channel = books.close(channelId, ledger);
            return new DemoReport(
                    model.id().value(),
                    status.toString(),
                    model.method().method(),
                    new DemoReport.Accuracy(
                            calls.byDefault().accuracy(), calls.byTrained().accuracy()),
                    new DemoReport.Prices(
                            quotes.validation().price(), quotes.training().price(), price),
                    calls.calls(),
                    channel,
                    new DemoReport.Blocks(first, chain.blockNumber()),
                    new DemoReport.Seconds(
                            network, times.upload(), times.validation(), times.training(), total.elapsed()));
        }
    }

    private static Dataset join(CompletableFuture<Dataset> packing) {
        try {
            return packing.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
