package io.snet4j.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.errors.SnetException;
import io.snet4j.junit.TestSession;
import io.snet4j.toy.OnChain;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.value.BlockCount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client keeps on disk, and how little it believes of it. */
class PersistenceIT {
    private static TestSession net;
    private static OnChain onChain;

    private final Path state;

    PersistenceIT(@TempDir Path state) {
        this.state = state;
    }

    @BeforeAll
    static void start() {
        net = Toys.session(new ToyService()).start();
        onChain = new OnChain(net);
    }

    @AfterAll
    static void stop() {
        net.close();
    }

    private SnetClient client(String role) {
        return Toys.clientWithoutDeposits(net, role).stateDirectory(state).build();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aRestartedClientKnowsWhatCanBeClaimedBeforeItAsksAnyDaemon() {
        ChannelId channel;
        try (SnetClient client = client("consumer");
                ServiceClient service = net.open(client)) {
            channel = service.payments().openChannel(Cogs.of(50)).id();
            Toys.call(service);
            Toys.call(service);
        }
        try (SnetClient client = client("consumer");
                ServiceClient service = net.open(client)) {
            assertThat(service.payments().channels())
                    .extracting(OwnChannel::claimable)
                    .containsExactly(Cogs.of(14));
            assertThat(client.account().channels())
                    .extracting(OwnChannel::claimable)
                    .containsExactly(Cogs.of(14));
            Toys.call(service);
            assertThat(onChain.unclaimed(channel)).isEqualTo(Cogs.of(21));
        }
    }

    // Guard: StateFolder.read, which takes a damaged file for none.
    @Test
    @Tag("D28")
    void damagedFilesCostNothingButTheirContent() throws IOException {
        ChannelId channel;
        try (SnetClient client = client("consumer2");
                ServiceClient service = net.open(client)) {
            channel = service.payments().openChannel(Cogs.of(50)).id();
            Toys.call(service);
            service.payments().channels();
        }
        for (Path file : files()) {
            byte[] content = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(content, content.length / 2));
        }
        try (SnetClient client = client("consumer2");
                ServiceClient service = net.open(client)) {
            Toys.call(service);

            assertThat(onChain.unclaimed(channel)).isEqualTo(Cogs.of(14));
            assertThat(service.payments().channels()).hasSize(1);
        }
    }

    // Guard: ChannelCache.read holds the hash of a remembered block against the chain.
    @Test
    @Tag("D29")
    void aChainThatWasBegunAnewIsSearchedAnew() {
        try (TestSession own = Toys.alone(new ToyService()).start()) {
            own.account("consumer");
            String beginning = own.devnet().snapshot();
            own.devnet().mine(BlockCount.of(400));
            try (SnetClient client = Toys.clientWithoutDeposits(own, "consumer")
                            .stateDirectory(state)
                            .build();
                    ServiceClient service = own.open(client)) {
                service.payments().openChannel(Cogs.of(50));
                service.payments().openChannel(Cogs.of(60));
                assertThat(service.payments().channels()).hasSize(2);
            }

            own.devnet().revert(beginning);
            try (SnetClient other = Toys.clientWithoutDeposits(own, "consumer").build();
                    ServiceClient service = own.open(other)) {
                service.payments().openChannel(Cogs.of(5));
                service.payments().openChannel(Cogs.of(6));
                service.payments().openChannel(Cogs.of(70));
            }
            own.devnet().mine(BlockCount.of(500));

            try (SnetClient client = Toys.clientWithoutDeposits(own, "consumer")
                            .stateDirectory(state)
                            .build();
                    ServiceClient service = own.open(client)) {
                assertThat(service.payments().channels())
                        .extracting(channel -> channel.onChain().value())
                        .as("the third one's number was never seen on the old chain")
                        .containsExactly(Cogs.of(5), Cogs.of(6), Cogs.of(70));
                Toys.call(service);
            }
        }
    }

    @Test
    void aChannelThatAnotherProcessOpenedWithoutTheFolderIsFound() {
        try (SnetClient client = client("consumer3");
                ServiceClient service = net.open(client)) {
            service.payments().openChannel(Cogs.of(5));
            service.payments().channels();
        }
        ChannelId opened;
        try (SnetClient elsewhere = Toys.clientWithoutDeposits(net, "consumer3").build();
                ServiceClient service = net.open(elsewhere)) {
            opened = service.payments().openChannel(Cogs.of(50)).id();
        }
        try (SnetClient client = client("consumer3");
                ServiceClient service = net.open(client)) {
            Toys.call(service);

            assertThat(onChain.unclaimed(opened)).isEqualTo(Toys.CALL);
        }
    }

    @Test
    void theAuditTellsWhatWasPaidForWhatBesideTheUsersListener() throws IOException {
        Path file = state.resolve("audit.jsonl");
        List<SignedAmount> heard = new CopyOnWriteArrayList<>();
        try (SnetClient client = Toys.clientWithoutDeposits(net, "consumer4")
                        .auditFile(file)
                        .onPayment(heard::add)
                        .spendingLimit(Toys.DEPOSIT_100)
                        .build();
                ServiceClient service = net.open(client)) {
            Toys.call(service);
            Toys.call(service);
        }

        List<AuditEntry> entries = PaymentAudit.read(file);
        assertThat(entries)
                .hasExactlyElementsOfTypes(
                        AuditEntry.Deposited.class,
                        AuditEntry.Signed.class,
                        AuditEntry.Settled.class,
                        AuditEntry.Signed.class,
                        AuditEntry.Settled.class);
        SignedAmount last = ((AuditEntry.Signed) entries.get(3)).payment();
        assertThat(last.method()).isEqualTo("toy.Toy/size");
        assertThat(last.amount()).isEqualTo(Cogs.of(14));
        assertThat(((AuditEntry.Settled) entries.get(4)).charge()).isEqualTo(SnetException.Charge.CHARGED);
        assertThat(heard).hasSize(2).endsWith(last);
        assertThat(Files.readString(file))
                .doesNotContain(net.account("consumer4").privateKey().substring(2));
    }
}
