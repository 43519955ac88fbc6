package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.devnet.DevnetConnection.Account;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.errors.ServiceNotFoundException;
import io.snet4j.registry.Registry;
import io.snet4j.storage.Storage;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What joins a network while it runs. */
final class HostingIT {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String HEALTH = "grpc.health.v1.Health/Check";
    private static Devnet net;
    private static Chain chain;

    @BeforeAll
    static void start() {
        net = Devnet.builder()
                .service(new IdleService())
                .channelLife(BlockCount.of(60))
                .journal(true)
                .start();
        chain = Chain.connect(net.connection().rpcUrl(), DEADLINE);
    }

    @AfterAll
    static void end() {
        chain.close();
        net.close();
    }

    @Test
    void furtherServicesArePublishedWithDaemonsOfTheirOwn() {
        try (PublishedService ours = net.host(new IdleService())
                .organizationId("other-org")
                .callPrice(Cogs.of(9))
                .start()) {
            Registry registry = registry();
            var service = registry.service("other-org", "idle");

            assertThat(service.groups().get(0).endpoints())
                    .containsExactly(ours.connection().daemonUrl());
            assertThat(ours.connection().daemonUrl())
                    .isNotEqualTo(net.connection().daemonUrl());
            assertThat(answers(ours)).isTrue();
            // The one it began with is as it was.
            assertThat(registry.service(net.connection().orgId(), "idle")
                            .groups()
                            .get(0)
                            .endpoints())
                    .containsExactly(net.connection().daemonUrl());
        }
    }

    @Test
    void daemonsOfOneServiceAreLostOneByOneButNotTheLast() {
        try (FaultyDaemon one = FaultyDaemon.beforeNone();
                FaultyDaemon other = FaultyDaemon.beforeNone();
                PublishedService ours = net.host(new IdleService())
                        .organizationId("replicas-org")
                        .behind(List.of(one, other))
                        .start()) {
            assertThat(registry()
                            .service("replicas-org", "idle")
                            .groups()
                            .get(0)
                            .endpoints())
                    .containsExactly(one.uri(), other.uri());
            int first = ours.daemon().uri().getPort();
            ours.loseReplica();

            assertThat(ours.daemon().uri().getPort()).isNotEqualTo(first);
            assertThat(Ports.isFree(first)).isTrue();
            assertThatIllegalStateException().isThrownBy(ours::loseReplica).withMessageContaining("no other");
            ours.startDaemon();
            assertThat(ours.daemon().uri().getPort()).isEqualTo(first);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.host(new IdleService()).behind(List.of()))
                .withMessageContaining("one daemon or more");
    }

