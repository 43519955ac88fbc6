package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.ApiMethod;
import io.snet4j.Discovery;
import io.snet4j.DiscoveryListener.Progress;
import io.snet4j.DiscoveryReport;
import io.snet4j.JsonCall;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.UnsupportedProtoException;
import io.snet4j.junit.TestSession;
import io.snet4j.publish.ProtoArchive;
import io.snet4j.publish.Publisher;
import io.snet4j.publish.RegistryChange;
import io.snet4j.publish.ServiceFile;
import io.snet4j.registry.Service;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.storage.Storage;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.ModelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A service that this program has never heard of, read from chain and storage, and called. */
class DynamicIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Cogs PRICE = Cogs.of(7);

    private static TestSession devnet;

    @BeforeAll
    static void start() {
        devnet = Toys.alone(new ToyService()).start();
    }

    @AfterAll
    static void stop() {
        devnet.close();
    }

    private static DevnetConnection net() {
        return devnet.connection();
    }

    private static SnetClient client() {
        return devnet.newClient("consumer").build();
    }

    @Test
    void aMethodIsCalledWithJsonAndAModel() throws Exception {
        try (SnetClient client = client();
                ServiceClient service = client.openService(net().orgId(), net().serviceId())) {
            assertThat(service.call("size", "{}", new ModelId("none"))).isEqualTo("{\n  \"size\": \"-1\"\n}");
            assertThat(service.call(JsonCall.of("toy.Toy/size", "{\"whichModel\": {\"modelId\": \"none\"}}")
                            .printCompact()))
                    .isEqualTo("{\"size\":\"-1\"}");
            assertThat(service.callAsync(JsonCall.of("Toy/size", "{}").deadline(TIMEOUT))
                            .get())
                    .contains("-1");
        }
    }

    @Test
    void theApiTellsMethodsAndPrices() {
        try (SnetClient client = client();
                ServiceClient service = client.openService(net().orgId(), net().serviceId())) {
            assertThat(service.api().methods()).singleElement().satisfies(method -> {
                assertThat(method.fullName()).isEqualTo("toy.Toy/size");
                assertThat(method.price()).contains(PRICE);
                assertThat(method.training()).isPresent();
            });
            assertThat(service.api().describe()).contains("size(toy.Question) returns toy.Answer, 7 cogs");
        }
    }

    /** Publishes a service whose proto file cannot be read, beside the one that can. */
    private static void publishBroken(Chain chain) {
        IpfsStorage storage = Storage.ipfs(net().ipfsUrl(), TIMEOUT);
        Publisher publisher = Publisher.builder(chain, net().contracts().registry())
                .storage(storage)
                .store(storage)
                .identity(net().account("provider").identity())
                .escrow(net().contracts().mpe())
                .build();
        try (SnetClient client = client()) {
            Service good = client.registry().service(net().orgId(), net().serviceId());
            ServiceFile.Builder file = ServiceFile.builder("Broken");
            good.groups().forEach(file::group);
            publisher.apply(RegistryChange.service(
                    net().orgId(), "broken", file.build(), ProtoArchive.of(Map.of("a.proto", "edition = \"2999\";"))));
        }
    }

    @Test
    void trainableServicesAreFoundAndBrokenOnesReported() {
        try (Chain chain = Chain.connect(net().rpcUrl(), TIMEOUT)) {
            publishBroken(chain);
        }
        List<Progress> steps = new ArrayList<>();
        try (SnetClient client = client()) {
            DiscoveryReport all = client.discover(Discovery.everywhere().listener(steps::add));

            assertThat(all.complete()).isTrue();
            assertThat(all.services()).isEqualTo(2);
            assertThat(all.trainable()).singleElement().satisfies(found -> {
                assertThat(found.serviceId()).isEqualTo(net().serviceId());
                assertThat(found.methods()).extracting(ApiMethod::fullName).containsExactly("toy.Toy/size");
            });
            assertThat(all.broken()).singleElement().satisfies(broken -> {
                assertThat(broken.serviceId()).contains("broken");
                assertThat(broken.cause()).isInstanceOf(UnsupportedProtoException.class);
            });
            assertThat(steps).extracting(Progress::services).containsExactly(1, 2);

            DiscoveryReport one =
                    client.discover(Discovery.in(net().orgId(), "nobody").limit(1));
            assertThat(one.complete()).isFalse();
            assertThat(one.services()).isEqualTo(1);
            assertThat(one.broken())
                    .filteredOn(broken -> broken.organizationId().equals("nobody"))
                    .extracting(DiscoveryReport.Broken::serviceId)
                    .containsExactly(Optional.empty());

            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> client.discover(Discovery.in(net().orgId())))
                    .isInstanceOf(CallCancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
