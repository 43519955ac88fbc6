package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.Network;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.RegistryContract;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.devnet.fault.FaultyStorage;
import io.snet4j.errors.ServiceNotFoundException;
import io.snet4j.identity.Identity;
import io.snet4j.junit.TestSession;
import io.snet4j.registry.Listing;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.ProtoFile;
import io.snet4j.registry.Publisher;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.storage.Storage;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Since this was called last. */
    private static List<String> chainRequests() {
        List<String> methods =
                node.requests().stream().map(FaultyNode.Request::method).toList();
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

    @Test
    void whatIsPublishedIsReadBackChangedAndDeleted() {
        Identity owner = devnet.account("consumer2").identity();
        Address friend = devnet.account("consumer").address();
        try (Chain chain = Chain.connect(net().rpcUrl(), TIMEOUT)) {
            Address contract = net().contracts().registry();
            Publisher publisher =
                    new Publisher(chain, contract, Storage.ipfs(net().ipfsUrl(), TIMEOUT), owner, TIMEOUT);
            Registry registry = new Registry(chain, contract, Storage.ipfs(net().ipfsUrl(), TIMEOUT));
            Listing listing = Listing.builder()
                    .url("https://example.org")
                    .summary("short")
                    .description("long")
                    .tag("numbers")
                    .contributor("Ada", "ada@example.org")
                    .asset("hero_image", "QmHero")
                    .asset("images", "QmOne")
                    .build();
            GroupId group = GroupId.of(new byte[32]);
            Organization organization = new Organization(
                    "published",
                    "Published",
                    List.of(new Organization.Group(
                            "g",
                            group,
                            owner.address(),
                            BlockCount.of(10),
                            List.of(URI.create("http://etcd.example:2379")))),
                    "organization",
                    listing);
            publisher.publish(organization);
            Service service = new Service(
                    "published",
                    "adder",
                    "Adder",
                    "proto",
                    "grpc",
                    publisher.publishApi(Map.of("adder.proto", "syntax = \"proto3\";")),
                    net().contracts().mpe(),
                    List.of(new Service.Group(
                            "g",
                            group,
                            List.of(URI.create("https://a.example:8080"), URI.create("https://b.example:8080")),
                            new Pricing.PerMethod(Map.of("example.Adder/add", Cogs.of(3))),
                            Optional.of(new Service.FreeCalls(5, owner.address())),
                            List.of(new Pricing.Fixed(Cogs.of(9))),
                            List.of())),
                    listing);
            publisher.publish(service);

            assertThat(registry.organization("published")).isEqualTo(organization);
            assertThat(registry.service("published", "adder")).isEqualTo(service);
            assertThat(registry.protoFiles(service))
                    .containsExactly(new ProtoFile("adder.proto", "syntax = \"proto3\";"));
            assertThat(registry.organizationIds()).contains("published");
            assertThat(registry.serviceIds("published")).containsExactly("adder");

            publisher.setMembers("published", Set.of(friend));
            assertThat(members(chain)).containsExactly(friend);
            publisher.setMembers("published", Set.of());
            assertThat(members(chain)).isEmpty();

            publisher.deleteService("published", "adder");
            assertThat(registry.serviceIds("published")).isEmpty();
            publisher.deleteOrganization("published");
            assertThatExceptionOfType(ServiceNotFoundException.class)
                    .isThrownBy(() -> registry.organization("published"));
            assertThatExceptionOfType(ServiceNotFoundException.class)
                    .isThrownBy(() -> publisher.deleteOrganization("published"));
            assertThatExceptionOfType(ServiceNotFoundException.class)
                    .isThrownBy(() -> publisher.deleteService("published", "adder"));
        }
    }

    // Guard: MetadataMerge in Publisher; written as a whole, the document would lose "logo" and "x".
    @Test
    void anUpdateKeepsWhatAnotherToolWroteAndOneThatChangesNothingSendsNothing() throws IOException {
        Identity owner = devnet.account("consumer2").identity();
        ObjectMapper mapper = new ObjectMapper();
        try (Chain chain = Chain.connect(net().rpcUrl(), TIMEOUT)) {
            RegistryContract contract =
                    new RegistryContract(chain, net().contracts().registry());
            IpfsStorage storage = Storage.ipfs(net().ipfsUrl(), TIMEOUT);
            Publisher publisher = new Publisher(chain, net().contracts().registry(), storage, owner, TIMEOUT);
            List<Organization.Group> groups = List.of(new Organization.Group(
                    "g", GroupId.of(new byte[32]), owner.address(), BlockCount.of(10), List.of()));
            publisher.publish(new Organization("kept", "First", groups));
            ObjectNode foreign = published(contract, storage, mapper).put("logo", "QmLogo");
            ((ObjectNode) foreign.at("/groups/0/payment")).put("x", 1);
            URI theirs = storage.add(mapper.writeValueAsBytes(foreign));
            contract.changeOrganizationMetadataURI(owner, "kept", theirs.toString(), TIMEOUT);

            publisher.publish(new Organization("kept", "Second", groups));

            assertThat(published(contract, storage, mapper)).isEqualTo(foreign.put("org_name", "Second"));

            BlockNumber before = chain.blockNumber();
            publisher.publish(new Organization("kept", "Second", groups));
            assertThat(chain.blockNumber()).isEqualTo(before);

            publisher.overwriting().publish(new Organization("kept", "Third", groups));
            assertThat(published(contract, storage, mapper).has("logo")).isFalse();
            publisher.deleteOrganization("kept");
        }
    }

    private static ObjectNode published(RegistryContract contract, IpfsStorage storage, ObjectMapper mapper)
            throws IOException {
        String uri = contract.getOrganizationById("kept").orElseThrow().metadataUri();
        return (ObjectNode) mapper.readTree(storage.fetch(URI.create(uri)));
    }

    private static List<Address> members(Chain chain) {
        return new RegistryContract(chain, net().contracts().registry())
                .getOrganizationById("published")
                .orElseThrow()
                .members();
    }
}
