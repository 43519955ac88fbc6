package io.snet4j.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that tells what was signed. */
class PaymentAuditTest {
    private static final SignedAmount PAYMENT = new SignedAmount(
            ChannelId.of(2),
            ChannelNonce.of(1),
            Cogs.ofFet("1000"),
            Cogs.of(7),
            "training.Daemon/train",
            Optional.of("modèle"));
    private static final ChannelDeposit DEPOSIT = new ChannelDeposit(
            ChannelId.of(2),
            ChannelDeposit.Kind.FUNDED,
            Cogs.of(1),
            Cogs.ofFet("2000"),
            BlockNumber.of(new BigInteger("2300000040320240")));

    private final Path folder;

    PaymentAuditTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path file() {
        return folder.resolve("audit.jsonl");
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        try (PaymentAudit audit = PaymentAudit.file(file())) {
            audit.onDeposit(DEPOSIT);
            audit.onSigned(PAYMENT);
            audit.onSettled(PAYMENT, Charge.CHARGED);
        }

        List<AuditEntry> entries = PaymentAudit.read(file());
        assertThat(entries).hasSize(3);
        assertThat(entries.get(0))
                .isEqualTo(new AuditEntry.Deposited(entries.get(0).time(), DEPOSIT));
        assertThat(entries.get(1))
                .isEqualTo(new AuditEntry.Signed(entries.get(1).time(), PAYMENT));
        assertThat(entries.get(2))
                .isEqualTo(new AuditEntry.Settled(entries.get(2).time(), PAYMENT, Charge.CHARGED));
    }

    @Test
    void aSignedAmountIsInTheFileBeforeItLeaves() throws IOException {
        PaymentAudit audit = PaymentAudit.file(file());

        audit.onSigned(PAYMENT);

        assertThat(PaymentAudit.read(file())).hasSize(1);
        audit.close();
    }

    @Test
    void aLineThatWasCutOffAtAnyByteCostsNoOther() throws IOException {
        try (PaymentAudit audit = PaymentAudit.file(file())) {
            audit.onSigned(PAYMENT);
            audit.onSettled(PAYMENT, Charge.NONE);
        }
        byte[] whole = Files.readAllBytes(file());
        int first = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int length = first; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            int complete = length == whole.length - 1 ? 2 : 1;
            assertThat(PaymentAudit.read(file())).as("%s bytes", length).hasSize(complete);

            try (PaymentAudit audit = PaymentAudit.file(file())) {
                audit.onSigned(PAYMENT);
            }
            assertThat(PaymentAudit.read(file()))
                    .as("%s bytes and a line", length)
                    .hasSize(complete + 1);
        }
    }

    @Test
    void aNewFileIsForItsOwnerOnly() throws IOException {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        try (PaymentAudit audit = PaymentAudit.file(file())) {
            audit.onSigned(PAYMENT);
        }

        assertThat(Files.getPosixFilePermissions(file()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void whatCannotBeWrittenDoesNotLeave() throws IOException {
        Files.createDirectory(file());
        try (PaymentAudit audit = PaymentAudit.file(file())) {
            assertThatThrownBy(() -> audit.onSigned(PAYMENT))
                    .isInstanceOf(PaymentException.class)
                    .hasMessageContaining("nothing was sent");
        }
    }
}
