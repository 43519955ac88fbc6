package io.snet4j.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the demo has to show at its end.
 *
 * @param status of the trained model, when the last call had been made
 * @param calls of the service's own method that were paid, with both models together
 */
public record DemoReport(
        String modelId,
        String status,
        String methodName,
        Accuracy accuracy,
        Prices prices,
        int calls,
        Channel channel,
        Blocks blocks,
        Seconds seconds) {
    private static final String READY = "READY_TO_USE";
    private static final double GOOD = 0.85;
    private static final double GAIN = 0.3;

    /** Right answers as a share of all, 0 to 1. */
    public record Accuracy(double defaultModel, double trainedModel) {}

    public record Prices(Cogs validate, Cogs train, Cogs call) {}

    /**
     * @param deposited what its sender put into the channel
     * @param signed what the daemon had stored before the claim
     * @param claimed by how much the provider's balance in the escrow grew
     * @param remaining the value of the channel on chain after the claim
     */
    public record Channel(ChannelId id, Cogs deposited, Cogs signed, Cogs claimed, Cogs remaining) {}

    public record Blocks(BlockNumber first, BlockNumber last) {}

    public record Seconds(Duration network, Duration upload, Duration validation, Duration training, Duration total) {}

    /** Why the demo has failed although every step went through; empty if it has not. Each is a sentence for a user. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        if (!status.equals(READY)) {
            problems.add("the model ended as " + status + " instead of " + READY);
        }
        if (accuracy.trainedModel < GOOD || accuracy.trainedModel < accuracy.defaultModel + GAIN) {
            problems.add(String.format(
                    "the trained model is right in %.3f of its answers (default model: %.3f);"
                            + " at least %.2f and %.1f more than the default were expected",
                    accuracy.trainedModel, accuracy.defaultModel, GOOD, GAIN));
        }
        var owed = prices.validate.plus(prices.train).plus(prices.call.times(calls));
        if (!channel.signed.equals(owed)) {
            problems.add("the daemon stored " + channel.signed + " but the prices add up to " + owed);
        }
        if (!channel.claimed.equals(channel.signed)) {
            problems.add("the provider claimed " + channel.claimed + " of " + channel.signed + " signed");
        }
        if (!channel.deposited.equals(channel.claimed.plus(channel.remaining))) {
            problems.add("of " + channel.deposited + " deposited, " + channel.claimed + " were claimed and "
                    + channel.remaining + " remain");
        }
        return problems;
    }

    /** One JSON object on one line; money as decimal strings in cogs. */
    public String toJson() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("modelId", modelId).put("status", status).put("methodName", methodName);
        json.putObject("accuracy").put("default", accuracy.defaultModel).put("trained", accuracy.trainedModel);
        json.putObject("prices")
                .put("validate", text(prices.validate))
                .put("train", text(prices.train))
                .put("call", text(prices.call));
        json.put("calls", calls);
        json.putObject("channel")
                .put("id", channel.id.value())
                .put("deposited", text(channel.deposited))
                .put("signed", text(channel.signed))
                .put("claimed", text(channel.claimed))
                .put("remaining", text(channel.remaining));
        json.putObject("blocks").put("first", blocks.first.value()).put("last", blocks.last.value());
        json.putObject("seconds")
                .put("network", seconds(seconds.network))
                .put("upload", seconds(seconds.upload))
                .put("validation", seconds(seconds.validation))
                .put("training", seconds(seconds.training))
                .put("total", seconds(seconds.total));
        return json.toString();
    }

    private static String text(Cogs cogs) {
        return cogs.value().toString();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
