package io.snet4j.devnet.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.StorageException;
import io.snet4j.storage.Cid;
import io.snet4j.storage.Storage;
import io.snet4j.testing.ContentServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultyStorageTest {
    private static final byte[] CONTENT = "metadata".getBytes(StandardCharsets.UTF_8);
    private static final Cid ID = Cid.ofRaw(CONTENT);
    private static final String PATH = "/api/v0/block/get?arg=" + ID;

    private final ContentServer truth = new ContentServer().on(PATH, CONTENT);
    private final FaultyStorage storage = FaultyStorage.before(truth.uri("/"));
    private final Storage client = Storage.ipfs(storage.uri(), Duration.ofSeconds(30));

    @AfterEach
    void close() {
        client.close();
        storage.close();
        truth.close();
    }

    private byte[] read() {
        return client.read(URI.create("ipfs://" + ID)).bytes();
    }

    @Test
    void withoutAFaultEverythingIsPassedOnAndRemembered() {
        assertThat(read()).isEqualTo(CONTENT);
        assertThat(storage.requests()).containsExactly("POST " + PATH);
        storage.forgetRequests();
        assertThat(storage.requests()).isEmpty();
    }

    @Test
    void wrongContentIsNotWhatItsIdNames() {
        storage.givesWrongContent();
        assertThatThrownBy(this::read).isInstanceOf(StorageException.class);
        storage.heal();
        assertThat(read()).isEqualTo(CONTENT);
    }

    @Test
    void itMayGiveWhatTheRealOneDoesNotHave() {
        byte[] other = "another".getBytes(StandardCharsets.UTF_8);
        Cid id = Cid.ofRaw(other);
        storage.gives(asked -> asked.equals(id.toString()) ? Optional.of(other) : Optional.empty());

        assertThat(client.read(URI.create("ipfs://" + id)).bytes()).isEqualTo(other);
        assertThat(read()).isEqualTo(CONTENT);
        assertThat(truth.requests()).containsExactly("POST " + PATH);
    }

    @Test
    void storageThatIsGoneAnswers503UntilItIsHealed() {
        storage.down();
        assertThatThrownBy(this::read).isInstanceOf(StorageException.class).hasMessageContaining("503");
        assertThat(storage.refused()).isPositive();
        storage.heal();
        assertThat(read()).isEqualTo(CONTENT);
    }
}
