package io.snet4j.toy;

import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.junit.TestNetwork;
import io.snet4j.junit.TestNetwork.Options;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.training.NewModel;
import io.snet4j.training.TrainingPlan;
import io.snet4j.value.Cogs;
import java.time.Duration;

/** How tests host, train and call a {@link ToyService}. */
public final class Toys {
    public static final Duration MINING = Duration.ofMinutes(5);

    /** What each call costs unless goods have prices of their own. */
    public static final Cogs CALL = Cogs.of(7);

    public static final SpendingLimit DEPOSIT_100 =
            SpendingLimit.builder().channelDeposit(Cogs.of(100)).build();

    private Toys() {}

    /** On the network that all classes share. */
    public static TestNetwork.SessionBuilder session(ToyService toy) {
        return TestNetwork.shared(Options.longChannels()).session(toy).callPrice(CALL);
    }

    /**
     * For tests that mine, look at the whole chain, or count requests: what another class mines makes a signature too
     * old, and its call is made again.
     */
    public static TestNetwork.SessionBuilder alone(ToyService toy) {
        return alone(toy, Options.longChannels());
    }

    public static TestNetwork.SessionBuilder alone(ToyService toy, Options options) {
        return TestNetwork.alone(options, toy).callPrice(CALL);
    }

    /** May open no channel by itself. */
    public static SnetClient.Builder clientWithoutDeposits(TestSession session, String account) {
        return session.newClient(account).spendingLimit(SpendingLimit.existingChannelsOnly());
    }

    /** Of the toy's own method. */
    public static void call(ServiceClient service) {
        ClientCalls.blockingUnaryCall(
                PaidChannel.of(service),
                ToyService.SIZE,
                CallOptions.DEFAULT,
                ToyService.question().build());
    }

    /** For the toy's own method, in small messages, at the price that it is. */
    public static TrainingPlan.Builder plan() {
        return TrainingPlan.builder()
                .newModel(NewModel.of("size", "mine"))
                .uploadOptions(upload -> upload.chunkBytes(2000))
                .maxValidationPrice(ToyService.VALIDATION)
                .maxTrainingPrice(ToyService.TRAINING);
    }
}
