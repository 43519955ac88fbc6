package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.GroupId;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code devnet} prints when it is ready. */
class DevnetTextTest {
    private static final String KEY = "0x" + "1".repeat(64);
    private static final DevnetConnection NET = new DevnetConnection(
            URI.create("http://127.0.0.1:8545/?a=1&b=$HOME;c='x'"),
            31337,
            new DevnetConnection.Contracts(address(1), address(2), address(3)),
            URI.create("http://127.0.0.1:5002"),
            URI.create("http://127.0.0.1:8080"),
            "snet4j-org",
            "digits",
            "default_group",
            GroupId.of(new byte[32]),
            URI.create("http://127.0.0.1:5001"),
            URI.create("http://127.0.0.1:5003"),
            List.of(new DevnetConnection.Account(
                    "consumer", Identity.ofPrivateKey(KEY).address(), KEY)));

    private static Address address(int number) {
        return Address.parse("0x" + String.format("%040x", number));
    }

    @Test
    void aShellThatReadsTheLinesHasTheSettingsOfTheConsumer() throws IOException, InterruptedException {
        String script = String.join("\n", DevnetText.exports(NET)) + "\nenv";
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", script);
        shell.environment().keySet().removeIf(name -> name.startsWith("SNET4J_"));
        Process process = shell.start();
        List<String> environment = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("SNET4J_"))
                .toList();

        assertThat(process.waitFor()).isZero();
        assertThat(environment)
                .containsExactlyInAnyOrderElementsOf(NET.settings("consumer").entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.toList()));
    }

    @Test
    void theTableForPeopleHasTheLinesToPaste() {
        assertThat(DevnetText.table(NET))
                .containsSubsequence(DevnetText.exports(NET))
                .contains("export SNET4J_NETWORK=local", "export SNET4J_PRIVATE_KEY=" + KEY)
                .anyMatch(line -> line.startsWith("daemon ") && line.endsWith(" http://127.0.0.1:8080"));
    }
}
