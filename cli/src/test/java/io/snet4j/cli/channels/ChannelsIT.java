package io.snet4j.cli.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.cli.Cli;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.PublishedService;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestAccount;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SnetNetwork(network = "expired-channels")
class ChannelsIT {
    private final Cli cli;
    private String org = "";
    private String service = "";

    ChannelsIT(@TempDir Path home) {
        cli = new Cli(home);
    }

    @BeforeEach
    void aConsumerOfAService(TestAccount account, PublishedService published) {
        cli.with(account.settings());
        org = published.connection().orgId();
        service = published.connection().serviceId();
    }

    private String open(String amount, String blocks) {
        return cli.json("channels", "open", org, service, amount, "--blocks", blocks, "--yes")
                .at("/channel/id")
                .asText();
    }

    private JsonNode only() {
        JsonNode channels = cli.json("channels", "list").path("channels");
        assertThat(channels).hasSize(1);
        return channels.get(0);
    }

    @Test
    void aChannelIsOpenedFilledAndExtended() {
        assertThat(cli.run("channels", "list").ok().out()).contains("no channels");

        String id = open("0.5FET", "200");
        cli.run("channels", "add", org, service, id, "0.25FET", "--yes").ok();
        BlockNumber before = BlockNumber.parse(only().path("expiration").asText());
        cli.run("channels", "extend", org, service, id, "--blocks", "300", "--yes")
                .ok();

        assertThat(only().path("value").asText()).isEqualTo("750000000000000000");
        assertThat(only().path("state").asText()).isEqualTo("open");
        assertThat(BlockNumber.parse(only().path("expiration").asText())).isGreaterThan(before);
        assertThat(cli.run("channels", "list").ok().out()).contains("ID ", "open", "0.75 FET", "in ");
    }

    @Test
    void aChannelThatPaidNamesItsServiceAndItsDaemonSaysWhatIsLeft(TestSession session) {
        String id = open("0.5FET", "200");
        try (var client = session.newClient()
                        .auditFile(Path.of(cli.json("network", "show")
                                .at("/settings/SNET4J_AUDIT_FILE")
                                .asText()))
                        .build();
                var opened = client.openService(org, service)) {
            opened.call(opened.api().methods().get(0).fullName(), "{}");
        }

        assertThat(only().path("service").asText()).isEqualTo(org + "/" + service);
        var shown = cli.json("channels", "show", id, org, service);
        assertThat(shown.at("/daemon/signed").asText()).isEqualTo("100000000000000");
        assertThat(shown.at("/channel/id").asText()).isEqualTo(id);
        assertThat(cli.run("channels", "show", id, org, service).ok().out()).contains("available", "0.4999 FET");
    }

    @Test
    void whatHasExpiredComesBackAndNothingElse(Devnet devnet) {
        String id = open("0.5FET", "150");
        cli.run("channels", "refund", id, "--yes").failed(3, "is open", "nothing to take back");

        devnet.expireChannel(ChannelId.parse(id));
        assertThat(only().path("state").asText()).isEqualTo("expired");
        var planned = cli.json("channels", "refund", "--expired", "--dry-run");
        assertThat(planned.path("sent").asBoolean()).isFalse();
        assertThat(planned.path("total").asText()).isEqualTo("500000000000000000");
        cli.run("channels", "refund", id).failed(5, "no terminal");
        assertThat(cli.run("channels", "refund", "--expired", "--yes").ok().out())
                .contains("0.5 FET");

        assertThat(only().path("state").asText()).isEqualTo("empty");
        assertThat(cli.json("account", "balance").path("escrow").asText()).isEqualTo("500000000000000000");
        assertThat(cli.run("channels", "refund", "--expired", "--yes").ok().out())
                .contains("No channel has expired");
    }

    @Test
    void aChannelThatNeverComesBackIsCalledAbsurdAndOneBeyondTheLimitLocked(TestSession session) {
        try (var client = session.newClient()
                        .spendingLimit(SpendingLimit.builder()
                                .expirationCap(BlockCount.of(Long.MAX_VALUE))
                                .build())
                        .build();
                var opened = client.openService(org, service)) {
            opened.payments().openChannel(Cogs.of(5), BlockNumber.of(BigInteger.TEN.pow(18)));
            opened.payments().openChannel(Cogs.of(5), BlockNumber.of(100_000));
        }

        var channels = cli.json("channels", "list").path("channels");
        assertThat(channels.get(0).path("state").asText()).isEqualTo("absurd");
        assertThat(channels.get(1).path("state").asText()).isEqualTo("locked");
        cli.run("channels", "list").ok();
        cli.run("channels", "add", org, service, channels.get(0).path("id").asText(), "1FET", "--yes")
                .failed(5, "does not come back");
    }

    @Test
    void aDryRunOpensNothing() {
        var planned = cli.json("channels", "open", org, service, "0.5FET", "--dry-run");

        assertThat(planned.path("channel").isNull()).isTrue();
        assertThat(planned.at("/transactions/1/kind").asText()).isEqualTo("deposit and open channel");
        assertThat(cli.run("channels", "open", org, service, "0.5FET", "--dry-run")
                        .ok()
                        .out())
                .startsWith("Nothing was sent.");
        assertThat(cli.json("channels", "list").path("channels")).isEmpty();
    }

    @Test
    void theUserIsAskedBeforeAChannelIsOpened() {
        assertThat(cli.typing(List.of("n"), "channels", "open", org, service, "0.5FET")
                        .code())
                .isEqualTo(5);
        assertThat(cli.json("channels", "list").path("channels")).isEmpty();
        cli.typing(List.of("yes"), "channels", "open", org, service, "0.5FET").ok();
        assertThat(only().path("value").asText()).isEqualTo("500000000000000000");
    }

    @Test
    void eachWayToFailHasItsExitCode(PublishedService published) {
        cli.run("channels", "refund").failed(2, "--expired");
        cli.run("channels", "show", "987654").failed(4, "no payment channel 987654");
        cli.run("channels", "add", org, service, "987654", "1FET", "--yes").failed(4, "no payment channel 987654");
        cli.run("channels", "open", org, "nothing-there", "1FET", "--yes").failed(4, "nothing-there");
        cli.run("channels", "open", org, service, "101FET", "--yes").failed(5, "100 FET");
        cli.run("--rpc", "http://127.0.0.1:1", "channels", "list").failed(6, "127.0.0.1:1");
        String id = open("0.5FET", "200");
        published.stopDaemon();
        cli.run("channels", "show", id, org, service).failed(7, "daemon");
    }
}
