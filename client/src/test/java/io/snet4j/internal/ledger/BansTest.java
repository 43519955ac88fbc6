package io.snet4j.internal.ledger;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.PaymentException;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.internal.memory.FolderMemory;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.memory.StateFolder;
import io.snet4j.scripted.World;
import io.snet4j.testing.FakeChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When it is read whether a service is banned. */
class BansTest {
    private static final ServiceKey SERVICE = new ServiceKey("org", "service", World.GROUP);

    private final StateFolder folder;

    BansTest(@TempDir Path directory) {
        this.folder = StateFolder.of(directory, 31337, FakeChain.ESCROW, World.PAYER.address());
    }

    private Bans bans() {
        return new Bans(new FolderMemory(folder));
    }

    // Guard: Bans.requireNoneKnown reads the file only for a service that was seen to be banned.
    @Test
    void aCallOfAServiceThatWasNotBannedReadsTheFileOnlyWhenItSigns() throws IOException {
        Bans bans = bans();
        assertThatCode(() -> bans.requireNone(SERVICE)).doesNotThrowAnyException();
        // A folder in its place cannot be read as a file.
        Files.createDirectories(folder.path().resolve("banned.json"));

        assertThatCode(() -> bans.requireNoneKnown(SERVICE)).doesNotThrowAnyException();
        assertThatThrownBy(() -> bans.requireNone(SERVICE)).isInstanceOf(PaymentException.class);
    }

    @Test
    void aBanThatIsKnownEndsACallBeforeAnythingIsPrepared() {
        Bans bans = bans();
        bans.ban(SERVICE, "it took too much");

        assertThatThrownBy(() -> bans.requireNoneKnown(SERVICE)).isInstanceOf(UntrustedDaemonException.class);
    }

    @Test
    void aBanThatAnotherProcessFoundOutIsKnownFromTheFirstLookOn() {
        Bans bans = bans();
        bans().ban(SERVICE, "it took too much");

        assertThatThrownBy(() -> bans.requireNone(SERVICE)).isInstanceOf(UntrustedDaemonException.class);
        assertThatThrownBy(() -> bans.requireNoneKnown(SERVICE)).isInstanceOf(UntrustedDaemonException.class);
    }

    @Test
    void aBanThatAnotherProcessLiftedHoldsNoLonger() {
        Bans bans = bans();
        bans.ban(SERVICE, "it took too much");

        bans().lift(SERVICE);

        assertThatCode(() -> bans.requireNoneKnown(SERVICE)).doesNotThrowAnyException();
    }
}
