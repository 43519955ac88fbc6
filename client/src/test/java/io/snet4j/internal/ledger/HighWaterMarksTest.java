package io.snet4j.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.PaymentException;
import io.snet4j.internal.memory.FolderMemory;
import io.snet4j.internal.memory.Mark;
import io.snet4j.internal.memory.StateFolder;
import io.snet4j.payment.SignedAmount;
import io.snet4j.scripted.World;
import io.snet4j.testing.FakeChain;
import io.snet4j.training.ModelId;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was ever signed is remembered, whatever happens to the process. */
class HighWaterMarksTest {
    private static final BigInteger ZERO = BigInteger.ZERO;

    private final Path directory;

    HighWaterMarksTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private StateFolder folder() {
        return StateFolder.of(directory, 31337, FakeChain.ESCROW, World.PAYER.address());
    }

    private HighWaterMarks marks() {
        return new HighWaterMarks(new FolderMemory(folder()));
    }

    private static SignedAmount payment(long channel, long nonce, long amount, long price) {
        return new SignedAmount(
                ChannelId.of(channel),
                ChannelNonce.of(nonce),
                Cogs.of(amount),
                Cogs.of(price),
                "a.B/c",
                Optional.empty());
    }

    private static PaymentChannel channel(long nonce, long value) {
        return new PaymentChannel(
                ChannelId.of(ZERO),
                ChannelNonce.of(nonce),
                World.PAYER.address(),
                World.PAYER.address(),
                World.RECIPIENT,
                World.GROUP,
                Cogs.of(value),
                BlockNumber.of(10));
    }

    @Test
    void theMarkIsOnDiskBeforeTheSignatureLeaves() {
        List<Optional<Mark>> kept = new CopyOnWriteArrayList<>();
        try (World world = new World()) {
            world.memory = () -> new FolderMemory(folder());
            world.openChannel(100);
            world.beforeSigned(() -> kept.add(marks().at(ChannelId.of(ZERO), ChannelNonce.of(ZERO))));
            Training training = world.client().training();
            ModelId model = training.createModel(io.snet4j.training.NewModel.of("draw", "mine"))
                    .id();
            TrainingQuote quote = training.trainModelPrice(model);

            training.trainModel(quote);
            training.trainModel(quote);
        }

        assertThat(kept)
                .containsExactly(
                        Optional.of(new Mark(Cogs.of(5), Cogs.ZERO)), Optional.of(new Mark(Cogs.of(10), Cogs.of(5))));
    }

    @Test
    void whatCanBeClaimedIsTheSumOfTheMarksFromTheChainsNonceOnAndNeverMoreThanThereIs() {
        marks().signing(payment(0, 0, 10, 10));
        marks().signing(payment(0, 1, 30, 30));
        HighWaterMarks restarted = marks();
        restarted.signing(payment(0, 1, 20, 5));

        assertThat(restarted.claimable(channel(0, 100))).isEqualTo(Cogs.of(40));
        assertThat(restarted.claimable(channel(1, 100))).isEqualTo(Cogs.of(30));
        assertThat(restarted.claimable(channel(1, 25))).isEqualTo(Cogs.of(25));
        assertThat(restarted.claimable(channel(2, 100))).isEqualTo(Cogs.ZERO);
    }

    @Test
    void anAmountAboveTheMarkMeansAnotherSignerAndOneBelowWhatWasAcceptedAForgetfulDaemon() {
        Mark mark = new Mark(Cogs.of(15), Cogs.of(10));

        assertThat(HighWaterMarks.contradiction(ChannelId.of(ZERO), ChannelNonce.of(ZERO), Cogs.of(16), mark))
                .hasValueSatisfying(text -> assertThat(text).contains("another program signs with this key"));
        assertThat(HighWaterMarks.contradiction(ChannelId.of(ZERO), ChannelNonce.of(ZERO), Cogs.of(9), mark))
                .hasValueSatisfying(text -> assertThat(text).contains("the daemon says that 9 cogs"));
        assertThat(HighWaterMarks.contradiction(ChannelId.of(ZERO), ChannelNonce.of(ZERO), Cogs.of(10), mark))
                .isEmpty();
        assertThat(HighWaterMarks.contradiction(ChannelId.of(ZERO), ChannelNonce.of(ZERO), Cogs.of(15), mark))
                .isEmpty();
    }

    @Test
    void whatAnotherClientOfTheSameFolderSignedIsOurs() {
        HighWaterMarks one = marks();
        HighWaterMarks other = marks();
        one.signing(payment(0, 0, 5, 5));
        other.signing(payment(0, 0, 10, 5));

        one.proven(ChannelId.of(ZERO), ChannelNonce.of(ZERO), Cogs.of(10));

        assertThat(one.at(ChannelId.of(ZERO), ChannelNonce.of(ZERO))).contains(new Mark(Cogs.of(10), Cogs.of(10)));
        one.signing(payment(0, 0, 15, 5));
        other.signing(payment(0, 1, 1, 1));
        assertThat(marks().at(ChannelId.of(ZERO), ChannelNonce.of(ZERO))).contains(new Mark(Cogs.of(15), Cogs.of(10)));
    }

