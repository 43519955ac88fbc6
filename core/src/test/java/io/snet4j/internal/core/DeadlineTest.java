package io.snet4j.internal.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snet4j.errors.StorageException;
import io.snet4j.storage.Cid;
import io.snet4j.storage.Storage;
import io.snet4j.testing.ContentServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Budget USED_UP = Budget.strict(Duration.ofNanos(1));
    private static final byte[] HELLO = "hello world".getBytes(UTF_8);
    private static final URI CONTENT = Cid.ofRaw(HELLO).toUri();

    /** Fails, and keeps what it had of the deadline. */
    private static Storage without(List<Duration> left) {
        return uri -> {
            left.add(Deadline.current().orElseThrow().left());
            throw new StorageException("it is not here");
        };
    }

    // Guard: Deadline.bound in Http.await; without it the request has its own hour.
    @Test
    void aServerThatSaysNothingIsLeftWhenTheDeadlinePasses() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Storage storage = Storage.ipfs(URI.create("http://127.0.0.1:" + silent.getLocalPort()), LONG)) {
            Budget budget = Budget.strict(Duration.ofMillis(500));
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> Deadline.within(budget, () -> storage.fetch(CONTENT)))
                    .withMessageContaining(":" + silent.getLocalPort() + " did not answer")
                    .withMessageContaining(" ms, which the deadline left for it");
        }
    }

    // Guard: the question for no time at all in Http.await.
    @Test
    void nobodyIsAskedAfterTheDeadline() {
        try (ContentServer server = new ContentServer();
                Storage storage = Storage.ipfs(server.uri(""), LONG)) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> Deadline.within(USED_UP, () -> storage.fetch(CONTENT)))
                    .withMessageContaining("it was not asked, because the deadline had passed");
            assertThat(server.requests()).isEmpty();
        }
    }

    // Guard: Deadline.share in FallbackStorage; without it the first source has all the time.
    @Test
    void eachSourceLeavesTimeForThoseBehindIt() {
        List<Duration> left = new ArrayList<>();
        Storage storage = Storage.firstOf(List.of(without(left), without(left), without(left)));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Deadline.within(Budget.strict(LONG.multipliedBy(3)), () -> storage.fetch(CONTENT)));

        assertThat(left).hasSize(3);
        assertThat(left.get(0)).isLessThanOrEqualTo(LONG);
        assertThat(left.get(1)).isLessThanOrEqualTo(LONG.multipliedBy(3).dividedBy(2));
        assertThat(left.get(2)).isGreaterThan(LONG.multipliedBy(2));
    }

    @Test
    void theEarlierOfTwoHolds() {
        Budget later = Budget.strict(LONG);
        assertThat(Deadline.<Budget>within(
                        USED_UP,
                        () -> Deadline.within(later, () -> Deadline.current().orElseThrow())))
                .isSameAs(USED_UP);
        assertThat(Deadline.<Budget>within(
                        later,
                        () -> Deadline.within(USED_UP, () -> Deadline.current().orElseThrow())))
                .isSameAs(USED_UP);
    }

    @Test
    void whatIsDoneApartHasNoneAndItHoldsAgainAfterwards() {
        Deadline.within(USED_UP, () -> {
            assertThat(Deadline.apart(Deadline::current)).isEmpty();
            assertThat(Deadline.current()).contains(USED_UP);
            return true;
        });
        assertThat(Deadline.current()).isEmpty();
    }
}
