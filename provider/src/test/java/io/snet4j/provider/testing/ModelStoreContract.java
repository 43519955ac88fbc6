package io.snet4j.provider.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.provider.store.ModelStore;
import io.snet4j.provider.store.StoredDataset;
import io.snet4j.provider.store.StoredJob;
import io.snet4j.provider.store.StoredModel;
import io.snet4j.value.Address;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a provider relies on, whatever it keeps its models in. */
public abstract class ModelStoreContract {
    private static final Address OWNER = Address.parse("0x" + "ab".repeat(20));

    private ModelStore store;

    /** What a process sees that comes after the one before closed its store. */
    protected abstract ModelStore reopen(ModelStore before);

    protected abstract ModelStore open();

    @BeforeEach
    void start() {
        store = open();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void whatWasSavedIsThereWithAllItsPartsInTheOrderOfCreation() {
        StoredModel full = model("b")
                .with(Optional.of(new StoredDataset(3, "data.zip", 1L << 40, true)))
                .trained(Optional.of(2L))
                .doing(
                        ModelStatus.VALIDATING,
                        new StoredJob(
                                StoredJob.Kind.VALIDATE_LINK,
                                Optional.of(URI.create("https://host/a?b=c")),
                                2,
                                ModelStatus.ERRORED,
                                Optional.of("ж \" ' \\ \n")));
        store.save(model("z"));
        store.save(full);
        store.save(model("a"));

        store = reopen(store);

        assertThat(store.models()).containsExactly(model("z"), full, model("a"));
    }

    @Test
    void aModelThatIsSavedAgainTakesItsOwnPlace() {
        store.save(model("b"));
        store.save(model("a"));
        StoredModel ended = model("b").ended(ModelStatus.ERRORED, Optional.of("why"));

        store.save(ended);

        assertThat(store.models()).containsExactly(ended, model("a"));
        store = reopen(store);
        assertThat(store.models()).containsExactly(ended, model("a"));
    }

    @Test
    void aDeletedModelIsGoneAndItsIdIsRemembered() {
        store.save(model("a"));
        store.save(model("b"));

        store.delete("a");
        store.delete("a");
        store.delete("never there");

        store = reopen(store);
        assertThat(store.models()).containsExactly(model("b"));
        assertThat(store.wasDeleted("a")).isTrue();
        assertThat(store.wasDeleted("b")).isFalse();
        assertThat(store.wasDeleted("never there")).isFalse();
    }

    @Test
    void itsIdStays() {
        Optional<String> id = store.id();

        store = reopen(store);

        assertThat(store.id()).isEqualTo(id);
    }

    @Test
    void closingTwiceIsFine() {
        store.close();
        store.close();
    }

    static StoredModel model(String id) {
        return StoredModel.created(
                new ModelInfo(
                        id, "ж name", "", "Service", "method", true, Optional.of(OWNER), List.of(OWNER, Address.ZERO)),
                Instant.ofEpochMilli(1_700_000_000_123L));
    }
}