    // Guard: StateFolder.read and MarkText.read, which take what cannot be read for nothing.
    @Test
    @Tag("D28")
    void aFileThatWasCutOffAtAnyByteOrIsNonsenseIsIgnoredAndMadeAnew() throws IOException {
        marks().signing(payment(0, 0, 5, 5));
        Path file = folder().path().resolve("channel-0.json");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(marks().at(ChannelId.of(ZERO), ChannelNonce.of(ZERO)))
                    .as("the first %s bytes", length)
                    .isEmpty();
        }
        for (String nonsense :
                List.of("[]", "null", "{\"nonces\":{\"x\":{}}}", "{\"nonces\":{\"0\":{\"signed\":-1}}}")) {
            Files.writeString(file, nonsense);
            HighWaterMarks marks = marks();
            assertThat(marks.at(ChannelId.of(ZERO), ChannelNonce.of(ZERO))).isEmpty();
            marks.signing(payment(0, 0, 7, 7));
            assertThat(marks().at(ChannelId.of(ZERO), ChannelNonce.of(ZERO))).contains(new Mark(Cogs.of(7), Cogs.ZERO));
        }
    }

    @Test
    void aDamagedNonceCostsNoOther() throws IOException {
        marks().signing(payment(0, 0, 5, 5));
        marks().signing(payment(0, 2, 7, 7));
        Path file = folder().path().resolve("channel-0.json");
        Files.writeString(
                file, Files.readString(file).replace("\"nonces\":{", "\"nonces\":{\"1\":{\"signed\":\"x\"},"));

        HighWaterMarks marks = marks();

        assertThat(marks.at(ChannelId.of(ZERO), ChannelNonce.of(ZERO))).contains(new Mark(Cogs.of(5), Cogs.ZERO));
        assertThat(marks.at(ChannelId.of(ZERO), ChannelNonce.of(1))).isEmpty();
        assertThat(marks.at(ChannelId.of(ZERO), ChannelNonce.of(2))).contains(new Mark(Cogs.of(7), Cogs.ZERO));
    }

    @Test
    void aFileThatCannotBeReadFailsThePaymentAndIsNotReplaced() throws IOException {
        HighWaterMarks before = marks();
        before.signing(payment(0, 0, 5, 5));
        Path file = folder().path().resolve("channel-0.json");
        Files.delete(file);
        Files.createSymbolicLink(file, file.getFileName());

        for (HighWaterMarks marks : List.of(before, marks())) {
            assertThatThrownBy(() -> marks.signing(payment(0, 0, 10, 5)))
                    .isInstanceOf(PaymentException.class)
                    .hasMessageContaining("nothing was sent");
        }

        assertThat(file).isSymbolicLink();
    }

    @Test
    void twoNamesOfOneFolderAreLockedAsOne() throws IOException {
        Path link = directory.resolve("link");
        Path real = Files.createDirectory(directory.resolve("real"));
        Files.createSymbolicLink(link, real);
        Address payer = World.PAYER.address();
        StateFolder one = StateFolder.of(real, 1, FakeChain.ESCROW, payer);
        StateFolder other = StateFolder.of(link, 1, FakeChain.ESCROW, payer);
        CountDownLatch inside = new CountDownLatch(1);
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {
            try {
                inside.await();
                new HighWaterMarks(new FolderMemory(other)).signing(payment(0, 1, 7, 7));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        one.update(Path.of("other.json"), old -> {
            inside.countDown();
            // With a lock of its own the second one fails now; else it waits until this one ends.
            assertThatThrownBy(() -> second.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            return JsonNodeFactory.instance.objectNode();
        });

        assertThat(second).succeedsWithin(Duration.ofMinutes(5));
    }

    @Test
    void newFilesAreForTheirOwnerOnly() throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");

        marks().signing(payment(0, 0, 5, 5));

        for (String name : List.of("channel-0.json", "lock")) {
            assertThat(Files.getPosixFilePermissions(folder().path().resolve(name)))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
    }

    @Test
    void whatCannotBeKeptIsNotSigned() throws IOException {
        Files.createDirectories(folder().path().getParent());
        Files.writeString(folder().path(), "a file where the folder should be");

        assertThatThrownBy(() -> marks().signing(payment(0, 0, 5, 5)))
                .isInstanceOf(PaymentException.class)
                .hasMessageContaining(folder().path().toString())
                .hasMessageContaining("nothing was sent");
    }
}
