package io.snet4j.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.chain.GroupId;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.AuditEntry;
import io.snet4j.payment.PaymentAudit;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who hears of a payment. */
class PaymentEventsTest {
    private static final SignedAmount PAYMENT =
            new SignedAmount(ChannelId.of(1), ChannelNonce.of(0), Cogs.of(5), Cogs.of(5), "a.B/c", Optional.empty());

    private static final PaymentOrigin ORIGIN = new PaymentOrigin(
            31337,
            Address.parse("0x0000000000000000000000000000000000000001"),
            Address.parse("0x0000000000000000000000000000000000000002"),
            "org",
            "service",
            GroupId.of(new byte[32]),
            BlockNumber.of(7),
            "1@2");

    @Test
    void aPaymentThatALaterListenerForbidsHasAnOutcomeInTheAudit(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("audit.jsonl");
        try (PaymentAudit audit = PaymentAudit.file(file)) {
            PaymentEvents events = new PaymentEvents(audit, payment -> {
                throw new IllegalStateException("too dear");
            });

            assertThatThrownBy(() -> events.signed(PAYMENT, ORIGIN)).hasMessage("too dear");
        }

        assertThat(PaymentAudit.read(file))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(AuditEntry.Signed.class), second -> assertThat(second)
                                .isEqualTo(new AuditEntry.Settled(second.time(), PAYMENT, Charge.NONE)));
    }
}
