package io.snet4j.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.explore.Seeds;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.identity.Identity;
import io.snet4j.money.KilledClient.Killable;
import io.snet4j.money.KilledClient.Task;
import io.snet4j.payment.AuditEntry;
import io.snet4j.payment.PaymentAudit;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.toy.Good;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed leaves a payment in its audit that was signed, and has no outcome. The next client that
 * opens the service adds what daemon and chain prove, and nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class KilledAuditIT {
    private static final Cogs PRICE = Good.LOAF.price();

    private final Shop net = new Shop();
    private String key = "";
    private Identity payer = net.provider();
    private Path file = Path.of("");

    @BeforeEach
    void newPayer(TestInfo test, @TempDir Path folder) {
        file = folder.resolve("audit.jsonl");
        key = Shop.newKey(Seeds.random(test.getDisplayName().hashCode()));
        payer = Identity.ofPrivateKey(key);
        net.fund(payer.address());
    }

    @AfterEach
    void letGo() {
        net.service.onOrder(() -> {});
        net.gate.cut();
    }

    @AfterAll
    void close() {
        net.close();
    }

    @Test
    void whatWasSignedAndNeverLeftWasNotTaken() throws Exception {
        buy();
        killWhenSigned();

        assertThat(settledByTheNextClient()).containsExactly(Charge.NONE);
    }

    @Test
    void whatTheDaemonTookBeforeItsAnswerArrivedWasTaken() throws Exception {
        killWhenTaken(buy());

        assertThat(settledByTheNextClient()).containsExactly(Charge.CHARGED);
    }

    @Test
    void whatAClaimTookMeanwhileWasTaken() throws Exception {
        BigInteger channel = buy();
        killWhenTaken(channel);
        claim(channel);

        assertThat(settledByTheNextClient()).containsExactly(Charge.CHARGED);
    }

    @Test
    void whatAClaimLeftOutWasNotTaken() throws Exception {
        BigInteger channel = buy();
        killWhenSigned();
        claim(channel);

        assertThat(settledByTheNextClient()).containsExactly(Charge.NONE);
    }

    @Test
    void whatADaemonWithoutMemoryCannotTellStaysOpen() throws Exception {
        buy();
        killWhenSigned();
        net.replaceDaemon(false);

        assertThat(settledByTheNextClient()).isEmpty();
    }

    @Test
    void whatALivingProcessSignedIsItsOwn() throws Exception {
        buy();
        try (Killable child = start(Task.STOP_WHEN_SIGNED)) {
            assertThat(child.say()).isEqualTo("signed");

            assertThat(settledByTheNextClient()).isEmpty();
            child.kill();
        }
        assertThat(settledByTheNextClient()).containsExactly(Charge.NONE);
    }

    @Test
    void laterPaymentsOfTheSameNonceProveWhatNobodyCouldTell() throws Exception {
        buy();
        killWhenSigned();
        // Another program, with another audit, pays another price.
        Path own = file;
        file = file.resolveSibling("other.jsonl");
        buy(Good.COAT);
        String later = Files.readString(file);
        file = own;
        assertThat(settledByTheNextClient()).as("more was paid since").isEmpty();

        Files.writeString(file, Files.readString(file) + later);

        assertThat(settledByTheNextClient()).containsExactly(Charge.NONE);
    }

    private void killWhenSigned() throws Exception {
        try (Killable child = start(Task.STOP_WHEN_SIGNED)) {
            assertThat(child.say()).isEqualTo("signed");
            child.kill();
        }
    }

    private void killWhenTaken(BigInteger channel) throws Exception {
        net.service.onOrder(net.gate::holdAnswers);
        try (Killable child = start(Task.BUY)) {
            while (!net.store().authorized(ChannelId.of(channel)).equals(PRICE.times(2))) {
                Thread.sleep(5);
            }
            child.kill();
        }
        net.gate.cut();
        net.service.onOrder(() -> {});
    }

    private Killable start(Task task) throws IOException {
        return KilledClient.start(net, key, net.net().rpcUrl(), task, Map.of("SNET4J_AUDIT_FILE", file.toString()));
    }

    private void claim(BigInteger channel) {
        try (ProviderClaims claims = net.claims()) {
            claims.claim(ChannelId.of(channel));
        }
    }

    private SnetClient client() {
        return net.client(payer)
                .auditFile(file)
                .spendingLimit(KilledClient.limit())
                .build();
    }

    /** @return the channel */
    private BigInteger buy() throws IOException {
        return buy(Good.LOAF);
    }

    private BigInteger buy(Good good) throws IOException {
        try (SnetClient client = client();
                ServiceClient service =
                        client.openService(net.net().orgId(), net.net().serviceId())) {
            ClientCalls.blockingUnaryCall(
                    PaidChannel.of(service), good.method(), CallOptions.DEFAULT, Good.order(false));
        }
        List<AuditEntry> entries = PaymentAudit.read(file);
        return ((AuditEntry.Settled) entries.get(entries.size() - 1))
                .payment()
                .channelId()
                .value();
    }

    /** What opening the service adds to the audit, whose lines stay as they were. */
    private List<Charge> settledByTheNextClient() throws IOException {
        byte[] before = Files.readAllBytes(file);
        int known = PaymentAudit.read(file).size();
        try (SnetClient client = client()) {
            client.openService(net.net().orgId(), net.net().serviceId()).close();
        }
        assertThat(Files.readAllBytes(file)).startsWith(before);
        return PaymentAudit.read(file).stream()
                .skip(known)
                .map(entry -> ((AuditEntry.Settled) entry).charge())
                .toList();
    }
}