    @Test
    void aChannelThatWasNeverPaidFromHasNothingToClaim() {
        try (PublishedService ours =
                net.host(new IdleService()).organizationId("unpaid-org").start()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> ours.beginClaim(ChannelId.of(77)))
                    .withMessageContaining("77");
        }
    }

    @Test
    void aServiceThatEndsStaysRegisteredAndLeavesItsPort() {
        IdleService idle = new IdleService();
        PublishedService ours = net.host(idle).organizationId("ended-org").start();
        ours.close();
        ours.close();

        assertThat(idle.closed()).isOne();
        assertThat(Ports.isFree(ours.connection().daemonUrl().getPort())).isTrue();
        assertThatIllegalStateException().isThrownBy(ours::startDaemon).withMessageContaining("closed");
        assertThat(registry().service("ended-org", "idle").id()).isEqualTo("idle");
    }

    @Test
    void aProviderThatDoesNotStartLeavesNothing() {
        IdleService broken = new IdleService() {
            @Override
            public Running start(HostContext context) throws Exception {
                throw new IOException("no disk");
            }
        };

        assertThatThrownBy(() -> net.host(broken).organizationId("broken-org").start())
                .isInstanceOf(DevnetException.class)
                .hasMessageContaining("no disk");
        assertThatThrownBy(() -> registry().organization("broken-org")).isInstanceOf(ServiceNotFoundException.class);
    }

    @Test
    void aDaemonComesBackWithOrWithoutItsMemory() {
        try (PublishedService ours =
                net.host(new IdleService()).organizationId("restarted-org").start()) {
            var memory = ours.daemon().store();
            ours.stopDaemon();
            assertThat(answers(ours)).isFalse();
            ours.startDaemon();
            assertThat(answers(ours)).isTrue();
            assertThat(ours.daemon().store()).isSameAs(memory);
            ours.killDaemon();
            assertThat(answers(ours)).isFalse();
            ours.startForgetfulDaemon();
            assertThat(answers(ours)).isTrue();
            assertThat(ours.daemon().store()).isNotSameAs(memory);
        }
    }

    @Test
    void eachNewAccountIsAnotherWithItsOwnMoney() {
        FetchToken token = new FetchToken(chain, net.connection().contracts().token());
        List<Account> accounts = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> net.newAccount(Cogs.of(100 + i)))
                .toList();

        assertThat(accounts.stream().map(Account::address).collect(Collectors.toSet()))
                .hasSize(4)
                .doesNotContainAnyElementsOf(net.connection().accounts().stream()
                        .map(Account::address)
                        .toList());
        assertThat(accounts.stream().map(account -> token.balance(account.address())))
                .containsExactly(Cogs.of(100), Cogs.of(101), Cogs.of(102), Cogs.of(103));
        assertThat(net.connection().settings(accounts.get(0)))
                .containsEntry("SNET4J_PRIVATE_KEY", accounts.get(0).privateKey())
                .containsEntry("SNET4J_LIMIT_EXPIRATION", "60");
    }

    @Test
    void aChannelExpiresInOneCall() {
        MultiPartyEscrow escrow =
                new MultiPartyEscrow(chain, net.connection().contracts().mpe());
        PaymentChannel channel = open(
                escrow,
                net.newAccount(Cogs.of(10)),
                Cogs.of(10),
                net.blockNumber().toLong() + 700);

        net.expireChannel(channel.id());

        assertThat(net.blockNumber()).isEqualTo(channel.expiration());
        net.expireChannel(channel.id());
        assertThat(net.blockNumber()).isEqualTo(channel.expiration());
    }

    @Test
    void aChannelThatLivesTooLongIsNamed() {
        MultiPartyEscrow escrow =
                new MultiPartyEscrow(chain, net.connection().contracts().mpe());
        PaymentChannel channel = open(
                escrow,
                net.newAccount(Cogs.of(10)),
                Cogs.of(10),
                net.blockNumber().toLong() + 50_000);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.expireChannel(channel.id()))
                .withMessageContaining("channel " + channel.id())
                .withMessageContaining("channelLife");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.expireChannel(ChannelId.of(77)))
                .withMessageContaining("77");
    }

    @Test
    void theJournalTellsCallsAndChannelsInTheirOrder() {
        try (PublishedService ours =
                net.host(new IdleService()).organizationId("told-org").start()) {
            ask(ours);
            Account account = net.newAccount(Cogs.of(5));
            PaymentChannel channel = open(
                    new MultiPartyEscrow(chain, net.connection().contracts().mpe()),
                    account,
                    Cogs.of(5),
                    net.blockNumber().toLong() + 60);
            // Of the service's own, unpaid.
            assertThatThrownBy(() -> call(ours, "idle.Idle/nothing")).isInstanceOf(StatusRuntimeException.class);

            List<JournalEntry> told = net.journal();
            List<JournalEntry.Call> calls = told.stream()
                    .filter(JournalEntry.Call.class::isInstance)
                    .map(JournalEntry.Call.class::cast)
                    .filter(call -> call.service().equals("told-org/idle"))
                    .toList();
            assertThat(calls).extracting(JournalEntry.Call::method).containsExactly(HEALTH, "idle.Idle/nothing");
            assertThat(calls).extracting(JournalEntry.Call::succeeded).containsExactly(true, false);
            assertThat(calls.get(1).message()).isNotEmpty();
            assertThat(calls.get(1).paid()).isEqualTo(Cogs.ZERO);
            assertThat(told)
                    .filteredOn(JournalEntry.Opened.class::isInstance)
                    .extracting(entry -> ((JournalEntry.Opened) entry).channelId())
                    .contains(channel.id());
        }
    }

    @Test
    void aNetworkThatWasNotAskedKeepsNone() {
        try (Devnet silent = Devnet.builder().service(new IdleService()).start()) {
            assertThatIllegalStateException().isThrownBy(silent::journal).withMessageContaining("journal(true)");
        }
    }

    private static PaymentChannel open(MultiPartyEscrow escrow, Account account, Cogs value, long expiration) {
        new FetchToken(chain, net.connection().contracts().token())
                .approve(account.identity(), escrow.address(), value, DEADLINE);
        return escrow.depositAndOpenChannel(
                account.identity(),
                account.address(),
                net.connection().account("provider").address(),
                net.connection().groupId(),
                value,
                BlockNumber.of(expiration),
                DEADLINE);
    }

    private static Registry registry() {
        return new Registry(
                chain,
                net.connection().contracts().registry(),
                Storage.ipfs(net.connection().ipfsUrl(), DEADLINE));
    }

    private static boolean answers(PublishedService service) {
        try {
            ask(service);
            return true;
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            return false;
        }
    }

    /** Something that needs no provider. */
    private static void ask(PublishedService service) {
        call(service, HEALTH);
    }

    private static void call(PublishedService service, String fullName) {
        MethodDescriptor<Empty, Empty> method = MethodDescriptor.<Empty, Empty>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(fullName)
                .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                .build();
        URI daemon = service.connection().daemonUrl();
        ManagedChannel channel = ManagedChannelBuilder.forAddress(daemon.getHost(), daemon.getPort())
                .usePlaintext()
                .build();
        try {
            ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, Empty.getDefaultInstance());
        } finally {
            channel.shutdownNow();
        }
    }
}
