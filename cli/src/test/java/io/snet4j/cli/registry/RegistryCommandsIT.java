package io.snet4j.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.cli.Cli;
import io.snet4j.devnet.PublishedService;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestAccount;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SnetNetwork(freeCalls = 3)
class RegistryCommandsIT {
    private static final String SERVICE = "example-service";

    private final Cli cli;
    private String org = "";

    RegistryCommandsIT(@TempDir Path home) {
        cli = new Cli(home);
    }

    /** None of this needs a key. */
    @BeforeEach
    void aReader(TestAccount account, PublishedService service) {
        Map<String, String> settings = new TreeMap<>(account.settings());
        settings.remove("SNET4J_PRIVATE_KEY");
        cli.with(settings);
        org = service.connection().orgId();
    }

    @Test
    void organizationsAreListedOneOnALine() {
        assertThat(cli.run("orgs").ok().out().lines()).contains(org);
        assertThat(cli.json("orgs").path("organizations"))
                .anyMatch(node -> node.asText().equals(org));
    }

    @Test
    void servicesAreListedWithTheirPrices() {
        assertThat(cli.run("services", org).ok().out()).contains("ORGANIZATION", SERVICE, "0.0001 FET");

        JsonNode services = cli.json("services", org).path("services");
        assertThat(services).hasSize(1);
        assertThat(services.get(0).at("/price/fixed").asText()).isEqualTo("100000000000000");
        assertThat(cli.json("services", org, "--trainable").path("services")).isEqualTo(services);
        assertThat(cli.json("services").path("services"))
                .anyMatch(node -> node.path("organization").asText().equals(org));
    }

    @Test
    void aServiceIsShownWithGroupsFreeCallsAndHowItsDaemonsAre(PublishedService service) {
        assertThat(cli.run("service", org, SERVICE).ok().out())
                .contains(
                        "free calls      3", "0.0001 FET", service.connection().daemonUrl() + "  up");

        JsonNode group = cli.json("service", org, SERVICE).at("/groups/0");
        assertThat(group.path("freeCalls").asInt()).isEqualTo(3);
        assertThat(group.at("/endpoints/0/up").asBoolean()).isTrue();
        assertThat(group.at("/endpoints/0/release").asText()).startsWith("v6.");
    }

    @Test
    void aDaemonThatIsDownIsShownAsDown(PublishedService service) {
        service.stopDaemon();

        assertThat(cli.run("service", org, SERVICE).ok().out()).contains("  down  ");
        assertThat(cli.json("service", org, SERVICE)
                        .at("/groups/0/endpoints/0/problem")
                        .isTextual())
                .isTrue();
    }

    @Test
    void trainableMethodsAreFoundWithWhatTheirDatasetsMustBeLike() {
        var run = cli.run("discover", org).ok();
        assertThat(run.out()).contains("example.Example/ask", "up to 64 MiB", "any files");
        assertThat(run.err()).contains("Looked at 1 service.");

        JsonNode found = cli.json("discover", org, "--limit", "5");
        assertThat(found.path("complete").asBoolean()).isTrue();
        JsonNode method = found.at("/methods/0");
        assertThat(method.path("service").asText()).isEqualTo(SERVICE);
        assertThat(method.at("/dataset/maxArchiveBytes").asLong()).isEqualTo(64 << 20);
        assertThat(method.at("/dataset/maxFiles").isNull()).isTrue();
    }

    @Test
    void methodsAreListedAndOneIsShownWithMessagesAndAnExample() {
        assertThat(cli.run("methods", org, SERVICE).ok().out())
                .contains("example.Example/ask", "unary", "example.Example/tell", "server streaming");

        assertThat(cli.run("methods", org, SERVICE, "ask").ok().out())
                .contains(
                        "example         {\"model\":{\"modelId\":\"MODEL\"},\"text\":\"text\"}",
                        "message example.Question",
                        "  string text",
                        "up to 64 MiB");
        JsonNode one = cli.json("methods", org, SERVICE, "Example/tell");
        assertThat(one.path("methods")).hasSize(1);
        assertThat(one.at("/methods/0/kind").asText()).isEqualTo("server streaming");
        assertThat(one.path("messages"))
                .extracting(message -> message.path("name").asText())
                .containsExactly("example.Question", "example.Answer");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        cli.run("services", "nobody").failed(4, "nobody");
        cli.run("services", "nobody", "--trainable").failed(4, "nobody");
        cli.run("service", org, "nothing").failed(4, "nothing");
        cli.run("discover", "nobody").failed(4, "nobody");
        cli.run("methods", org, "nothing").failed(4, "nothing");
        cli.run("methods", org, SERVICE, "nothing").failed(4, "example.Example/ask");
    }

    @Test
    void wrongUsageIsOne() {
        cli.run("service", org).failed(2, "SERVICE");
        cli.run("discover", "--limit", "0").failed(2, "--limit");
        cli.run("methods", org).failed(2, "SERVICE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orgs", "services", "discover", "service a b", "methods a b"})
    void aNodeThatIsAwayIsANetworkFailure(String command) {
        cli.run(("--rpc http://127.0.0.1:1 " + command).split(" ")).failed(6, "127.0.0.1:1");
    }
}
