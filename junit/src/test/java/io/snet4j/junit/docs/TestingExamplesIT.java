package io.snet4j.junit.docs;

import static io.snet4j.junit.SnetAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.errors.NodeUnavailableException;
import io.snet4j.junit.Dataset;
import io.snet4j.junit.ScriptedProvider;
import io.snet4j.junit.SessionFaults;
import io.snet4j.junit.SnetExtension;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.junit.Work;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What docs/testing.md shows. */
@Isolated("it makes the channels of the shared network expire")
class TestingExamplesIT {
    private final Path dataset;

    TestingExamplesIT(@TempDir Path folder) throws IOException {
        dataset = Dataset.in(folder);
    }

    @Nested
    class Scripted {
        // docs
        @RegisterExtension
        static final SnetExtension NET = SnetExtension.builder()
                .service(() -> ScriptedProvider.builder()
                        .price(Cogs.ofFet("0.01"), Cogs.ofFet("0.5"))
                        .trains(Work.after(Duration.ofHours(1)).thenErrored("out of memory"))
                        .answers("ask", question -> "{\"text\": \"no\"}")
                        .build())
                .build();

        @Test
        void aTrainingThatFailsIsSeen(ServiceClient service, ScriptedProvider provider) {
            Training training = service.training();
            var model = training.createModel(NewModel.of("ask", "first")).id();
            training.uploadAndValidate(DatasetUpload.of(training.validateModelPrice(model), dataset));
            training.trainModel(training.trainModelPrice(model));

            assertThat(training.getModel(model).status()).isEqualTo(ModelStatus.TRAINING);
            provider.clock().advance(Duration.ofHours(1));
            assertThat(training.getModel(model).status()).isEqualTo(ModelStatus.ERRORED);
        }
        // end
    }

    @Nested
    @SnetNetwork
    class Money {
        // docs
        @Test
        void whatIsLeftComesBackWhenTheChannelExpires(ServiceClient service, SnetClient client, TestSession session) {
            service.call("ask", "{}");
            session.claim();
            session.devnet()
                    .expireChannel(client.account().channels().get(0).onChain().id());

            client.account().refundExpired();

            assertThat(session).hasClaimed(Cogs.ofFet("0.0001"));
            assertThat(client.account().escrowBalance()).isEqualTo(Cogs.ofFet("0.9999"));
        }
        // end

        // docs
        @Test
        void aNodeThatIsDownIsNamed(SnetClient client, SessionFaults faults) {
            faults.node().down();
            assertThatThrownBy(() -> client.account().tokenBalance()).isInstanceOf(NodeUnavailableException.class);

            faults.heal();
            assertThat(client.account().tokenBalance()).isEqualTo(Cogs.ofFet("100"));
        }
        // end
    }

    // docs
    @Test
    void withoutJUnitsExtensions() {
        try (TestSession session =
                TestNetwork.shared().session(new ScriptedProvider()).start()) {
            assertThat(session.open().call("ask", "{\"text\": \"hello\"}")).contains("hello");
        }
    }
    // end

    // docs
    @Test
    void withoutANetwork() {
        TrainingQuote quote = new TrainingQuote(new ModelId("model-1"), Cogs.ofFet("0.5"));

        assertThat(quote.price()).isGreaterThan(Cogs.ofFet("0.1"));
    }
    // end
}
