package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.devnet.DevnetConnection.Account;
import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import io.snet4j.storage.Storage;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevnetIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final URI ELSEWHERE = URI.create("http://127.0.0.1:1");

    @Test
    void whatItPublishesIsWhatAClientReads() {
        try (Devnet devnet = Devnet.builder()
                        .service(new IdleService())
                        .expirationThreshold(BlockCount.of(77))
                        .callPrice(Cogs.of(42))
                        .start();
                Chain chain = Chain.connect(devnet.connection().rpcUrl(), TIMEOUT)) {
            DevnetConnection net = devnet.connection();
            Registry registry = new Registry(chain, net.contracts().registry(), Storage.ipfs(net.ipfsUrl(), TIMEOUT));

            Organization.Group group =
                    registry.organization(net.orgId()).groups().get(0);
            assertThat(group.name()).isEqualTo("default_group");
            assertThat(group.id()).isEqualTo(net.groupId());
            assertThat(group.paymentAddress()).isEqualTo(net.account("provider").address());
            assertThat(group.paymentExpirationThreshold()).isEqualTo(BlockCount.of(77));
            Service service = registry.service(net.orgId(), net.serviceId());
            assertThat(service.escrow()).isEqualTo(net.contracts().mpe());
            assertThat(service.groups().get(0).endpoints()).containsExactly(net.daemonUrl());
            assertThat(service.groups().get(0).pricing()).isEqualTo(new Pricing.Fixed(Cogs.of(42)));
            assertThat(net.chainId()).isEqualTo(chain.chainId());
            assertThat(DevnetConnection.parse(net.toJson())).isEqualTo(net);
        }
    }

    /** So that it starts while the contracts come up. */
    @Test
    void aDaemonThatIsToldItsMetadataReadsNeitherChainNorStorage() {
        Organization organization = new Organization(
                "org",
                "Org",
                List.of(new Organization.Group(
                        "default_group", GroupId.of(new byte[32]), Address.ZERO, BlockCount.of(7))));
        Service service = new Service(
                "org",
                "service",
                "Service",
                "proto",
                "grpc",
                URI.create("ipfs://nowhere"),
                Address.ZERO,
                List.of(new Service.Group(
                        "default_group",
                        GroupId.of(new byte[32]),
                        List.of(ELSEWHERE),
                        new Pricing.Fixed(Cogs.of(3)),
                        Optional.empty())));

        try (Daemon daemon = Daemon.builder()
                .rpc(ELSEWHERE)
                .metadata(organization, service)
                .serviceEndpoint(ELSEWHERE)
                .start()) {
            assertThat(daemon.uri().getPort()).isPositive();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Daemon.builder().groupName("other").metadata(organization, service))
                .withMessageContaining("other");
    }

    @Test
    void theDaemonAnswersAtThePublishedEndpoint() throws Exception {
        try (Devnet devnet = Devnet.builder()
                .service(new IdleService())
                .daemonVersion(DaemonVersion.V6_1)
                .start()) {
            assertThat(devnet.daemon().orElseThrow().uri())
                    .isEqualTo(devnet.connection().daemonUrl());
            HttpRequest heartbeat = HttpRequest.newBuilder(
                            devnet.connection().daemonUrl().resolve("/heartbeat"))
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(heartbeat, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("\"v6.1.0\"");
        }
    }

    @Test
    void noDaemonIsStartedWhereAnotherTakesItsPlace() {
        try (Devnet devnet = idle()) {
            assertThat(devnet.daemon()).isEmpty();
            assertThat(devnet.connection().daemonUrl()).isEqualTo(ELSEWHERE);
        }
    }

    @Test
    void everyConsumerHasTokensAndCanPay() {
        try (Devnet devnet = idle();
                Chain chain = Chain.connect(devnet.connection().rpcUrl(), TIMEOUT)) {
            DevnetConnection net = devnet.connection();
            FetchToken token = new FetchToken(chain, net.contracts().token());
            List<Account> consumers = net.accounts().stream()
                    .filter(account -> account.role().startsWith("consumer"))
                    .toList();
            assertThat(consumers).hasSize(6).allSatisfy(consumer -> assertThat(token.balance(consumer.address()))
                    .isEqualTo(Cogs.ofFet("1000")));
            assertThat(openChannel(net, chain).value()).isEqualTo(Cogs.of(10));
        }
    }

    @Test
    void aSavedStateIsTheSameChainAgain(@TempDir Path folder) {
        Path state = folder.resolve("state.json");
        Devnet.Builder builder = Devnet.builder().service(new IdleService()).stateFile(state);
        PaymentChannel channel;
        long blocks;
        try (Devnet devnet = builder.start();
                Chain chain = Chain.connect(devnet.connection().rpcUrl(), TIMEOUT)) {
            channel = openChannel(devnet.connection(), chain);
            blocks = devnet.blockNumber().toLong();
        }
        try (Devnet devnet = builder.start();
                Chain chain = Chain.connect(devnet.connection().rpcUrl(), TIMEOUT)) {
            DevnetConnection net = devnet.connection();
            assertThat(devnet.blockNumber()).isGreaterThanOrEqualTo(BlockNumber.of(blocks));
            assertThat(new MultiPartyEscrow(chain, net.contracts().mpe()).channel(channel.id()))
                    .contains(channel);
            assertThat(channel.groupId()).isEqualTo(net.groupId());
            Registry registry = new Registry(chain, net.contracts().registry(), Storage.ipfs(net.ipfsUrl(), TIMEOUT));
            assertThat(registry.service(net.orgId(), net.serviceId())
                            .groups()
                            .get(0)
                            .endpoints())
                    .containsExactly(net.daemonUrl());
        }
    }

    @Test
    void twoNetworksRunBesideEachOther() {
        try (Devnet one = idle();
                Devnet two = idle()) {
            BlockNumber before = two.blockNumber();
            one.mine(BlockCount.of(9));
            assertThat(two.blockNumber()).isEqualTo(before);
            assertThat(one.connection().rpcUrl()).isNotEqualTo(two.connection().rpcUrl());
        }
    }

    @Test
    void theChainGoesBackToASnapshot() {
        try (Devnet devnet = idle()) {
            BlockNumber before = devnet.blockNumber();
            String snapshot = devnet.snapshot();
            devnet.mine(BlockCount.of(500));
            assertThat(devnet.blockNumber()).isEqualTo(before.plus(BlockCount.of(500)));
            devnet.revert(snapshot);
            assertThat(devnet.blockNumber()).isEqualTo(before);
            assertThatThrownBy(() -> devnet.mine(BlockCount.of(501))).hasMessageContaining("500");
        }
    }

    @Test
    void closingEndsTheServiceAndTheNodeAndTheSecondTimeDoesNothing() {
        IdleService service = new IdleService();
        Devnet devnet = Devnet.builder().service(service).start();
        Path folder = service.workFolder();
        assertThat(folder).isEmptyDirectory();
        devnet.close();
        devnet.close();
        assertThat(service.closed()).isEqualTo(1);
        assertThat(folder).doesNotExist();
        assertThatThrownBy(devnet::blockNumber).isInstanceOf(DevnetException.class);
    }

    @Test
    void aServiceThatDoesNotStartLeavesNothing() {
        AtomicReference<Path> folder = new AtomicReference<>();
        IdleService broken = new IdleService() {
            @Override
            public Running start(HostContext context) throws IOException {
                folder.set(context.workFolder());
                throw new IOException("no model here");
            }
        };
        assertThatThrownBy(() -> Devnet.builder().service(broken).start())
                .isInstanceOf(DevnetException.class)
                .hasMessageContaining("the service idle")
                .hasMessageContaining("no model here");
        assertThat(folder.get()).doesNotExist();
    }

    @Test
    void aTakenPortIsNamedAndNothingStarts() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            IdleService service = new IdleService();
            assertThatThrownBy(() -> Devnet.builder()
                            .service(service)
                            .portBase(taken.getLocalPort() - 1)
                            .start())
                    .isInstanceOf(DevnetException.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
            assertThat(service.started()).isZero();
        }
    }

    @Test
    void aPortThatAnotherProgramTookMeanwhileIsReplacedByAnother() throws IOException {
        List<Integer> ports = new ArrayList<>();
        try (ServerSocket another = new ServerSocket()) {
            IdleService late = new IdleService() {
                @Override
                public Running start(HostContext context) throws Exception {
                    ports.add(context.port());
                    if (ports.size() == 1) {
                        another.bind(new InetSocketAddress("127.0.0.1", context.port()));
                    }
                    try (ServerSocket mine = new ServerSocket()) {
                        mine.bind(new InetSocketAddress("127.0.0.1", context.port()));
                    }
                    return super.start(context);
                }
            };
            try (Devnet devnet = Devnet.builder().service(late).start()) {
                assertThat(devnet.blockNumber().toLong()).isPositive();
            }
        }
        assertThat(ports).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void theDeathOfTheNodeIsReported() throws Exception {
        try (Devnet devnet = idle()) {
            devnet.node().orElseThrow().destroyForcibly();
            DevnetException failure = devnet.failure().toCompletableFuture().get(5, TimeUnit.MINUTES);
            assertThat(failure).hasMessageStartingWith("anvil ended with code 137");
        }
    }

    @Test
    void aServiceIsNeeded() {
        assertThatThrownBy(() -> Devnet.builder().start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("service");
    }

    private static Devnet idle() {
        return Devnet.builder()
                .service(new IdleService())
                .daemonEndpoint(ELSEWHERE)
                .start();
    }

    private static PaymentChannel openChannel(DevnetConnection net, Chain chain) {
        Account consumer = net.account("consumer");
        MultiPartyEscrow escrow = new MultiPartyEscrow(chain, net.contracts().mpe());
        new FetchToken(chain, net.contracts().token())
                .approve(consumer.identity(), escrow.address(), Cogs.of(10), TIMEOUT);
        return escrow.depositAndOpenChannel(
                consumer.identity(),
                consumer.address(),
                net.account("provider").address(),
                net.groupId(),
                Cogs.of(10),
                chain.blockNumber().plus(BlockCount.of(1000)),
                TIMEOUT);
    }
}
