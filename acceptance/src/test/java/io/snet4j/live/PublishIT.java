package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.ApiRules;
import io.snet4j.Network;
import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.chain.FeeLimit;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.RegistryContract;
import io.snet4j.chain.RegistryTransaction;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.devnet.fault.FaultyStorage;
import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.errors.ServiceNotFoundException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.errors.StorageException;
import io.snet4j.errors.TransactionPendingException;
import io.snet4j.errors.TransactionRevertedException;
import io.snet4j.identity.Identity;
import io.snet4j.junit.TestSession;
import io.snet4j.publish.InvalidFileException;
import io.snet4j.publish.NotPermittedException;
import io.snet4j.publish.OrganizationFile;
import io.snet4j.publish.PlanOutdatedException;
import io.snet4j.publish.ProtoArchive;
import io.snet4j.publish.PublishPlan;
import io.snet4j.publish.PublishPlan.Action;
import io.snet4j.publish.PublishResult;
import io.snet4j.publish.Publisher;
import io.snet4j.publish.RegistryChange;
import io.snet4j.publish.ServiceFile;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.ProtoFile;
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
import io.snet4j.value.Wei;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Organizations and services come into a real Registry, are changed there, and leave it. */
class PublishIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final GroupId GROUP = GroupId.of(new byte[32]);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ProtoArchive API = ProtoArchive.of(Map.of(
            "adder.proto",
            "syntax = \"proto3\"; package example; message A {} service Adder { rpc add(A) returns (A); }"));

    private static TestSession devnet;
    private static FaultyNode node;
    private static FaultyStorage storage;
    private static IpfsStorage contents;
    private static Chain chain;

    @BeforeAll
    static void start() {
        devnet = Toys.alone(new ToyService()).start();
        node = FaultyNode.before(net().rpcUrl());
        storage = FaultyStorage.before(net().ipfsUrl());
        contents = Storage.ipfs(storage.uri(), TIMEOUT);
        chain = Chain.connect(net().rpcUrl(), TIMEOUT, FeeLimit.none());
    }

    @AfterEach
    void heal() {
        node.heal();
        storage.heal();
    }

    @AfterAll
    static void stop() {
        chain.close();
        contents.close();
        storage.close();
        node.close();
        devnet.close();
    }

    private static DevnetConnection net() {
        return devnet.connection();
    }

    private static Identity identity(String account) {
        return net().account(account).identity();
    }

    private static Publisher.Builder builder(Chain on) {
        return Publisher.builder(on, net().contracts().registry())
                .escrow(net().contracts().mpe())
                .storage(contents)
                .store(contents)
                .identity(identity("provider"));
    }

    private static Publisher publisher() {
        return builder(chain).build();
    }

    private static RegistryContract contract() {
        return new RegistryContract(chain, net().contracts().registry());
    }

    private static Registry registry() {
        return new Registry(chain, net().contracts().registry(), contents);
    }

    private static OrganizationFile.Builder organization(String id) {
        return OrganizationFile.builder(id)
                .name("First")
                .group(new Organization.Group("g", GROUP, identity("provider").address(), BlockCount.of(10)));
    }

    private static ServiceFile.Builder service(Cogs price) {
        return ServiceFile.builder("Adder")
                .group(new Service.Group(
                        "g",
                        GROUP,
                        List.of(URI.create("https://a.example:8080"), URI.create("https://b.example:8080")),
                        new Pricing.PerMethod(Map.of("example.Adder/add", price)),
                        Optional.of(
                                new Service.FreeCalls(5, identity("provider").address())),
                        List.of(new Pricing.Fixed(Cogs.of(9))),
                        List.of()));
    }

    private static PublishResult publish(OrganizationFile.Builder file) {
        return publisher().apply(RegistryChange.organization(file.build()));
    }

    private static ObjectNode published(String organization) throws IOException {
        String uri = contract().getOrganizationById(organization).orElseThrow().metadataUri();
        return (ObjectNode) JSON.readTree(contents.fetch(URI.create(uri)));
    }

    @Test
    void aServiceIsPublishedReadChangedAndDeletedByTheClient() {
        DevnetConnection.Contracts contracts = net().contracts();
        try (SnetClient client = SnetClient.builder()
                .network(Network.local(net().chainId(), contracts.registry(), contracts.mpe(), contracts.token()))
                .ethereumRpc(net().rpcUrl())
                .storage(List.of(net().ipfsUrl()))
                .identity(identity("provider"))
                .build()) {
            Publisher publisher = client.publisher(contents);
            PublishResult created = publisher.apply(
                    RegistryChange.organization(organization("whole").build()));
            assertThat(created.action()).isEqualTo(Action.CREATE_ORGANIZATION);

            RegistryChange.PublishService change =
                    RegistryChange.service("whole", "adder", service(Cogs.of(3)).build(), API);
            PublishPlan plan = publisher.plan(change);
            assertThat(plan.action()).isEqualTo(Action.CREATE_SERVICE);
            assertThat(plan.storesApi()).isTrue();
            assertThat(plan.obstacle()).isEmpty();
            PublishResult first = publisher.apply(plan);
            assertThat(first.fee().orElseThrow()).isGreaterThan(Wei.ZERO).isLessThanOrEqualTo(plan.maxFee());
            // What docs/publishing.md says of fees.
            assertThat(Stream.of(created, first)
                            .map(each -> each.transaction().orElseThrow().gasUsed())
                            .reduce(BigInteger.ZERO, BigInteger::add))
                    .isLessThan(BigInteger.valueOf(600_000));
            assertThat(first.api()).contains(contents.expected(API.bytes()));

            Service read = registry().service("whole", "adder");
            assertThat(read.escrow()).isEqualTo(contracts.mpe());
            assertThat(read.groups().get(0).pricing())
                    .isEqualTo(new Pricing.PerMethod(Map.of("example.Adder/add", Cogs.of(3))));
            assertThat(registry().protoFiles(read)).extracting(ProtoFile::path).containsExactly("adder.proto");

            assertThatExceptionOfType(InvalidFileException.class)
                    .isThrownBy(() -> publisher.apply(RegistryChange.service(
                            "whole", "adder", service(Cogs.of(3)).build(), ProtoArchive.of(Map.of("a.proto", "oops")))))
                    .withMessageContaining("a.proto")
                    .withMessageContaining("the proto files have no method example.Adder/add");

            PublishResult second = publisher.apply(
                    RegistryChange.service("whole", "adder", service(Cogs.ZERO).build()));
            assertThat(second.action()).isEqualTo(Action.UPDATE_SERVICE);
            assertThat(second.api()).isEqualTo(first.api());

            assertThat(publisher
                            .apply(RegistryChange.deleteService("whole", "adder"))
                            .action())
                    .isEqualTo(Action.DELETE_SERVICE);
            assertThat(registry().serviceIds("whole")).isEmpty();
            assertThat(publisher
                            .apply(RegistryChange.deleteOrganization("whole"))
                            .action())
                    .isEqualTo(Action.DELETE_ORGANIZATION);
            assertThat(publisher
                            .apply(RegistryChange.deleteOrganization("whole"))
                            .action())
                    .isEqualTo(Action.NOTHING);
        }
    }

    // Guard: FileMerge in the drafts; written as a whole, the document would lose "logo" and "x".
    @Test
    void anUpdateKeepsWhatAnotherToolWroteAndOneThatChangesNothingSendsNothing() throws IOException {
        publish(organization("kept"));
        ObjectNode foreign = published("kept").put("logo", "QmLogo");
        ((ObjectNode) foreign.at("/groups/0/payment")).put("x", 1);
        URI theirs = contents.add(JSON.writeValueAsBytes(foreign));
        contract()
                .send(
                        identity("provider"),
                        RegistryTransaction.changeOrganizationMetadataURI("kept", theirs.toString()),
                        TIMEOUT);

        publish(organization("kept").name("Second"));
        assertThat(published("kept")).isEqualTo(foreign.put("org_name", "Second"));

        BlockNumber before = chain.blockNumber();
        storage.forgetRequests();
        PublishResult again = publish(organization("kept").name("Second"));
        assertThat(again.action()).isEqualTo(Action.NOTHING);
        assertThat(again.fee()).contains(Wei.ZERO);
        assertThat(again.file()).isPresent();
        assertThat(chain.blockNumber()).isEqualTo(before);
        assertThat(storage.requests()).noneMatch(request -> request.contains("/add"));

        publisher()
                .apply(RegistryChange.organization(organization("kept").build()).asWhole());
        assertThat(published("kept").has("logo")).isFalse();
    }

    @Test
    void whatChangesIsPlannedWithoutAKeyAndNothingIsSent() {
        publish(organization("planned"));
        Publisher keyless = Publisher.builder(chain, net().contracts().registry())
                .storage(contents)
                .build();
        BlockNumber before = chain.blockNumber();

        PublishPlan plan = keyless.plan(RegistryChange.organization(
                organization("planned").name("Other").build()));

        assertThat(plan.action()).isEqualTo(Action.UPDATE_ORGANIZATION);
        assertThat(plan.differences()).extracting(Object::toString).containsExactly("org_name: \"First\" -> \"Other\"");
        assertThat(plan.maxFee()).isGreaterThan(Wei.ZERO);
        assertThat(plan.obstacle()).isEmpty();
        assertThat(keyless.plan(RegistryChange.organization(organization("new").build()))
                        .action())
                .isEqualTo(Action.CREATE_ORGANIZATION);
        assertThat(chain.blockNumber()).isEqualTo(before);
    }

    @Test
    void aPlanThatWasOvertakenIsNotCarriedOut() {
        publish(organization("overtaken"));
        PublishPlan plan = publisher()
                .plan(RegistryChange.organization(
                        organization("overtaken").name("Mine").build()));
        publish(organization("overtaken").type("organization"));

        assertThatExceptionOfType(PlanOutdatedException.class)
                .isThrownBy(() -> publisher().apply(plan))
                .satisfies(e -> assertThat(e.now().differences()).hasSize(2));
        assertThat(publisher().apply(publisher().plan(plan.change())).action()).isEqualTo(Action.UPDATE_ORGANIZATION);
    }

    @Test
    void membersComeAndGoAndMayPublishServicesButNothingElse() {
        publish(organization("club"));
        Address friend = identity("consumer").address();
        Address other = identity("consumer2").address();
        Publisher friends = builder(chain).identity(identity("consumer")).build();
        RegistryChange adder =
                RegistryChange.service("club", "adder", service(Cogs.of(3)).build(), API);

        assertThat(friends.plan(adder).obstacle().orElseThrow())
                .contains("neither the owner")
                .contains("0 members");
        storage.forgetRequests();
        assertThatExceptionOfType(NotPermittedException.class).isThrownBy(() -> friends.apply(adder));
        assertThat(storage.requests()).noneMatch(request -> request.contains("/add"));

        publisher().apply(RegistryChange.addMembers("club", Set.of(friend, other)));
        assertThat(publisher()
                        .apply(RegistryChange.addMembers("club", Set.of(friend)))
                        .action())
                .isEqualTo(Action.NOTHING);
        assertThat(friends.apply(adder).action()).isEqualTo(Action.CREATE_SERVICE);
        assertThatExceptionOfType(NotPermittedException.class)
                .isThrownBy(() -> friends.apply(RegistryChange.owner("club", friend)))
                .withMessageContaining("is not the owner of organization \"club\"");

        publisher().apply(RegistryChange.removeMembers("club", Set.of(friend, other)));
        assertThat(contract().getOrganizationById("club").orElseThrow().members())
                .isEmpty();
        assertThat(publisher()
                        .apply(RegistryChange.removeMembers("club", Set.of(friend)))
                        .action())
                .isEqualTo(Action.NOTHING);
    }

    @Test
    void anotherOwnerIsTheOnlyOneWhoMayChangeTheOrganization() {
        publish(organization("sold"));
        Address buyer = identity("consumer").address();

        publisher().apply(RegistryChange.owner("sold", buyer));

        assertThat(publisher().apply(RegistryChange.owner("sold", buyer)).action())
                .isEqualTo(Action.NOTHING);
        assertThatExceptionOfType(NotPermittedException.class)
                .isThrownBy(() -> publish(organization("sold").name("Mine")));
        builder(chain).identity(identity("consumer")).build().apply(RegistryChange.deleteOrganization("sold"));
        assertThat(registry().organizationIds()).doesNotContain("sold");
    }

    @Test
    void whatIsNotRegisteredCannotBeChanged() {
        assertThatExceptionOfType(ServiceNotFoundException.class)
                .isThrownBy(() -> publisher()
                        .apply(RegistryChange.service(
                                "nobody", "adder", service(Cogs.of(1)).build(), API)))
                .withMessageContaining("publish it first");
        assertThatExceptionOfType(ServiceNotFoundException.class)
                .isThrownBy(() -> publisher().apply(RegistryChange.addMembers("nobody", Set.of(Address.ZERO))));
    }

    @Test
    void aWrongFileIsRefusedBeforeAnythingIsAskedForMoney() {
        publish(organization("strict"));
        node.forgetRequests();
        storage.forgetRequests();
        try (Chain watched = Chain.connect(node.uri(), TIMEOUT, FeeLimit.none())) {
            assertThatExceptionOfType(InvalidFileException.class)
                    .isThrownBy(() -> builder(watched)
                            .build()
                            .apply(RegistryChange.service(
                                    "strict",
                                    "adder",
                                    service(Cogs.of(1))
                                            .encoding("xml")
                                            .escrow(identity("consumer").address())
                                            .field("tags", "7")
                                            .build())))
                    .satisfies(e -> assertThat(e.problems())
                            .extracting(each -> each.path())
                            .containsExactly("encoding", "tags", "service_api_source", "mpe_address"));
        }
        assertThat(node.requests("eth_sendRawTransaction")).isEmpty();
        assertThat(storage.requests()).noneMatch(request -> request.contains("/add"));
    }

    @Test
    void aFeeAboveTheLimitIsPlannedAsAnObstacleAndNothingIsStoredOrSent() {
        FeeLimit limit = new FeeLimit(Wei.of(1_000), Wei.of(1_000));
        node.forgetRequests();
        storage.forgetRequests();
        try (Chain limited = Chain.connect(node.uri(), TIMEOUT, limit)) {
            Publisher publisher = builder(limited).build();
            RegistryChange change =
                    RegistryChange.organization(organization("dear").build());

            assertThat(publisher.plan(change).obstacle().orElseThrow()).contains("the fee limit allows");
            assertThatExceptionOfType(SpendingLimitException.class).isThrownBy(() -> publisher.apply(change));
        }
        assertThat(node.requests("eth_sendRawTransaction")).isEmpty();
        assertThat(storage.requests()).noneMatch(request -> request.contains("/add"));
    }

    @Test
    void aTransactionThatIsRevertedIsNamed() {
        // Between the tries and the block somebody registers the same id.
        node.on("eth_sendRawTransaction", (request, real) -> {
            contract()
                    .send(
                            identity("consumer"),
                            RegistryTransaction.createOrganization("raced", "ipfs://x", List.of()),
                            TIMEOUT);
            return real.ask(request);
        });
        try (Chain raced = Chain.connect(node.uri(), TIMEOUT, FeeLimit.none())) {
            assertThatExceptionOfType(TransactionRevertedException.class)
                    .isThrownBy(() -> builder(raced)
                            .build()
                            .apply(RegistryChange.organization(
                                    organization("raced").build())))
                    .withMessageContaining("org already exists")
                    .satisfies(e -> assertThat(e.transactionHash()).matches("0x[0-9a-f]{64}"));
        }
    }

    @Test
    void aTransactionThatIsNotMinedInTimeIsWaitedForByTheNextAttempt() {
        try (NodeControl control = NodeControl.of(net().rpcUrl())) {
            control.minesByItself(false);
            RegistryChange change =
                    RegistryChange.organization(organization("slow").build());
            assertThatExceptionOfType(TransactionPendingException.class).isThrownBy(() -> builder(chain)
                    .deadline(Duration.ofMillis(300))
                    .build()
                    .apply(change));
            long sent = chain.sentTransactions(identity("provider").address());

            node.on("eth_getTransactionCount", (request, real) -> {
                if (request.param(1).contains("latest") && node.count("eth_getTransactionCount") > 2) {
                    control.minesByItself(true);
                    control.mine();
                }
                return real.ask(request);
            });
            try (Chain watched = Chain.connect(node.uri(), TIMEOUT, FeeLimit.none())) {
                assertThat(builder(watched).build().apply(change).action()).isEqualTo(Action.NOTHING);
            }
            assertThat(chain.sentTransactions(identity("provider").address())).isEqualTo(sent);
            assertThat(registry().organizationIds()).containsOnlyOnce("slow");
        }
    }

    @Test
    void aTransactionWhoseAnswerIsLostIsFoundAndNotSentAgain() {
        node.forgetRequests();
        node.on("eth_sendRawTransaction", (request, real) -> {
            real.ask(request);
            throw new IOException("lost");
        });
        try (Chain lossy = Chain.connect(node.uri(), TIMEOUT, FeeLimit.none())) {
            PublishResult result = builder(lossy)
                    .build()
                    .apply(RegistryChange.organization(organization("lossy").build()));

            assertThat(result.action()).isEqualTo(Action.CREATE_ORGANIZATION);
            assertThat(result.fee().orElseThrow()).isGreaterThan(Wei.ZERO);
        }
        assertThat(node.requests("eth_sendRawTransaction").stream()
                        .map(request -> request.param(0))
                        .distinct())
                .hasSize(1);
        assertThat(registry().organizationIds()).containsOnlyOnce("lossy");
    }

    @Test
    void anApiThatStorageLostIsNoReasonToLetAPriceBe() {
        publish(organization("lost"));
        publisher()
                .apply(RegistryChange.service(
                        "lost", "adder", service(Cogs.of(3)).build(), API));
        String archive = registry().service("lost", "adder").api().toString().replace("ipfs://", "");
        storage.gives(id -> id.contains(archive) ? Optional.of(new byte[0]) : Optional.empty());

        PublishPlan plan = builder(chain)
                .apiCheck(ApiRules.CHECK)
                .build()
                .plan(RegistryChange.service(
                        "lost", "adder", service(Cogs.of(4)).build()));

        assertThat(plan.action()).isEqualTo(Action.UPDATE_SERVICE);
        assertThat(plan.obstacle()).isEmpty();
        assertThat(plan.warnings())
                .extracting(Object::toString)
                .anyMatch(warning -> warning.startsWith("service_api_source: cannot be read: "));
    }

    @Test
    void whatCannotBeReadBackIsNotRegistered() {
        storage.givesWrongContent();
        node.forgetRequests();
        try (Chain watched = Chain.connect(node.uri(), TIMEOUT, FeeLimit.none());
                IpfsStorage real = Storage.ipfs(net().ipfsUrl(), TIMEOUT)) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> builder(watched)
                            .store(real)
                            .patience(Duration.ofMillis(200))
                            .build()
                            .apply(RegistryChange.organization(
                                    organization("unread").build())))
                    .withMessageContaining("cannot be read, so it is not registered");
        }
        assertThat(node.requests("eth_sendRawTransaction")).isEmpty();
    }

    @Test
    void fieldsThatAFileLeavesOutAreThoseOfItsOrganizationAndItsNetwork() {
        OrganizationFile file = OrganizationFile.parse(
                """
                {"org_name": "Example", "org_id": "filled", "org_type": "individual", "groups": [{"group_name": "g",
                 "payment": {"payment_address": "PAYEE", "payment_expiration_threshold": 10,
                  "payment_channel_storage_type": "etcd", "payment_channel_storage_client": {"connection_timeout": "5s",
                  "request_timeout": "3s", "endpoints": ["http://127.0.0.1:2379"]}}}]}
                """
                        .replace("PAYEE", identity("provider").address().toString()));
        publisher().apply(RegistryChange.organization(file));
        GroupId made = registry().organization("filled").groups().get(0).id();
        assertThat(publisher().apply(RegistryChange.organization(file)).action())
                .isEqualTo(Action.NOTHING);

        publisher()
                .apply(RegistryChange.service(
                        "filled",
                        "adder",
                        ServiceFile.parse(
                                """
                                {"display_name": "A", "encoding": "proto", "service_type": "grpc", "groups": [
                                 {"group_name": "g", "endpoints": ["https://a.example"],
                                  "pricing": [{"price_model": "fixed_price", "price_in_cogs": 1, "default": true}]}]}
                                """),
                        API));

        Service read = registry().service("filled", "adder");
        assertThat(read.groups().get(0).id()).isEqualTo(made);
        assertThat(read.escrow()).isEqualTo(net().contracts().mpe());
    }
}
