package io.snet4j.cli.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.cli.Cli;
import io.snet4j.cli.ExampleService;
import io.snet4j.cli.Examples;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.JournalEntry;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestAccount;
import io.snet4j.junit.TestSession;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SnetNetwork(network = "provider-claim")
class ClaimsIT {
    private static final Cogs PRICE = Cogs.ofFet("0.0001");

    private final Cli cli;
    private final List<String> service = new ArrayList<>();

    ClaimsIT(@TempDir Path home) {
        cli = new Cli(home);
    }

    @BeforeEach
    void theProvider(TestSession session) {
        DevnetConnection net = session.service().connection();
        cli.with(net.settings("provider"));
        service.addAll(List.of(net.orgId(), net.serviceId()));
    }

    private String[] claims(String command, String... more) {
        List<String> words = new ArrayList<>(List.of("claims", command));
        words.addAll(service);
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private static ChannelId channel(TestSession session) {
        return session.open().payments().channels().get(0).onChain().id();
    }

    private static boolean anyIsClaimed(TestSession session) {
        return session.journal().stream().anyMatch(JournalEntry.Claimed.class::isInstance);
    }

    @Test
    void whatWasPaidIsListedWithItsPayer(TestSession session, TestAccount account) {
        session.open().call("ask", "{}");
        session.open().call("ask", "{}");

        JsonNode list = cli.json(claims("list"));

        assertThat(list.path("total").asText()).isEqualTo(PRICE.times(2).value().toString());
        assertThat(list.path("payments")).hasSize(1);
        JsonNode payment = list.path("payments").get(0);
        assertThat(payment.path("channel").asText()).isEqualTo(channel(session).toString());
        assertThat(payment.path("payer").asText()).isEqualTo(account.address().toString());
        assertThat(payment.path("amount").asText())
                .isEqualTo(PRICE.times(2).value().toString());
        assertThat(payment.path("nonce").asText()).isEqualTo("0");
        assertThat(payment.path("inProgress").asBoolean()).isFalse();
        assertThat(cli.run(claims("list")).ok().out())
                .contains("unclaimed", account.address().toString(), "0.0002 FET; claiming it costs at most");
        assertThat(anyIsClaimed(session)).isFalse();
    }

    @Test
    void whatIsInProgressIsListedBesideWhatCameSince(TestSession session) {
        session.open().call("ask", "{}");
        session.service().beginClaim(channel(session));
        session.open().call("ask", "{}");

        JsonNode payments = cli.json(claims("list")).path("payments");

        assertThat(payments).hasSize(2);
        assertThat(payments.get(0).path("inProgress").asBoolean()).isTrue();
        assertThat(payments.get(1).path("inProgress").asBoolean()).isFalse();
        assertThat(payments.get(1).path("nonce").asText()).isEqualTo("1");

        JsonNode claimed = cli.json(claims("claim", "--all", "--yes"));
        assertThat(claimed.path("claims")).hasSize(2);
        assertThat(claimed.path("amount").asText())
                .isEqualTo(PRICE.times(2).value().toString());
        assertThat(cli.json(claims("list")).path("payments")).isEmpty();
    }

    @Test
    void whatWasPaidIsClaimed(TestSession session) {
        session.open().call("ask", "{}");

        JsonNode claimed = cli.json(claims("claim", "--all", "--yes"));

        assertThat(claimed.path("sent").asBoolean()).isTrue();
        assertThat(claimed.path("amount").asText()).isEqualTo(PRICE.value().toString());
        assertThat(claimed.path("claims")).hasSize(1);
        assertThat(claimed.at("/claims/0/transaction").asText()).hasSize(66);
        assertThat(claimed.path("failures")).isEmpty();
        assertThat(anyIsClaimed(session)).isTrue();
    }

    @Test
    void whatBringsLessThanTheLeastIsLeft(TestSession session) {
        session.open().call("ask", "{}");
        try (SnetClient other = session.newClient("other").build();
                ServiceClient much = session.open(other)) {
            much.call("ask", "{}");
            much.call("ask", "{}");
        }

        JsonNode claimed = cli.json(claims("claim", "--min", "0.0002FET", "--yes"));

        assertThat(claimed.path("claims")).hasSize(1);
        assertThat(claimed.path("amount").asText())
                .isEqualTo(PRICE.times(2).value().toString());
        assertThat(cli.json(claims("list")).at("/payments/0/channel").asText())
                .isEqualTo(channel(session).toString());

        String one = channel(session).toString();
        assertThat(cli.json(claims("claim", one, "--yes"))
                        .at("/claims/0/channel")
                        .asText())
                .isEqualTo(one);
        cli.run(claims("claim", one, "--yes")).failed(4, "nothing to be claimed from channel " + one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--all", "--min 0.0001FET", "--all --min 0.0001FET", "ID", "ID --min 0.0001FET"})
    void whatIsNotLeftOutIsClaimed(String words, TestSession session) {
        session.open().call("ask", "{}");

        assertThat(dryRun(session, words).path("claims")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--min 1FET", "--all --min 1FET", "ID --min 1FET"})
    void whatBringsLessIsLeftOutHoweverItIsNamed(String words, TestSession session) {
        session.open().call("ask", "{}");

        assertThat(dryRun(session, words).path("claims")).isEmpty();
    }

    private JsonNode dryRun(TestSession session, String words) {
        List<String> arguments = new ArrayList<>(List.of("--dry-run"));
        if (!words.isEmpty()) {
            arguments.addAll(
                    List.of(words.replace("ID", channel(session).toString()).split(" ")));
        }
        return cli.json(claims("claim", arguments.toArray(String[]::new)));
    }

    @Test
    void allAndSomeAreNotSaidTogether() {
        cli.run(claims("claim", "0", "--all")).failed(2, "name channels by ID, or say --all");
    }

    @Test
    void aDryRunSaysWhatWouldBeClaimedAndSendsNothing(TestSession session) {
        session.open().call("ask", "{}");

        assertThat(cli.run(claims("claim", "--all", "--dry-run")).ok().out())
                .contains("Nothing was sent", "fee of at most", "0.0001 FET");
        assertThat(anyIsClaimed(session)).isFalse();
    }

    @Test
    void withoutATerminalAndWithoutAWordNothingIsSent(TestSession session) {
        session.open().call("ask", "{}");

        cli.run(claims("claim", "--all")).failed(5, "--yes");
        assertThat(anyIsClaimed(session)).isFalse();
    }

    @Test
    void atATerminalItSaysWhatItBringsAndCostsBeforeItAsks(TestSession session) {
        session.open().call("ask", "{}");

        Cli.Run refused = cli.typing(List.of("n"), claims("claim", "--all"));

        refused.failed(5, "not agreed to");
        assertThat(refused.err()).contains("claim 0.0001 FET", "highest fee", "from 1 channel(s)? [y/N]");
        assertThat(anyIsClaimed(session)).isFalse();
        assertThat(cli.typing(List.of("y"), claims("claim", "--all")).ok().out())
                .contains("0.0001 FET");
    }

    @Test
    void aFeeBeyondTheLimitIsNotPaidAndTheClaimGoesOnLater(TestSession session) {
        session.open().call("ask", "{}");

        cli.with("SNET4J_LIMIT_FEE", "1")
                .run(claims("claim", "--all", "--yes"))
                .failed(5, "the fee limit allows 1 wei per transaction");

        assertThat(anyIsClaimed(session)).isFalse();
        cli.with("SNET4J_LIMIT_FEE", "");
        assertThat(cli.json(claims("list")).at("/payments/0/inProgress").asBoolean())
                .isTrue();
        assertThat(cli.json(claims("claim", "--all", "--yes")).path("claims")).hasSize(1);
    }

    @Test
    void whereThereIsNothingNothingIsSent() {
        assertThat(cli.run(claims("list")).ok().out()).contains("There is nothing to be claimed");
        assertThat(cli.run(claims("claim", "--all", "--yes")).ok().out()).contains("There is nothing to be claimed");
    }

    @Test
    void theKeyOfAnotherIsRefused(TestAccount account) {
        cli.with(account.settings());

        for (String[] words : List.of(claims("list"), claims("claim", "--all", "--yes"))) {
            cli.run(words).failed(5, account.address().toString(), "--key NAME");
        }
    }

    @Test
    void whoLacksAKeyIsRefused() {
        cli.with("SNET4J_PRIVATE_KEY", "");

        cli.run(claims("claim", "--all", "--yes")).failed(3, "key new");
    }

    @Test
    void aDaemonThatIsDownIsTheServices(TestSession session) {
        session.service().stopDaemon();

        cli.run(claims("claim", "--all", "--yes")).failed(7, "cannot be reached");
    }

    @Test
    void theExamplesOfTheHelpRun(TestSession session) {
        ExampleService.in(session.devnet());
        var group = Objects.requireNonNull(cli.commandLine().getSubcommands().get("claims"));
        List<String> lines = new ArrayList<>(Examples.of(group));
        group.getSubcommands().values().forEach(command -> lines.addAll(Examples.of(command)));
        assertThat(lines).hasSizeGreaterThan(4);
        for (String line : lines) {
            cli.run(line.substring("snet4j ".length()).split(" ")).ok();
        }
    }
}
