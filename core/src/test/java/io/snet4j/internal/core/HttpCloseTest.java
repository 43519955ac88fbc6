package io.snet4j.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.identity.Identity;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import io.snet4j.storage.Storage;
import io.snet4j.testing.ContentServer;
import io.snet4j.value.Address;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("counts the threads and descriptors of this JVM")
class HttpCloseTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int ROUNDS = 200;

    /** For what other tests of this JVM began or end meanwhile, and the server's own connections. */
    private static final int SLACK = 20;

    private static int threads() {
        return Thread.getAllStackTraces().size();
    }

    private static int descriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    /** What ends ends in threads of its own. */
    private static void settle(int threads, int descriptors) {
        for (int i = 0; i < 300 && (threads() > threads || descriptors() > descriptors); i++) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private interface Use {
        void once() throws IOException;
    }

    private static void assertNothingIsLeftOf(Use use) throws IOException {
        use.once();
        int threads = threads() + SLACK;
        int descriptors = descriptors() + SLACK;
        for (int i = 0; i < ROUNDS; i++) {
            use.once();
        }
        settle(threads, descriptors);
        assertThat(threads()).as("threads").isLessThanOrEqualTo(threads);
        assertThat(descriptors()).as("descriptors").isLessThanOrEqualTo(descriptors);
    }

    @Test
    void aClosedClientLeavesNeitherThreadsNorDescriptors() throws IOException {
        try (ContentServer server = new ContentServer().on("/x", "content".getBytes())) {
            assertNothingIsLeftOf(() -> {
                try (Http http = new Http(TIMEOUT, Optional.empty(), Request.Kind.STORAGE, SnetListener.none())) {
                    assertThat(http.get("x", server.uri("/x"), "*/*", 100).status())
                            .isEqualTo(200);
                }
            });
        }
    }

    @Test
    void aClosedStorageLeavesNeitherThreadsNorDescriptors() throws IOException {
        try (ContentServer server = new ContentServer()) {
            assertNothingIsLeftOf(() -> {
                try (Storage storage = Storage.cached(
                        Storage.of(java.util.List.of(server.uri("/ipfs/"), server.uri("")), TIMEOUT), 1000)) {
                    assertThatThrownBy(() -> storage.fetch(
                                    java.net.URI.create("ipfs://QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o")))
                            .hasMessageContaining("none of 2 sources");
                }
            });
        }
    }

    @Test
    void remoteSignersNeedNoClosing() throws IOException {
        try (ContentServer server = new ContentServer()) {
            assertNothingIsLeftOf(() -> {
                Identity signer = Identity.ofRemoteSigner(server.uri("/"), Address.ZERO, TIMEOUT);
                assertThatThrownBy(() -> signer.signMessage(new byte[1])).hasMessageContaining("did not sign");
            });
        }
    }
}
