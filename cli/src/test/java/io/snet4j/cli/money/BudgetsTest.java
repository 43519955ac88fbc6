package io.snet4j.cli.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.chain.GroupId;
import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.settings.KeyStore;
import io.snet4j.cli.settings.Profiles;
import io.snet4j.cli.settings.RunningDevnet;
import io.snet4j.cli.shell.Globals;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.cli.shell.Shell;
import io.snet4j.cli.shell.Terminal;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.memory.BudgetCounters;
import io.snet4j.internal.memory.MemorySource;
import io.snet4j.payment.PaymentAudit;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetsTest {
    private static final Cogs ONE = Cogs.ofFet("1");
    private static final Cogs TWO = Cogs.ofFet("2");
    private static final Clock NOON = Clock.fixed(Instant.parse("2030-01-01T12:00:00Z"), ZoneOffset.UTC);
    private static final Address FIRST_KEY = Address.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");

    private final Path home;

    BudgetsTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void withoutLimitsEverythingIsAllowed() throws IOException {
        Budgets budgets = budgets(Map.of(), NOON);

        budgets.require(Cogs.ofFet("1000000"));
        take(budgets, FIRST_KEY, Cogs.ofFet("1000000"));
    }

    @Test
    void aRefusalNamesTheSettingWhatIsLeftWhenItBeginsAnewAndTheWayOut() throws IOException {
        Budgets budgets = budgets(Map.of("SNET4J_LIMIT_DAY", "2FET"), NOON);
        take(budgets, FIRST_KEY, Cogs.ofFet("1.5"));

        assertThatThrownBy(() -> budgets.require(ONE))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.exitCode()).isEqualTo(5))
                .hasMessageContaining("SNET4J_LIMIT_DAY is 2 FET")
                .hasMessageContaining("0.5 FET are left until 2030-01-02T00:00:00Z")
                .hasMessageContaining("1 FET would be too much")
                .hasMessageContaining("nothing was paid")
                .hasMessageContaining("wait until midnight UTC, or raise it")
                .hasMessageContaining("snet4j network set NAME SNET4J_LIMIT_DAY=AMOUNT");
        budgets.require(Cogs.ofFet("0.5"));
    }

    // Guard: NamedCounters.take.
    @Test
    void whatIsRefusedOnlyWhenItIsSignedIsToldInTheSameWords() throws IOException {
        Budgets budgets = budgets(Map.of("SNET4J_LIMIT_TOTAL", "2FET"), NOON);
        take(budgets, FIRST_KEY, TWO);

        assertThatThrownBy(() -> take(budgets, FIRST_KEY, ONE))
                .isInstanceOf(SpendingLimitException.class)
                .hasMessageContaining("SNET4J_LIMIT_TOTAL is 2 FET, of which nothing is left, and 1 FET")
                .hasMessageContaining("nothing was paid for it; raise it");
    }

    @Test
    void allKeysOfAProfileUseOneBudget() throws IOException {
        take(budgets(Map.of("SNET4J_LIMIT_TOTAL", "2FET"), NOON), FIRST_KEY, ONE);
        take(budgets(Map.of("SNET4J_LIMIT_TOTAL", "2FET"), NOON), Address.ZERO, ONE);

        Budgets budgets = budgets(Map.of("SNET4J_LIMIT_TOTAL", "2FET"), NOON);
        assertThatThrownBy(() -> budgets.require(Cogs.of(1))).hasMessageContaining("SNET4J_LIMIT_TOTAL");
        assertThatThrownBy(() -> take(budgets, Address.ZERO, Cogs.of(1))).isInstanceOf(SpendingLimitException.class);
    }

    @Test
    void aDaysBudgetBeginsAnewAndThatOfAllTimeDoesNot() throws IOException {
        Map<String, String> limits = Map.of("SNET4J_LIMIT_DAY", "2FET", "SNET4J_LIMIT_TOTAL", "3FET");
        take(budgets(limits, NOON), FIRST_KEY, TWO);

        Budgets tomorrow = budgets(limits, Clock.offset(NOON, Duration.ofHours(12)));
        tomorrow.require(ONE);
        assertThatThrownBy(() -> tomorrow.require(Cogs.of(1).plus(ONE)))
                .hasMessageContaining("SNET4J_LIMIT_TOTAL")
                .hasMessageContaining("1 FET are left");
    }

    @Test
    void whatWasSpentBeforeALimitWasSetCounts() throws IOException {
        take(budgets(Map.of(), NOON), FIRST_KEY, ONE);

        Budgets budgets = budgets(Map.of("SNET4J_LIMIT_DAY", "2FET", "SNET4J_LIMIT_TOTAL", "2FET"), NOON);

        assertThat(budgets.standings()).extracting(Standing::left).containsOnly(Optional.of(ONE));
    }

    // Guard: BudgetSums.first asks what was used earlier.
    @Test
    void whatAnEarlierVersionWroteDownCountsOnItsDayAndInAll() throws IOException {
        Map<String, String> limits = Map.of("SNET4J_LIMIT_DAY", "2FET", "SNET4J_LIMIT_TOTAL", "3FET");
        settings(limits).createStateFolder();
        try (PaymentAudit audit = PaymentAudit.file(settings(limits).auditFile())) {
            audit.onSigned(payment(0, ONE));
            audit.onSettled(payment(0, ONE), Charge.CHARGED);
        }
        Clock then = writtenAt();

        assertThat(budgets(limits, then).standings())
                .extracting(Standing::left)
                .containsExactly(Optional.of(ONE), Optional.of(TWO));
        take(budgets(limits, then), FIRST_KEY, ONE);
        assertThatThrownBy(() -> budgets(limits, then).require(Cogs.of(1))).hasMessageContaining("SNET4J_LIMIT_DAY");

        // From then on the audit file is not asked any more.
        Files.delete(settings(limits).auditFile());
        assertThatThrownBy(() -> budgets(limits, then).require(Cogs.of(1))).hasMessageContaining("SNET4J_LIMIT_DAY");
        Budgets tomorrow = budgets(limits, Clock.offset(then, Duration.ofDays(1)));
        tomorrow.require(ONE);
        assertThatThrownBy(() -> tomorrow.require(TWO)).hasMessageContaining("SNET4J_LIMIT_TOTAL");
    }

    private Clock writtenAt() throws IOException {
        Instant time = PaymentAudit.read(settings(Map.of()).auditFile()).get(0).time();
        return Clock.fixed(
                LocalDate.ofInstant(time, ZoneOffset.UTC).atStartOfDay().toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    }

    @Test
    void aRefusedPaymentCountsOnceHoweverOftenItsAmountIsSigned() {
        Map<String, String> limits = Map.of("SNET4J_LIMIT_TOTAL", "9FET");
        settings(limits).createStateFolder();
        try (PaymentAudit audit = PaymentAudit.file(settings(limits).auditFile())) {
            audit.onSigned(payment(0, ONE));
            audit.onSettled(payment(0, ONE), Charge.NONE);
            audit.onSigned(
                    new SignedAmount(ChannelId.of(0), ChannelNonce.of(0), ONE, ONE, "a.B/another", Optional.empty()));
            audit.onSigned(payment(0, TWO));
            audit.onSigned(payment(1, ONE));
            audit.onSettled(payment(1, ONE), Charge.NONE);
        }

        assertThat(budgets(limits, NOON).standings().get(1).used()).isEqualTo(Cogs.ofFet("3"));
    }

    @Test
    void aDamagedFileIsCountedAnewFromWhatWasWrittenDown() throws IOException {
        Map<String, String> limits = Map.of("SNET4J_LIMIT_TOTAL", "2FET");
        settings(limits).createStateFolder();
        try (PaymentAudit audit = PaymentAudit.file(settings(limits).auditFile())) {
            audit.onSigned(payment(0, ONE));
        }
        take(budgets(limits, NOON), FIRST_KEY, ONE);
        Files.writeString(settings(limits).stateFolder().resolve("channels/all-payers/budgets.json"), "{\"EVER\":");

        assertThat(budgets(limits, NOON).standings().get(1).left()).contains(ONE);
    }

    @Test
    void otherBudgetsAreTheProfilesTooAndKnowWhatWasSpentBefore() {
        Map<String, String> limits = Map.of("SNET4J_LIMIT_BUDGETS", "5 for org/service, 7 per month for other");
        settings(limits).createStateFolder();
        try (PaymentAudit audit = PaymentAudit.file(settings(limits).auditFile())) {
            audit.onSigned(
                    payment(0, Cogs.of(3)),
                    new PaymentOrigin(
                            1,
                            Address.ZERO,
                            Address.ZERO,
                            "org",
                            "service",
                            GroupId.of(new byte[32]),
                            BlockNumber.of(1),
                            "test"));
            audit.onSigned(payment(1, Cogs.of(1)));
        }

        List<Standing> standings = budgets(limits, NOON).standings();

        assertThat(standings).extracting(Standing::used).containsExactly(Cogs.ZERO, Cogs.of(4), Cogs.of(3), Cogs.ZERO);
        assertThat(standings.get(2).refusal(Cogs.of(3)))
                .contains("SNET4J_LIMIT_BUDGETS is 5 cogs for org/service, of which 2 cogs are left, and 3 cogs");
    }

    @Test
    void ofTwoForTheSamePaymentsTheLowerOneHolds() {
        Map<String, String> limits =
                Map.of("SNET4J_LIMIT_BUDGETS", "5 per day,5", "SNET4J_LIMIT_DAY", "4", "SNET4J_LIMIT_TOTAL", "6");
        Budgets budgets = budgets(limits, NOON);

        assertThat(budgets.standings())
                .extracting(Standing::amount)
                .containsExactly(Optional.of(Cogs.of(4)), Optional.of(Cogs.of(5)));
        assertThat(budgets.settings(limits))
                .containsEntry("SNET4J_LIMIT_BUDGETS", "5 per day,5,4 per day,5")
                .doesNotContainKey("SNET4J_LIMIT_TOTAL");
    }

    @Test
    void aLimitOfNothingAllowsNothingButWhatIsFree() {
        Map<String, String> limits = Map.of("SNET4J_LIMIT_DAY", "0");
        Budgets budgets = budgets(limits, NOON);

        budgets.require(Cogs.ZERO);
        assertThatThrownBy(() -> budgets.require(Cogs.of(1))).hasMessageContaining("SNET4J_LIMIT_DAY is 0 FET");
        assertThat(budgets.settings(limits)).containsEntry("SNET4J_LIMIT_TOTAL", "0");
    }

    private static void take(Budgets budgets, Address payer, Cogs amount) throws IOException {
        BudgetCounters counters =
                MemorySource.of(budgets.state()).open(1, Address.ZERO, payer).budgets();
        counters.take(
                budgets.standings().stream()
                        .map(standing -> new SpendingBudget(
                                standing.amount().orElse(Cogs.ofFet("10000000")), standing.scope(), standing.window()))
                        .toList(),
                amount);
    }

    private static SignedAmount payment(int nonce, Cogs amount) {
        return new SignedAmount(ChannelId.of(0), ChannelNonce.of(nonce), amount, amount, "a.B/c", Optional.empty());
    }

    private Budgets budgets(Map<String, String> limits, Clock clock) {
        return new Budgets(settings(limits), clock);
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
