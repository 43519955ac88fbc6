package io.snet4j.cli.spending;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.GroupId;
import io.snet4j.cli.Cli;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.PaymentAudit;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpendingIT {
    private final Cli cli;
    private final Path audit;

    SpendingIT(@TempDir Path home) {
        cli = new Cli(home);
        audit = home.resolve("payments.jsonl");
        cli.with("SNET4J_AUDIT_FILE", audit.toString());
    }

    @BeforeEach
    void someWerePaid() {
        try (PaymentAudit file = PaymentAudit.file(audit)) {
            pay(file, 1, "translate", Optional.empty(), Charge.CHARGED);
            pay(file, 2, "translate", Optional.of("7"), Charge.CHARGED);
            // What was signed for it is signed again for the next one.
            pay(file, 3, "digits", Optional.of("8"), Charge.NONE);
            pay(file, 3, "digits", Optional.of("7"), Charge.UNKNOWN);
        }
    }

    private static void pay(PaymentAudit file, int number, String service, Optional<String> model, Charge charge) {
        SignedAmount signed = new SignedAmount(
                ChannelId.of(number),
                ChannelNonce.ZERO,
                Cogs.ofFet("0.1"),
                Cogs.ofFet("0.1"),
                "example.Service/call",
                model);
        file.onSigned(
                signed,
                new PaymentOrigin(
                        1,
                        Address.ZERO,
                        Address.ZERO,
                        "example-org",
                        service,
                        GroupId.of(new byte[32]),
                        BlockNumber.of(1),
                        "test"));
        file.onSettled(signed, charge);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    @Test
    void whatWasPaidIsSummedByServiceAndWhatMayHaveBeenCounts() {
        var spending = cli.json("spending");

        assertThat(spending.path("rows")).hasSize(2);
        assertThat(spending.at("/rows/0/name").asText()).isEqualTo("example-org/digits");
        assertThat(spending.at("/rows/0/uncertain").asText()).isEqualTo("100000000000000000");
        assertThat(spending.at("/rows/1/payments").asInt()).isEqualTo(2);
        assertThat(spending.path("paid").asText()).isEqualTo("300000000000000000");
        assertThat(cli.run("spending").ok().out())
                .contains("SERVICE", "example-org/translate", "0.2 FET", "in all          0.3 FET, without a limit");
    }

    @Test
    void modelsAndDaysAreOtherSums() throws IOException {
        assertThat(cli.json("spending", "--by", "model").path("rows"))
                .extracting(row -> row.path("name").asText())
                .containsExactly("(no model)", "7");
        assertThat(cli.json("spending", "--by", "day").path("rows")).hasSizeBetween(1, 2);
        assertThat(cli.json("spending", "--since", today().plusDays(2).toString())
                        .path("rows"))
                .isEmpty();
        assertThat(Files.readAllLines(audit)).hasSize(8);
    }

    @Test
    void sumsStandAgainstTheLimits() {
        cli.with("SNET4J_LIMIT_DAY", "1FET").with("SNET4J_LIMIT_TOTAL", "2FET");

        assertThat(cli.run("spending").ok().out()).contains(" of 1 FET", "0.3 FET of 2 FET");
        assertThat(cli.json("spending").path("limitTotal").asText()).isEqualTo("2000000000000000000");
    }

    @Test
    void eachBudgetIsShownWithWhatIsLeftAndWhenItBeginsAnew() {
        cli.with("SNET4J_LIMIT_DAY", "1FET")
                .with("SNET4J_LIMIT_BUDGETS", "500000000000000000 for example-org/digits")
                .at(Clock.fixed(Instant.parse("2030-01-01T12:00:00Z"), ZoneOffset.UTC));

        assertThat(cli.run("spending").ok().out().lines().skip(8))
                .containsExactly(
                        "BUDGET                FOR                 PER  AMOUNT   USED     LEFT     BEGINS ANEW",
                        "SNET4J_LIMIT_DAY      all payments        day  1 FET    0 FET    1 FET    2030-01-02T00:00:00Z",
                        "SNET4J_LIMIT_BUDGETS  example-org/digits  -    0.5 FET  0.1 FET  0.4 FET  never");
        var budgets = cli.json("spending").path("budgets");
        assertThat(budgets).hasSize(2);
        assertThat(budgets.at("/0/setting").asText()).isEqualTo("SNET4J_LIMIT_DAY");
        assertThat(budgets.at("/0/scope").asText()).isEqualTo("*");
        assertThat(budgets.at("/0/windowEnd").asText()).isEqualTo("2030-01-02T00:00:00Z");
        assertThat(budgets.at("/1/scope").asText()).isEqualTo("example-org/digits");
        assertThat(budgets.at("/1/window").asText()).isEqualTo("EVER");
        assertThat(budgets.at("/1/windowEnd").isNull()).isTrue();
        assertThat(budgets.at("/1/amount").asText()).isEqualTo("500000000000000000");
        assertThat(budgets.at("/1/used").asText()).isEqualTo("100000000000000000");
        assertThat(budgets.at("/1/left").asText()).isEqualTo("400000000000000000");
    }

    @Test
    void whoNeverPaidSeesNothing(@TempDir Path other) {
        assertThat(new Cli(other).run("spending").ok().out()).contains("paid            0 FET");
    }

    @Test
    void wrongWordsAreNamed() {
        cli.run("spending", "--by", "hour").failed(2, "hour", "spending --help");
        cli.run("spending", "--since", "monday").failed(2, "monday");
        cli.with("SNET4J_LIMIT_DAY", "much").run("spending").failed(3, "SNET4J_LIMIT_DAY", "much");
        cli.with("SNET4J_LIMIT_DAY", "1")
                .with("SNET4J_LIMIT_BUDGETS", "1 per week")
                .run("spending")
                .failed(3, "SNET4J_LIMIT_BUDGETS is no list", "AMOUNT [per hour");
    }
}
