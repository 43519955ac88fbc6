package io.snet4j.live;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.testing.OtherJvm;
import io.snet4j.toy.Toys;
import io.snet4j.training.ModelId;
import io.snet4j.training.TrainingPlan;
import io.snet4j.training.TrainingProgress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A program that trains by a plan, to be killed. Reads a line each: the connection, the payer's role, the dataset's
 * path or link, a folder for state, an audit file, the model to go on with, where to stop; a dash is for none. Says the
 * model's id, and when it stops. Ends with its standard input at the latest.
 */
final class KilledTrainer {
    enum Stop {
        NEVER,
        /** When a part of the dataset has left. */
        UPLOADING,
        /** When a payment is signed, and has not left. */
        SIGNED
    }

    private KilledTrainer() {}

    static Process start(DevnetConnection net, Stop stop, List<String> lines) throws IOException {
        return OtherJvm.tell(
                OtherJvm.quick(KilledTrainer.class), net.toJson(), String.join("\n", lines), stop.toString());
    }

    static TrainingPlan.Builder plan(String dataset) {
        TrainingPlan.Builder plan = Toys.plan();
        if (dataset.startsWith("http")) {
            plan.datasetLink(java.net.URI.create(dataset));
        } else {
            plan.dataset(Path.of(dataset));
        }
        return plan.uploadOptions(upload -> upload.chunkBytes(2000).deadline(Duration.ofMinutes(5)));
    }

    static SnetClient.Builder client(DevnetConnection net, String role, String state, String audit) {
        SnetClient.Builder client =
                SnetClient.builder().from(net.settings(role)).callDeadline(Duration.ofMinutes(5));
        if (!state.equals("-")) {
            client.stateDirectory(Path.of(state));
        }
        if (!audit.equals("-")) {
            client.auditFile(Path.of(audit));
        }
        return client;
    }

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        DevnetConnection net = DevnetConnection.parse(in.readLine());
        String role = in.readLine();
        TrainingPlan.Builder plan = plan(in.readLine());
        SnetClient.Builder builder = client(net, role, in.readLine(), in.readLine());
        String model = in.readLine();
        Stop stop = Stop.valueOf(in.readLine());
        UntilKilled.endWith(in);
        if (!model.equals("-")) {
            plan.model(new ModelId(model));
        }
        if (stop == Stop.SIGNED) {
            builder.onPayment(payment -> stop());
        }
        try (SnetClient client = builder.build();
                ServiceClient service = client.openService(net.orgId(), net.serviceId())) {
            System.out.println(service.training()
                    .train(plan.onProgress(progress -> look(progress, stop)).build())
                    .status());
        }
    }

    private static void look(TrainingProgress progress, Stop stop) {
        switch (progress.phase()) {
            case MODEL -> System.out.println(progress.model().value());
            case DATASET -> {
                boolean sending =
                        progress.upload().filter(sent -> sent.bytesSent() > 0).isPresent();
                if (stop == Stop.UPLOADING && sending) {
                    stop();
                }
            }
            default -> {}
        }
    }

    private static void stop() {
        System.out.println("stopped");
        UntilKilled.stop();
    }
}
