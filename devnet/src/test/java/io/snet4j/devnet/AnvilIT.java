package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnvilIT {
    @Test
    void closingEndsTheProcessAndRemovesTheFolder() throws IOException {
        Anvil anvil = start(0);
        anvil.rpc();
        ProcessHandle process = anvil.process().orElseThrow();
        Files.writeString(
                Files.createDirectories(anvil.folder().resolve("work")).resolve("file"), "text");

        anvil.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(anvil.folder()).doesNotExist();
        assertThat(anvil.failure()).isNotDone();
    }

    @Test
    void closingTwiceIsTheSameAsOnce() {
        Anvil anvil = start(0);
        anvil.close();
        anvil.close();
        assertThat(anvil.folder()).doesNotExist();
    }

    @Test
    void closingKeepsTheInterruptOfTheThread() {
        Anvil anvil = start(0);
        anvil.rpc();
        Thread.currentThread().interrupt();
        anvil.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(anvil.folder()).doesNotExist();
    }

    @Test
    void aTakenPortIsNamedBeforeAnythingStarts() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> start(taken.getLocalPort()))
                    .isInstanceOf(DevnetException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("choose another");
        }
    }

    @Test
    void aFailedStartShowsTheLogAndTheCommandLineInOneLine(@TempDir Path folder) throws IOException {
        Path noState = Files.writeString(folder.resolve("state.json"), "this is no state");
        try (Anvil anvil = Anvil.start(0, Optional.of(noState))) {
            assertThatThrownBy(anvil::rpc)
                    .isInstanceOf(DevnetException.class)
                    .hasMessageContaining("anvil ended with code")
                    .hasMessageContaining("--chain-id 31337")
                    .message()
                    .doesNotContain("\n");
        }
    }

    @Test
    void anAnvilThatDiesByItselfIsReportedWithItsCode() throws Exception {
        try (Anvil anvil = start(0)) {
            anvil.rpc();
            anvil.process().orElseThrow().destroyForcibly();
            DevnetException failure = anvil.failure().get(5, TimeUnit.MINUTES);
            assertThat(failure).hasMessageStartingWith("anvil ended with code 137: ");
            assertThat(anvil.folder()).doesNotExist();
        }
    }

    @Test
    void theChainIsSavedAndLoaded(@TempDir Path folder) {
        Path state = folder.resolve("state.json");
        try (Anvil anvil = start(0)) {
            AnvilRpc rpc = new AnvilRpc(anvil.rpc());
            rpc.mine(BlockCount.of(7));
            rpc.dumpState(state);
        }
        try (Anvil anvil = Anvil.start(0, Optional.of(state))) {
            assertThat(new AnvilRpc(anvil.rpc()).blockNumber()).isEqualTo(BlockNumber.of(7));
        }
    }

    @Test
    void aSnapshotIsGoodForOneRevert() {
        try (Anvil anvil = start(0)) {
            AnvilRpc rpc = new AnvilRpc(anvil.rpc());
            String snapshot = rpc.snapshot();
            rpc.mine(BlockCount.of(3));
            rpc.revert(snapshot);
            assertThat(rpc.blockNumber().toLong()).isZero();
            assertThatThrownBy(() -> rpc.revert(snapshot)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void blocksComeByThemselvesWithABlockTime() {
        try (Anvil anvil = start(0)) {
            AnvilRpc rpc = new AnvilRpc(anvil.rpc());
            rpc.setBlockTime(Duration.ofSeconds(1));
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
            while (rpc.blockNumber().toLong() < 2 && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            assertThat(rpc.blockNumber()).isGreaterThanOrEqualTo(BlockNumber.of(2));
        }
    }

    private static Anvil start(int port) {
        return Anvil.start(port, Optional.empty());
    }
}
