package io.snet4j.cli.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.cli.Cli;
import io.snet4j.cli.ExampleService;
import io.snet4j.cli.Examples;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.JournalEntry;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestAccount;
import io.snet4j.junit.TestSession;
import io.snet4j.value.Cogs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SnetNetwork(network = "provider-claim")
class ProviderClaimIT {
    private final Cli cli;
    private final List<String> claim = new ArrayList<>(List.of("provider", "claim"));

    ProviderClaimIT(@TempDir Path home) {
        cli = new Cli(home);
    }

    @BeforeEach
    void theProvider(TestSession session) {
        DevnetConnection net = session.service().connection();
        cli.with(net.settings("provider"));
        claim.addAll(List.of(net.orgId(), net.serviceId()));
    }

    private String[] claim(String... more) {
        claim.addAll(List.of(more));
        return claim.toArray(String[]::new);
    }

    private static boolean anyIsClaimed(TestSession session) {
        return session.journal().stream().anyMatch(JournalEntry.Claimed.class::isInstance);
    }

    @Test
    void whatWasPaidIsClaimed(TestSession session) {
        session.open().call("ask", "{}");

        JsonNode claimed = cli.json(claim("--yes"));

        assertThat(claimed.path("sent").asBoolean()).isTrue();
        assertThat(claimed.path("amount").asText())
                .isEqualTo(Cogs.ofFet("0.0001").value().toString());
        assertThat(claimed.path("channels").asInt()).isEqualTo(1);
        assertThat(claimed.path("failures")).isEmpty();
        assertThat(anyIsClaimed(session)).isTrue();
    }

    @Test
    void aDryRunSaysWhatWouldBeClaimedAndSendsNothing(TestSession session) {
        session.open().call("ask", "{}");

        assertThat(cli.run(claim("--dry-run")).ok().out()).contains("Nothing was sent", "0.0001 FET from 1 channel(s)");
        assertThat(anyIsClaimed(session)).isFalse();
    }

    @Test
    void withoutATerminalAndWithoutAWordNothingIsSent(TestSession session) {
        session.open().call("ask", "{}");

        cli.run(claim()).failed(5, "--yes");
        assertThat(anyIsClaimed(session)).isFalse();
    }

    @Test
    void aClaimThatWasInterruptedIsFinished(TestSession session) {
        session.open().call("ask", "{}");
        session.service()
                .beginClaim(
                        session.open().payments().channels().get(0).onChain().id());

        assertThat(cli.run(claim("--yes")).ok().out()).contains("0.0001 FET from 1 channel(s)");
        assertThat(anyIsClaimed(session)).isTrue();
    }

    @Test
    void whereThereIsNothingNothingIsSent() {
        assertThat(cli.run(claim("--yes")).ok().out()).contains("There is nothing to be claimed");
    }

    @Test
    void theKeyOfAnotherIsRefused(TestAccount account) {
        cli.with(account.settings());

        cli.run(claim("--yes")).failed(5, account.address().toString(), "--key NAME");
    }

    @Test
    void whoLacksAKeyIsRefused() {
        cli.with("SNET4J_PRIVATE_KEY", "");

        cli.run(claim("--yes")).failed(3, "key new");
    }

    @Test
    void aDaemonThatIsDownIsTheServices(TestSession session) {
        session.service().stopDaemon();

        cli.run(claim("--yes")).failed(7, "cannot be reached");
    }

    @Test
    void theExamplesOfTheHelpRun(TestSession session) {
        ExampleService.in(session.devnet());
        var command = Objects.requireNonNull(cli.commandLine().getSubcommands().get("provider"))
                .getSubcommands()
                .get("claim");
        for (String line : Examples.of(Objects.requireNonNull(command))) {
            cli.run(line.substring("snet4j ".length()).split(" ")).ok();
        }
    }
}
