package io.snet4j.live;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.scripted.UntilKilled;
import io.snet4j.testkit.ToyService;
import io.snet4j.training.NewModel;
import io.snet4j.training.TrainingPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A program that stops in the middle of an upload, to be killed there. Reads the connection, then a dataset's path; prints
 * the model's id when a part of the dataset has left. Ends with its standard input at the latest.
 */
final class KilledUploader {
    private KilledUploader() {}

    static Process start(DevnetConnection net, Path dataset) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.net.preferIPv4Stack=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledUploader.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().write((net.toJson() + "\n" + dataset + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return process;
    }

    static TrainingPlan.Builder plan(Path dataset) {
        return TrainingPlan.builder()
                .newModel(NewModel.of("size", "mine"))
                .dataset(dataset)
                .uploadOptions(upload -> upload.chunkBytes(2000))
                .maxValidationPrice(ToyService.VALIDATION)
                .maxTrainingPrice(ToyService.TRAINING);
    }

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        DevnetConnection net = DevnetConnection.parse(in.readLine());
        Path dataset = Path.of(in.readLine());
        UntilKilled.endWith(in);
        try (SnetClient client = ClientNet.spender(net, "consumer").build();
                ServiceClient service = client.openService(net.orgId(), net.serviceId())) {
            service.training()
                    .train(plan(dataset)
                            .onProgress(progress -> progress.upload().ifPresent(sent -> {
                                if (sent.bytesSent() > 0) {
                                    System.out.println(progress.model().value());
                                    UntilKilled.stop();
                                }
                            }))
                            .build());
        }
    }
}
