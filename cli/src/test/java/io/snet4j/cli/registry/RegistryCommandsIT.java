package io.snet4j.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.cli.Cli;
import io.snet4j.devnet.PublishedService;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestAccount;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SnetNetwork
class RegistryCommandsIT {
    private final Cli cli;

    RegistryCommandsIT(@TempDir Path home) {
        cli = new Cli(home);
    }

    @BeforeEach
    void aConsumer(TestAccount account) {
        cli.with(account.settings());
    }

    @Test
    void organizationsAreListedOneOnALine(PublishedService service) {
        String id = service.connection().orgId();

        assertThat(cli.run("orgs").ok().out().lines()).contains(id);
        assertThat(cli.json("orgs").path("organizations"))
                .anyMatch(node -> node.asText().equals(id));
    }

    @Test
    void aNodeThatIsAwayIsANetworkFailure() {
        cli.run("--rpc", "http://127.0.0.1:1", "orgs").failed(6, "127.0.0.1:1");
    }
}
