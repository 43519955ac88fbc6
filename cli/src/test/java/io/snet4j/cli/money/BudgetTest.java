package io.snet4j.cli.money;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.settings.KeyStore;
import io.snet4j.cli.settings.Profiles;
import io.snet4j.cli.settings.RunningDevnet;
import io.snet4j.cli.shell.Globals;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.cli.shell.Shell;
import io.snet4j.cli.shell.Terminal;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.PaymentAudit;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetTest {
    private static final Cogs ONE = Cogs.ofFet("1");

    private final Path home;

    BudgetTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void withoutLimitsEverythingIsKept() {
        budget(Map.of(), Clock.systemUTC()).reserve(Cogs.ofFet("1000000"));
    }

    @Test
    void whatIsKeptCountsUntilItIsReleased() {
        Budget budget = budget(Map.of("SNET4J_LIMIT_DAY", "2FET"), Clock.systemUTC());
        budget.reserve(ONE);
        budget.reserve(ONE);

        assertThatThrownBy(() -> budget.reserve(Cogs.of(1)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("SNET4J_LIMIT_DAY is 2 FET")
                .hasMessageContaining("nothing was paid");

        budget.release();
        budget.reserve(ONE);
    }

    @Test
    void whatAnotherProcessKeepsCountsWhileItLives() throws Exception {
        Budget budget = budget(Map.of("SNET4J_LIMIT_TOTAL", "2FET"), Clock.systemUTC());
        Process other = new ProcessBuilder("sleep", "1000").start();
        try {
            budget.reserve(ONE);
            budget.release();
            writeReservation(other.toHandle(), Cogs.ofFet("1.5"));

            assertThatThrownBy(() -> budget.reserve(ONE)).isInstanceOf(RefusedException.class);
        } finally {
            other.destroyForcibly().waitFor();
        }

        budget.reserve(ONE);
    }

    @Test
    void whatWasSignedCountsOnItsDayAndInAllUnlessNothingWasCharged() {
        Map<String, String> limits = Map.of("SNET4J_LIMIT_DAY", "2FET", "SNET4J_LIMIT_TOTAL", "3FET");
        Budget today = budget(limits, Clock.systemUTC());
        settings(limits).createStateFolder();
        try (PaymentAudit audit = PaymentAudit.file(settings(limits).auditFile())) {
            audit.onSigned(payment(0));
            audit.onSigned(payment(1));
            audit.onSettled(payment(1), Charge.NONE);
        }

        today.reserve(ONE);
        assertThatThrownBy(() -> today.reserve(ONE)).hasMessageContaining("SNET4J_LIMIT_DAY");
        today.release();

        Budget tomorrow = budget(limits, Clock.offset(Clock.systemUTC(), Duration.ofDays(1)));
        tomorrow.reserve(Cogs.ofFet("2"));
        assertThatThrownBy(() -> tomorrow.reserve(Cogs.of(1))).hasMessageContaining("SNET4J_LIMIT_");
    }

    @Test
    void aFileThatAKillCutOffIsAsIfItWereEmpty() throws IOException {
        Budget budget = budget(Map.of("SNET4J_LIMIT_DAY", "2FET"), Clock.systemUTC());
        budget.reserve(ONE);
        Files.writeString(file(), "[{\"pid\":");

        budget.reserve(Cogs.ofFet("2"));
    }

    private static SignedAmount payment(int nonce) {
        return new SignedAmount(ChannelId.of(0), ChannelNonce.of(nonce), ONE, ONE, "a.B/c", Optional.empty());
    }

    private void writeReservation(ProcessHandle process, Cogs amount) throws IOException {
        Files.writeString(
                file(),
                "[{\"pid\":" + process.pid() + ",\"started\":\""
                        + process.info().startInstant().orElseThrow() + "\",\"amount\":\"" + amount.value() + "\"}]");
    }

    private Path file() {
        return settings(Map.of()).stateFolder().resolve("reserved.json");
    }

    private Budget budget(Map<String, String> limits, Clock clock) {
        return new Budget(settings(limits), clock);
    }

    private ClientSettings settings(Map<String, String> limits) {
        Map<String, String> environment = new HashMap<>(limits);
        environment.put("HOME", home.toString());
        Shell shell = new Shell(
                environment,
                InputStream.nullInputStream(),
                new PrintWriter(System.out),
                new PrintWriter(System.err),
                Terminal.none(),
                Clock.systemUTC());
        return ClientSettings.of(
                shell,
                new Globals(),
                new Profiles(shell.configFolder(), new RunningDevnet(shell.stateFolder())),
                new KeyStore(shell.configFolder()));
    }
}
