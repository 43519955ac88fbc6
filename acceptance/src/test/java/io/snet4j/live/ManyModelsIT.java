package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.ChannelState;
import io.snet4j.testing.Zips;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.Model;
import io.snet4j.training.ModelFilter;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.TrainingPlan;
import io.snet4j.training.TrainingProgress;
import io.snet4j.training.WaitOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyModelsIT {
    private static final ToyService TOY = new ToyService();

    private static final int MODELS = 16;
    private static final WaitOptions WAIT = WaitOptions.builder(Duration.ofMinutes(2))
            .pollEvery(Duration.ofMillis(50))
            .build();

    @Test
    void manyModelsAreTrainedAtOnceOverOneClientAndEachIsPaidOnce(@TempDir Path folder) throws IOException {
        Map<String, List<TrainingProgress>> reports = new ConcurrentHashMap<>();
        try (TestSession net = Toys.session(TOY).start();
                SnetClient client = net.newClient("consumer").build();
                ServiceClient service = net.open(client)) {
            List<CompletableFuture<Model>> journeys = new ArrayList<>();
            for (int i = 0; i < MODELS; i++) {
                String name = "model " + i;
                Path dataset = Zips.write(folder.resolve(i + ".zip"), 1000 + i);
                List<TrainingProgress> report = new ArrayList<>();
                reports.put(name, report);
                TrainingPlan plan = TrainingPlan.builder()
                        .newModel(NewModel.of("size", name))
                        .dataset(dataset)
                        .confirm(quote -> true)
                        .validationWait(WAIT)
                        .trainingWait(WAIT)
                        .onProgress(report::add)
                        .build();
                journeys.add(service.training().async().train(plan));
            }
            List<Model> models = journeys.stream().map(CompletableFuture::join).toList();

            assertThat(models).extracting(Model::status).containsOnly(ModelStatus.READY_TO_USE);
            assertThat(models).extracting(Model::id).doesNotHaveDuplicates();
            for (Model model : models) {
                List<ModelId> told = reports.getOrDefault(model.name(), List.of()).stream()
                        .map(TrainingProgress::model)
                        .distinct()
                        .toList();
                assertThat(told).containsExactly(model.id());
            }
            assertThat(service.training().getAllModels(ModelFilter.all())).hasSameSizeAs(models);
            assertThat(service.payments().channelStates())
                    .singleElement()
                    .extracting(ChannelState::signed)
                    .isEqualTo(ToyService.VALIDATION.plus(ToyService.TRAINING).times(MODELS));
        }
    }
}
