package io.snet4j.benchmark.peer;

import bench.BenchGrpc;
import bench.BenchOuterClass.Question;
import io.snet4j.ServiceClient;
import io.snet4j.ServiceOptions;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.ModelId;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.ValidationQuote;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** This client, as its users have it. */
public final class OurPeer implements Peer {
    private static final Cogs DEPOSIT = Cogs.ofFet("10");

    private final SnetClient client;
    private final ServiceClient service;
    private final Training training;
    private final BenchGrpc.BenchBlockingStub stub;
    private final Path smallArchive;

    /** @param smallArchive for models that are to be trained */
    public OurPeer(DevnetConnection net, PaymentStrategy payment, Path smallArchive) {
        this(net, payment, smallArchive, net.daemonUrl());
    }

    /** @param daemon where it is reached */
    public OurPeer(DevnetConnection net, PaymentStrategy payment, Path smallArchive, URI daemon) {
        this.smallArchive = smallArchive;
        client = SnetClient.builder()
                .from(net.settings("consumer"))
                .spendingLimit(SpendingLimit.builder().channelDeposit(DEPOSIT).build())
                .build();
        service = client.openService(
                net.orgId(),
                net.serviceId(),
                ServiceOptions.builder().payment(payment).endpoint(daemon).build());
        training = service.training();
        stub = BenchGrpc.newBlockingStub(PaidChannel.of(service));
    }

    @Override
    public Side side() {
        return Side.OURS;
    }

    public SnetClient client() {
        return client;
    }

    public ServiceClient service() {
        return service;
    }

    @Override
    public double[] paidCalls(int times, Duration pause) {
        return Stopwatch.times(times, pause, i -> stub.echo(Question.getDefaultInstance()));
    }

    @Override
    public double[] getModels(int times) {
        ModelId model = newModel();
        training.getModel(model);
        return Stopwatch.times(times, Duration.ZERO, i -> training.getModel(model));
    }

    @Override
    public double[] trainModels(int times) {
        List<TrainingQuote> quotes = IntStream.range(0, times)
                .mapToObj(i -> training.trainModelPrice(validated()))
                .toList();
        return Stopwatch.times(times, Duration.ZERO, i -> training.trainModel(quotes.get(i)));
    }

    /** For others to train. */
    public ModelId validated() {
        ModelId model = newModel();
        training.uploadAndValidate(DatasetUpload.of(training.validateModelPrice(model), smallArchive));
        training.getModel(model);
        return model;
    }

    @Override
    public double[] uploads(int times, Path archive) {
        List<ValidationQuote> quotes = IntStream.range(0, times)
                .mapToObj(i -> training.validateModelPrice(newModel()))
                .toList();
        return Stopwatch.times(
                times, Duration.ZERO, i -> training.uploadAndValidate(DatasetUpload.of(quotes.get(i), archive)));
    }

    public ModelId newModel() {
        return training.createModel(NewModel.of("echo", "benchmark")).id();
    }

    @Override
    public void close() {
        service.close();
        client.close();
    }
}
