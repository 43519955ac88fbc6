package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.cli.settings.RunningDevnet;
import io.snet4j.devnet.Devnet;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done to a devnet while it runs. */
@SnetNetwork(network = "devnet-money")
class DevnetMoneyIT {
    private static final String STRANGER = "0x000000000000000000000000000000000000dEaD";

    private final Path home;
    private final Cli cli;

    DevnetMoneyIT(@TempDir Path home) {
        this.home = home;
        cli = new Cli(home);
    }

    @Test
    void anAddressGetsPlayMoneyAndBlocksAreMined(Devnet devnet) {
        new RunningDevnet(home.resolve(".local/state/snet4j"))
                .offer(devnet.connection().settings("consumer"), () -> {
                    JsonNode first = cli.json("devnet", "fund", STRANGER);
                    assertThat(cli.run("devnet", "fund", STRANGER, "--amount", "5FET")
                                    .ok()
                                    .out())
                            .contains(STRANGER + " has ");
                    JsonNode second = cli.json("devnet", "fund", STRANGER, "--amount", "1");
                    assertThat(new BigInteger(second.path("tokens").asText()))
                            .isEqualTo(new BigInteger(first.path("tokens").asText())
                                    .add(Cogs.ofFet("5").value())
                                    .add(BigInteger.ONE));

                    long block = cli.json("devnet", "mine", "1").path("block").asLong();
                    assertThat(cli.json("devnet", "mine", "1200").path("block").asLong())
                            .isGreaterThanOrEqualTo(block + 1200);
                });

        cli.run("devnet", "fund", STRANGER).failed(4, "no devnet runs", "snet4j devnet");
    }

    @Test
    void aNumberOfBlocksThatIsNoneIsWrongUsage() {
        cli.run("devnet", "mine", "0").failed(2, "BLOCKS is 0");
        cli.run("devnet", "fund", "0x12").failed(2, "0x12");
    }
}
