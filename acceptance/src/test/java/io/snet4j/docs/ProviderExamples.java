package io.snet4j.docs;

import io.snet4j.SnetClient;
import io.snet4j.devnet.Devnet;
import io.snet4j.provider.ClaimReport;
import io.snet4j.provider.ClaimScheduler;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.training.Model;
import io.snet4j.training.NewModel;
import io.snet4j.training.TrainingPlan;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.nio.file.Path;
import java.time.Duration;

/** The program in the page on providers. */
final class ProviderExamples {
    private ProviderExamples() {}

    static Model onANetworkOfItsOwn(Path folder) {
        var hosted = ExampleService.hosted();
        // docs
        try (var net = Devnet.builder().service(hosted).start();
                var snet = SnetClient.builder()
                        .from(net.connection().settings("consumer"))
                        .build();
                var service = snet.openService("snet4j-org", "example-service")) {
            return service.training()
                    .train(TrainingPlan.builder()
                            .newModel(NewModel.of("generate", "my first model"))
                            .dataset(folder)
                            .maxValidationPrice(Cogs.ofFet("0.1"))
                            .maxTrainingPrice(Cogs.ofFet("0.1"))
                            .build());
        }
        // end
    }

    static ClaimReport earning(ProviderClaims claims) {
        // docs
        var scheduler = ClaimScheduler.builder(claims)
                .amount(Cogs.ofFet("5"))
                .age(Duration.ofDays(7))
                .maxGasPrice(Wei.ofGwei("20"))
                .build();
        scheduler.start();
        // end
        try (scheduler) {
            return scheduler.claimNow();
        }
    }
}
