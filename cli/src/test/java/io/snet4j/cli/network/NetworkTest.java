package io.snet4j.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.cli.Cli;
import io.snet4j.cli.settings.RunningDevnet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {
    private final Path home;
    private final Cli cli;

    NetworkTest(@TempDir Path home) {
        this.home = home;
        cli = new Cli(home);
    }

    @Test
    void thePublicNetworksAreThereFromTheStart() {
        assertThat(cli.run("network", "list").ok().out()).contains("mainnet", "sepolia");
        assertThat(cli.json("network", "list").path("used").isNull()).isTrue();
    }

    @Test
    void aProfileIsMadeBySettingItAndUsedByName() {
        cli.run("network", "set", "mine", "SNET4J_NETWORK=sepolia", "SNET4J_RPC=https://rpc.example/v1/SECRET")
                .ok();
        cli.run("network", "use", "mine").ok();

        var shown = cli.json("network", "show");
        assertThat(shown.path("profile").asText()).isEqualTo("mine");
        assertThat(shown.at("/settings/SNET4J_NETWORK").asText()).isEqualTo("sepolia");
        assertThat(shown.at("/settings/SNET4J_RPC").asText()).isEqualTo("https://rpc.example");
        assertThat(cli.run("network", "list").ok().out()).contains("* ").doesNotContain("SECRET");
    }

    @Test
    void theEnvironmentGoesOverTheProfileAndOptionsOverBoth() {
        cli.run(
                        "network",
                        "set",
                        "mine",
                        "SNET4J_RPC=https://profile.example",
                        "SNET4J_STORAGE=https://profile.example")
                .ok();
        cli.run("network", "use", "mine").ok();
        cli.with("SNET4J_RPC", "https://environment.example").with("SNET4J_STORAGE", "https://environment.example");

        var shown = cli.json("--storage", "https://option.example", "network", "show");

        assertThat(shown.at("/settings/SNET4J_RPC").asText()).isEqualTo("https://environment.example");
        assertThat(shown.at("/settings/SNET4J_STORAGE").asText()).isEqualTo("https://option.example");
    }

    @Test
    void anEmptyValueTakesASettingAwayAndCommentsStay() throws IOException {
        cli.run("network", "set", "mine", "SNET4J_RPC=https://rpc.example").ok();
        Path file = home.resolve(".config/snet4j/settings.properties");
        Files.writeString(file, "# my notes\n" + Files.readString(file));

        cli.run("network", "set", "mine", "SNET4J_RPC=", "SNET4J_CONFIRMATIONS=2")
                .ok();

        assertThat(file).hasContent("# my notes\nmine.SNET4J_CONFIRMATIONS=2");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whatIsNotThereIsNamedWithWhatIs() {
        cli.run("network", "use", "nowhere").failed(4, "nowhere", "mainnet, sepolia");
        cli.run("--profile", "nowhere", "orgs").failed(4, "nowhere");
        cli.run("network", "use", "devnet").failed(4, "snet4j devnet");
    }

    @Test
    void aKeyDoesNotGoIntoTheSettingsFile() {
        var run = cli.run("network", "set", "mine", "SNET4J_PRIVATE_KEY=" + "ab".repeat(32));

        run.failed(3, "key import");
        assertThat(run.err()).doesNotContain("abab");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aCommandThatLacksASettingSaysHowToSetIt() {
        cli.run("orgs").failed(3, "SNET4J_NETWORK is not set", "network use");
        cli.run("--network", "sepolia", "orgs").failed(3, "SNET4J_RPC");
    }

    @Test
    void aKeyOfOnesOwnGoesOverTheDevnetsAndTheEnvironmentsOverBoth(@TempDir Path folder) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "secret");
        RunningDevnet devnet = new RunningDevnet(home.resolve(".local/state/snet4j"));
        devnet.offer(Map.of("SNET4J_NETWORK", "local", "SNET4J_PRIVATE_KEY", "11".repeat(32)), () -> {
            cli.run("network", "use", "devnet").ok();
            assertThat(cli.json("network", "show").path("settings").has("SNET4J_PRIVATE_KEY"))
                    .isTrue();

            cli.with("SNET4J_KEYSTORE_PASSWORD_FILE", password.toString());
            cli.run("key", "new", "mine", "--no-mnemonic").ok();
            var settings = cli.json("network", "show").path("settings");
            assertThat(settings.path("SNET4J_KEYSTORE").asText()).endsWith("mine.json");
            assertThat(settings.has("SNET4J_PRIVATE_KEY")).isFalse();

            cli.with("SNET4J_PRIVATE_KEY", "22".repeat(32));
            assertThat(cli.json("network", "show").path("settings").has("SNET4J_KEYSTORE"))
                    .isFalse();
        });
    }
}
