package io.snet4j.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.cli.Cli;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestAccount;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SnetNetwork
class AccountIT {
    private final Cli cli;

    AccountIT(@TempDir Path home) {
        cli = new Cli(home);
    }

    @BeforeEach
    void aConsumer(TestAccount account) {
        cli.with(account.settings());
    }

    @Test
    void theBalanceIsOfWalletEscrowAndEther(TestAccount account) {
        var balance = cli.json("account", "balance");

        assertThat(balance.path("address").asText()).isEqualTo(account.address().toString());
        assertThat(balance.path("wallet").asText()).isEqualTo("100000000000000000000");
        assertThat(cli.run("account", "balance").ok().out())
                .contains("wallet          100 FET", "escrow          0 FET", "ether           100 ether");
    }

    @Test
    void aDepositAndAWithdrawalMoveTokens() {
        var deposited = cli.json("account", "deposit", "2FET", "--yes");

        assertThat(deposited.path("sent").asBoolean()).isTrue();
        assertThat(deposited.at("/transactions/0/kind").asText()).isEqualTo("approve");
        assertThat(deposited.at("/transactions/1/kind").asText()).isEqualTo("deposit");
        assertThat(deposited.path("escrow").asText()).isEqualTo("2000000000000000000");
        assertThat(deposited.path("hash").asText()).startsWith("0x");
        assertThat(cli.run("account", "withdraw", "0.5FET", "--yes").ok().out())
                .contains("wallet          98.5 FET", "escrow          1.5 FET");
    }

    @Test
    void aTransferBelongsToTheOtherAccount(TestAccount account) {
        cli.run("account", "deposit", "1FET", "--yes").ok();
        String other = "0x00000000000000000000000000000000000000aa";

        assertThat(cli.json("account", "transfer", other, "0.25FET", "--yes")
                        .path("escrow")
                        .asText())
                .isEqualTo("750000000000000000");
        cli.run("account", "transfer", account.address().toString(), "1", "--yes")
                .failed(3, "is a mistake");
        cli.run("account", "transfer", "0x12", "1", "--yes").failed(2, "not an address");
    }

    @Test
    void anApprovalTakesTheOldOnesPlace() {
        cli.run("account", "approve", "5FET", "--yes").ok();
        cli.run("account", "approve", "3FET", "--yes").ok();

        assertThat(cli.json("account", "balance").path("allowance").asText()).isEqualTo("3000000000000000000");
    }

    @Test
    void aDryRunSaysWhatItWouldCostAndSendsNothing() {
        var planned = cli.json("account", "deposit", "2FET", "--dry-run");

        assertThat(planned.path("sent").asBoolean()).isFalse();
        assertThat(planned.path("hash").isNull()).isTrue();
        assertThat(planned.path("maxFee").asText()).matches("[1-9][0-9]+");
        assertThat(planned.path("wallet").asText()).isEqualTo("100000000000000000000");
        assertThat(cli.run("account", "deposit", "2FET", "--dry-run").ok().out())
                .startsWith("Nothing was sent.")
                .contains("approve", "deposit", "2 FET, fee at most");
    }

    @Test
    void theQuestionNamesTransactionsAndFeeAndNoMeansNothingIsSent() {
        var run = cli.typing(List.of("n"), "account", "deposit", "2FET");

        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err())
                .contains(
                        "approve 2 FET, deposit 2 FET",
                        "highest fee",
                        "Go on with the deposit of 2 FET? [y/N]",
                        "not agreed to");
        assertThat(cli.json("account", "balance").path("escrow").asText()).isEqualTo("0");
        cli.typing(List.of("y"), "account", "deposit", "2FET").ok();
    }

    @Test
    void withoutATerminalAndWithoutAWordNothingIsSent() {
        cli.run("account", "deposit", "2FET").failed(5, "no terminal to ask at");

        assertThat(cli.json("account", "balance").path("escrow").asText()).isEqualTo("0");
    }

    @Test
    void whatIsNotThereIsRefusedBeforeAnybodyIsAsked() {
        cli.run("account", "deposit", "101FET", "--dry-run").failed(5, "100 FET", "101 FET");
        cli.run("account", "withdraw", "1FET").failed(5, "in the escrow");
        cli.run("account", "deposit", "0", "--yes").failed(3, "nothing to deposit");
        cli.run("account", "deposit", "much").failed(2, "'much' is no amount");
    }

    @Test
    void aNodeThatIsAwayIsANetworkFailure() {
        cli.run("--rpc", "http://127.0.0.1:1", "account", "balance").failed(6, "127.0.0.1:1");
    }

    @Test
    void limitsMayBeWrittenAsFet() {
        cli.with("SNET4J_LIMIT_TOTAL", "5FET").with("SNET4J_LIMIT_PER_CALL", "0.5FET");

        cli.run("account", "balance").ok();
    }

    @Test
    void withoutAKeyTheWayToOneIsNamed() {
        cli.with("SNET4J_PRIVATE_KEY", "").run("account", "balance").failed(3, "snet4j key new");
    }
}
