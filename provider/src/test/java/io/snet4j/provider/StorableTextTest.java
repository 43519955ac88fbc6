package io.snet4j.provider;

import static io.snet4j.provider.ModelLifecycleTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.provider.store.MemoryModelStore;
import io.snet4j.provider.store.ModelStoreException;
import io.snet4j.provider.store.StoredModel;
import io.snet4j.wire.training.TrainingProto.NewModel;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL takes no text with U+0000, so no store is given one: a report that it cannot take would be made for ever.
 */
@Timeout(60)
class StorableTextTest {
    private static final class Strict extends ForwardingStore {
        Strict() {
            super(new MemoryModelStore());
        }

        @Override
        public void save(StoredModel model) {
            refuseNul(model.info().name());
            refuseNul(model.reason().orElse(""));
            super.save(model);
        }

        @Override
        public boolean wasDeleted(String modelId) {
            refuseNul(modelId);
            return super.wasDeleted(modelId);
        }

        private static void refuseNul(String text) {
            if (text.indexOf(0) >= 0) {
                throw new ModelStoreException("invalid byte sequence for encoding \"UTF8\": 0x00");
            }
        }
    }

    private final RunningProvider running;

    StorableTextTest(@TempDir Path folder) {
        running = new RunningProvider(folder, builder -> builder.store(new Strict()));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void whatAClientSaysOfItsModelIsRefused() {
        assertCreateRefused(model -> model.setName("a\0b"), "the model's name holds the character U+0000");
        assertCreateRefused(model -> model.setDescription("\0"), "the description holds");
        assertCreateRefused(model -> model.setGrpcServiceName("\0"), "grpc_service_name holds");
        assertCreateRefused(model -> model.setGrpcMethodName("\0"), "grpc_method_name holds");

        assertThat(running.provider.models().all()).isEmpty();
    }

    @Test
    void whatAHandlerQuotesOfADatasetIsKeptWithoutIt() {
        String model = running.createModel();
        running.handler.validation = dataset -> ValidationResult.refused("line 1 is a\0b");

        running.upload(RunningProvider.messages(model, "f", "text", 4));

        assertThat(running.settled(model)).isEqualTo(ModelStatus.ERRORED);
        assertThat(running.reason(model)).isEqualTo("the dataset is refused: line 1 is a\uFFFDb");
    }

    @Test
    void anIdWithItIsUnknown() {
        assertRefused(() -> running.status("a\0b"), Code.NOT_FOUND, "no model");
        assertRefused(() -> running.delete("a\0b"), Code.NOT_FOUND, "no model");
    }

    private void assertCreateRefused(UnaryOperator<NewModel.Builder> texts, String reason) {
        NewModel request = texts.apply(NewModel.newBuilder()).build();
        assertRefused(() -> running.daemon().createModel(request), Code.INVALID_ARGUMENT, reason);
    }
}
