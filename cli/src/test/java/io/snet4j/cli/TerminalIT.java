package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestAccount;
import io.snet4j.junit.TestSession;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a real terminal shows. */
@SnetNetwork
class TerminalIT {
    private static final String ESCAPE = "\u001b[";

    private final Path home;

    TerminalIT(@TempDir Path home) {
        this.home = home;
    }

    private PseudoTerminal start(TestAccount account, int columns, String... arguments) throws IOException {
        return PseudoTerminal.start(home, account.settings(), columns, arguments);
    }

    @Test
    void aPasswordIsAskedForAndNotShown(TestAccount account) throws Exception {
        Path key = TestKeystore.in(home);
        Map<String, String> settings = new HashMap<>(account.settings());
        settings.remove("SNET4J_PRIVATE_KEY");
        settings.put("SNET4J_KEYSTORE", key.toString());

        try (var terminal = PseudoTerminal.start(home, settings, 80, "account", "balance")) {
            terminal.await("Password of wallet.json: ");
            terminal.type(TestKeystore.PASSWORD + "\n");

            assertThat(terminal.end(0)).contains(TestKeystore.ADDRESS).doesNotContain(TestKeystore.PASSWORD);
        }
    }

    @Test
    void moneyMovesAfterAYesOnly(TestAccount account) throws Exception {
        try (var terminal = start(account, 80, "account", "deposit", "2FET")) {
            terminal.await("Go on with the deposit of 2 FET? [y/N] ");
            terminal.type("y\n");

            assertThat(terminal.end(0)).contains("highest fee", "2 FET");
        }
    }

    @Test
    void ctrlCAtTheQuestionEndsItAndNothingIsSent(TestAccount account, TestSession session) throws Exception {
        try (var terminal = start(account, 80, "account", "deposit", "2FET")) {
            terminal.await("[y/N] ");
            terminal.type("\u0003");

            terminal.end(130);
        }
        assertThat(session.client().account().escrowBalance().isZero()).isTrue();
    }

    @Test
    void aTableFitsTheTerminalAndIsColouredThere(TestAccount account, TestSession session) throws Exception {
        session.open().payments().openChannel(Cogs.of(5));
        String recipient = session.open().group().recipient().toString();

        try (var narrow = start(account, 60, "channels", "list")) {
            String shown = narrow.end(0);
            assertThat(shown).contains(ESCAPE + "1m", "…").doesNotContain(recipient);
            assertThat(shown.replaceAll("\u001b\\[[0-9;]*m", "").lines())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
        }
        Map<String, String> plain = new HashMap<>(account.settings());
        plain.put("NO_COLOR", "1");
        try (var wide = PseudoTerminal.start(home, plain, 200, "channels", "list")) {
            assertThat(wide.end(0)).contains(recipient).doesNotContain(ESCAPE);
        }
    }
}
