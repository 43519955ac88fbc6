package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.Network;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.devnet.fault.FaultyStorage;
import io.snet4j.junit.TestSession;
import io.snet4j.registry.ProtoFile;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Organizations and services on a chain and in content storage, read through proxies that count. */
class RegistryIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static TestSession devnet;
    private static FaultyNode node;
    private static FaultyStorage storage;

    @BeforeAll
    static void start() throws IOException {
        devnet = Toys.session(new ToyService()).start();
        node = FaultyNode.before(net().rpcUrl());
        storage = FaultyStorage.before(net().ipfsUrl());
    }

    @AfterAll
    static void stop() {
        storage.close();
        node.close();
        devnet.close();
    }

    private static DevnetConnection net() {
        return devnet.connection();
    }

    private static SnetClient client(URI storageEndpoint) {
        DevnetConnection.Contracts contracts = net().contracts();
        return SnetClient.builder()
                .network(Network.local(net().chainId(), contracts.registry(), contracts.mpe(), contracts.token()))
                .ethereumRpc(node.uri())
                .storage(List.of(storageEndpoint))
                .identity(net().account("consumer").identity())
                .build();
    }

    private static List<ProtoFile> readAll(SnetClient client) {
        try (ServiceClient service = client.openService(net().orgId(), net().serviceId())) {
            return client.registry().protoFiles(service.service());
        }
    }

    /** Since this was called last, but for the block, which is asked for beside. */
    private static List<String> chainRequests() {
        List<String> methods = node.requests().stream()
                .map(FaultyNode.Request::method)
                .filter(method -> !method.equals("eth_blockNumber"))
                .toList();
        node.forgetRequests();
        return methods;
    }

    /** Since this was called last. */
    private static List<String> storageRequests() {
        List<String> requests = storage.requests();
        storage.forgetRequests();
        return requests;
    }

    @Test
    void aNewClientReadsOrganizationServiceAndApiWithThreeChainAndThreeStorageRequests() {
        node.forgetRequests();
        storage.forgetRequests();
        try (SnetClient client = client(storage.uri())) {
            assertThat(readAll(client)).isNotEmpty();

            assertThat(chainRequests()).containsExactly("eth_chainId", "eth_call", "eth_call");
            assertThat(storageRequests()).hasSize(3).allMatch(request -> request.startsWith("POST /api/v0/block/get?"));

            readAll(client);
            assertThat(chainRequests()).isEmpty();
            assertThat(storageRequests()).isEmpty();

            client.registry().refresh();
            readAll(client);
            assertThat(chainRequests()).containsExactly("eth_call", "eth_call");
            assertThat(storageRequests()).isEmpty();
        }
    }

    @Test
    void aGatewayGivesTheSameWithAsManyRequests() {
        List<ProtoFile> expected;
        try (SnetClient client = client(storage.uri())) {
            expected = readAll(client);
        }
        storage.forgetRequests();

        try (SnetClient client = client(storage.uri().resolve("/ipfs/"))) {
            assertThat(readAll(client)).isEqualTo(expected);
            assertThat(storageRequests()).hasSize(3).allMatch(request -> request.startsWith("GET /ipfs/"));
        }
    }
}
