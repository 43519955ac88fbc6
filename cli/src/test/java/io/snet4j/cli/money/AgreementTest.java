package io.snet4j.cli.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.settings.KeyStore;
import io.snet4j.cli.settings.Profiles;
import io.snet4j.cli.settings.RunningDevnet;
import io.snet4j.cli.shell.Globals;
import io.snet4j.cli.shell.Output;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.cli.shell.Shell;
import io.snet4j.cli.shell.Terminal;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.PaymentPlan;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a user is asked before money moves, and when not. */
class AgreementTest {
    private final Path home;
    private final StringWriter err = new StringWriter();
    private final Deque<Cogs> quotes = new ArrayDeque<>();

    AgreementTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void atATerminalOneIsAskedAndTheQuoteIsAskedForAgain() {
        quotes.addAll(List.of(Cogs.of(5), Cogs.of(5)));

        assertThat(agree(agreement("yes\n"))).isEqualTo(Cogs.of(5));
        assertThat(quotes).isEmpty();
        assertThat(err.toString()).contains("price", "5 cogs", "Go on with the training?");
    }

    @Test
    void aPriceThatChangedIsAskedAboutAgain() {
        quotes.addAll(List.of(Cogs.of(5), Cogs.of(6), Cogs.of(6)));

        assertThat(agree(agreement("y\ny\n"))).isEqualTo(Cogs.of(6));
        assertThat(err.toString()).contains("from 5 cogs to 6 cogs");
    }

    @Test
    void aPriceThatChangesAfterEachAnswerEndsInARefusal() {
        for (int i = 0; i < 10; i++) {
            quotes.add(Cogs.of(i + 1));
        }

        assertRefused(agreement("y\n".repeat(10)), "changed");
    }

    @Test
    void noAnswerIsNo() {
        for (String typed : List.of("", "\n", "no\n", "yess\n")) {
            quotes.add(Cogs.of(5));
            assertRefused(agreement(typed), "not agreed to; nothing was paid");
        }
    }

    @Test
    void withoutATerminalOneHasToSaySoBeforehand() {
        quotes.add(Cogs.of(5));

        assertRefused(without(), "--yes");
        quotes.add(Cogs.of(5));
        assertThat(agree(without("--yes"))).isEqualTo(Cogs.of(5));
    }

    @Test
    void theHighestPriceIsTheSumOverTheCommand() {
        quotes.addAll(List.of(Cogs.of(5), Cogs.of(5), Cogs.of(1)));
        Agreement agreement = without("--max-price", "10");

        agree(agreement);
        agree(agreement);
        assertRefused(agreement, "after 10 cogs before it, more than --max-price 10 cogs");
        assertThat(agreement.settings(Map.of())).containsEntry("SNET4J_LIMIT_TOTAL", "10");
    }

    @Test
    void whatFollowsIsRefusedBeforeItsFirstPartIsPaid() {
        Agreement agreement = without("--max-price", "10");

        agreement.foresee("both", () -> Optional.of(Cogs.of(10)));
        agreement.foresee("both", Optional::empty);
        assertThatThrownBy(() -> agreement.foresee("both", () -> Optional.of(Cogs.of(11))))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.exitCode()).isEqualTo(5))
                .hasMessageContaining("both costs 11 cogs, more than --max-price 10 cogs");
        without("--yes").foresee("both", () -> {
            throw new AssertionError("asked without a maximum");
        });
    }

    @Test
    void whoIsInterruptedAtTheQuestionHasPaidNothing() {
        quotes.add(Cogs.of(5));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> agree(agreement("y\n")))
                .isInstanceOfSatisfying(CallCancelledException.class, e -> assertThat(e.charge())
                        .isEqualTo(Charge.NONE));
        assertThat(Thread.interrupted()).as("flag").isTrue();
        assertThat(err.toString()).as("what follows begins a line").endsWith("\n");
    }

    @Test
    void whatTheLibraryWouldRefuseIsSaidBeforeAnybodyIsAsked() {
        quotes.add(Cogs.of(5));
        Agreement agreement = agreement("y\n");

        assertThatThrownBy(() -> agreement.forQuote(
                        "the training", quotes::remove, price -> price, price -> plan(price, Optional.of("too poor"))))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.exitCode()).isEqualTo(5))
                .hasMessage("too poor");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theProfilesLimitHoldsWhateverWasAgreedTo() {
        quotes.addAll(List.of(Cogs.of(5), Cogs.of(5)));

        assertThatThrownBy(() -> agree(agreement(Map.of("SNET4J_LIMIT_DAY", "4"), "y\n")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("SNET4J_LIMIT_DAY");
        assertThat(err.toString()).as("nobody is asked in vain").isEmpty();
    }

    @Test
    void whereNothingMayBePaidTheHighestPriceAllowsNothingEither() {
        assertThat(agreement(Map.of("SNET4J_LIMIT_DAY", "0"), Terminal.none(), "", "--max-price", "10")
                        .settings(Map.of()))
                .containsEntry("SNET4J_LIMIT_TOTAL", "0");
    }

    private void assertRefused(Agreement agreement, String words) {
        assertThatThrownBy(() -> agree(agreement))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.exitCode()).isEqualTo(5))
                .hasMessageContaining(words);
    }

    private Cogs agree(Agreement agreement) {
        return agreement.forQuote(
                "the training", quotes::remove, price -> price, price -> plan(price, Optional.empty()));
    }

    private static PaymentPlan plan(Cogs price, Optional<String> obstacle) {
        return new PaymentPlan(
                price,
                Optional.empty(),
                List.of(),
                Cogs.ZERO,
                Optional.empty(),
                BigInteger.ZERO,
                new Wei(BigInteger.ZERO),
                obstacle,
                Optional.empty());
    }

    private Agreement agreement(String typed, String... options) {
        return agreement(Map.of(), Terminal.of("012"), typed, options);
    }

    private Agreement agreement(Map<String, String> limits, String typed) {
        return agreement(limits, Terminal.of("012"), typed);
    }

    private Agreement without(String... options) {
        return agreement(Map.of(), Terminal.none(), "y\n", options);
    }

    private Agreement agreement(Map<String, String> limits, Terminal terminal, String typed, String... options) {
        Map<String, String> environment = new HashMap<>(limits);
        environment.put("HOME", home.toString());
        Shell shell = new Shell(
                environment,
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                terminal,
                Clock.systemUTC());
        Profiles profiles = new Profiles(shell.configFolder(), new RunningDevnet(shell.stateFolder()));
        ClientSettings settings = ClientSettings.of(shell, new Globals(), profiles, new KeyStore(shell.configFolder()));
        return new Agreement(
                shell,
                new Output(shell, new Globals()),
                CommandLine.populateCommand(new PayOptions(), options),
                new Budgets(settings, shell.clock()));
    }
}
