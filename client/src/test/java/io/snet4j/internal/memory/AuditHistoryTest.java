package io.snet4j.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.GroupId;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.PaymentAudit;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file of payments still says of those that have no outcome in it. */
class AuditHistoryTest {
    private static final Address PAYER = Address.parse("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
    private static final PaymentOrigin ORIGIN = origin(1);

    private final Path file;
    private final PaymentAudit audit;

    AuditHistoryTest(@TempDir Path folder) {
        file = folder.resolve("audit.jsonl");
        audit = PaymentAudit.file(file);
    }

    @AfterEach
    void close() {
        audit.close();
    }

    private static PaymentOrigin origin(long chainId) {
        return new PaymentOrigin(
                chainId,
                FakeChain.ESCROW,
                PAYER,
                "org",
                "service",
                GroupId.of(new byte[32]),
                BlockNumber.of(1),
                "1-process");
    }

    private static SignedAmount payment(long amount, String method) {
        return new SignedAmount(
                ChannelId.of(1), ChannelNonce.ZERO, Cogs.of(amount), Cogs.of(5), method, Optional.empty());
    }

    private void signed(SignedAmount payment) {
        audit.onSigned(payment, ORIGIN);
    }

    private void charged(SignedAmount payment) {
        signed(payment);
        audit.onSettled(payment, Charge.CHARGED);
    }

    private Optional<Charge> proven(SignedAmount payment) {
        return StreamSupport.stream(AuditHistory.of(file).left().spliterator(), false)
                .filter(left -> left.payment().equals(payment))
                .findFirst()
                .orElseThrow()
                .proven();
    }

    @Test
    void whatIsPaidOnTopOfAPaymentProvesThatItWasTaken() {
        signed(payment(5, "left/behind"));
        charged(payment(10, "next/call"));

        assertThat(proven(payment(5, "left/behind"))).contains(Charge.CHARGED);
    }

    // Guard: AuditHistory.ended proves each payment once, by the first that was taken after it.
    @Test
    void whatIsPaidInPlaceOfAPaymentProvesThatItWasNotWhateverIsPaidLater() {
        signed(payment(5, "left/behind"));
        charged(payment(5, "next/call"));
        charged(payment(10, "next/call"));
        charged(payment(15, "next/call"));

        assertThat(proven(payment(5, "left/behind"))).contains(Charge.NONE);
    }

    @Test
    void anotherNetworksChannelOfTheSameNumberProvesNothing() {
        signed(payment(5, "left/behind"));
        audit.onSigned(payment(10, "next/call"), origin(2));
        audit.onSettled(payment(10, "next/call"), Charge.CHARGED);

        assertThat(proven(payment(5, "left/behind"))).isEmpty();
    }

    @Test
    void aRefusedPaymentProvesNothing() {
        signed(payment(5, "left/behind"));
        signed(payment(10, "next/call"));
        audit.onSettled(payment(10, "next/call"), Charge.NONE);

        assertThat(proven(payment(5, "left/behind"))).isEmpty();
    }

    @Test
    void whatWasSettledAsUnknownCanStillBeProven() {
        signed(payment(5, "left/behind"));
        audit.onSettled(payment(5, "left/behind"), Charge.UNKNOWN);
        charged(payment(10, "next/call"));

        assertThat(proven(payment(5, "left/behind"))).contains(Charge.CHARGED);
    }
}
