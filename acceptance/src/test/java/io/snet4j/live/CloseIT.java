package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.Network;
import io.snet4j.ServiceClient;
import io.snet4j.ServiceOptions;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.ServiceNotFoundException;
import io.snet4j.errors.StorageException;
import io.snet4j.junit.TestSession;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import java.io.File;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("counts the threads of this JVM")
class CloseIT {
    /** What other tests left that ends meanwhile is no more than this, and neither is what a devnet begins late. */
    private static final int SLACK = 25;

    private static final List<TestSession> NETWORKS = new java.util.ArrayList<>();

    @BeforeAll
    static void start() {
        NETWORKS.add(Toys.session(new ToyService()).start());
    }

    @AfterAll
    static void stop() {
        NETWORKS.forEach(TestSession::close);
    }

    private static DevnetConnection net() {
        return NETWORKS.get(0).connection();
    }

    private static SnetClient.Builder client(long chainId) {
        DevnetConnection.Contracts contracts = net().contracts();
        return SnetClient.builder()
                .network(Network.local(chainId, contracts.registry(), contracts.mpe(), contracts.token()))
                .ethereumRpc(net().rpcUrl())
                .storage(List.of(net().ipfsUrl()))
                .identity(net().account("consumer").identity());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("snet4j-") && Character.isDigit(name.charAt(7)))
                .toList();
    }

    @Test
    void closingLeavesNoThreadAndMayBeRepeated() throws InterruptedException {
        SnetClient client = client(net().chainId()).build();
        ServiceClient service = client.openService(net().orgId(), net().serviceId());
        assertThat(service.training().isEnabled()).isTrue();

        client.close();
        client.close();
        service.close();

        // A pool that is terminated has threads in their very last steps.
        for (int i = 0; i < 300 && !threads().isEmpty(); i++) {
            Thread.sleep(10);
        }
        assertThat(threads()).isEmpty();
        assertThatThrownBy(
                        () -> service.training().async().getTrainingMetadata().join())
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> client.openService(net().orgId(), net().serviceId()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void twoHundredClientsLeaveNeitherThreadsNorDescriptors() throws InterruptedException {
        useOnce();
        int threads = allThreads().size() + SLACK;
        int descriptors = descriptors() + SLACK;
        for (int round = 0; round < 200; round++) {
            useOnce();
        }
        // Threads that end, end a little later, and the devnet's own connections when they are seen to be closed.
        for (int i = 0; i < 300 && (allThreads().size() > threads || descriptors() > descriptors); i++) {
            Thread.sleep(100);
        }
        assertThat(allThreads()).as("threads").hasSizeLessThanOrEqualTo(threads);
        assertThat(descriptors()).as("descriptors").isLessThanOrEqualTo(descriptors);
    }

    /** Without those on which the devnet's daemon answers: its pool keeps up to 200 for a minute. */
    private static List<String> allThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("armeria-"))
                .toList();
    }

    private static void useOnce() {
        try (SnetClient client = client(net().chainId())
                .storage(List.of(net().ipfsUrl(), URI.create(net().ipfsUrl() + "/ipfs/")))
                .build()) {
            ServiceClient service = client.openService(net().orgId(), net().serviceId());
            assertThat(service.training().isEnabled()).isTrue();
            assertThat(service.api().describe()).contains("Toy");
            assertThatThrownBy(() -> client.openService(
                            net().orgId(),
                            net().serviceId(),
                            ServiceOptions.builder()
                                    .endpoint(URI.create("ftp://x"))
                                    .build()))
                    .hasMessageContaining("ftp");
        }
    }

    private static int descriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    @Test
    void whatDoesNotExistIsNamed() {
        try (SnetClient client = client(net().chainId()).build()) {
            assertThatThrownBy(() -> client.openService("nobody", net().serviceId()))
                    .isInstanceOf(ServiceNotFoundException.class)
                    .hasMessageContaining("nobody");
            assertThatThrownBy(() -> client.openService(net().orgId(), "nothing"))
                    .isInstanceOf(ServiceNotFoundException.class)
                    .hasMessageContaining("nothing");
            ServiceOptions options = ServiceOptions.builder().group("no group").build();
            assertThatThrownBy(() -> client.openService(net().orgId(), net().serviceId(), options))
                    .isInstanceOf(ServiceNotFoundException.class)
                    .hasMessageContaining("no group")
                    .hasMessageContaining("default_group");
        }
    }

    @Test
    void aNodeOfAnotherChainIsRefusedAndStorageThatIsDownIsPassedOver() {
        try (SnetClient client = client(1).build()) {
            assertThatThrownBy(() -> client.openService(net().orgId(), net().serviceId()))
                    .isInstanceOf(ChainException.class)
                    .hasMessageContaining("chain 1");
        }
        URI down = URI.create("http://127.0.0.1:1");
        try (SnetClient client =
                client(net().chainId()).storage(List.of(down, net().ipfsUrl())).build()) {
            assertThat(client.openService(net().orgId(), net().serviceId())
                            .group()
                            .name())
                    .isEqualTo("default_group");
        }
        try (SnetClient client = client(net().chainId()).storage(List.of(down)).build()) {
            assertThatThrownBy(() -> client.openService(net().orgId(), net().serviceId()))
                    .isInstanceOf(StorageException.class);
        }
    }
}
