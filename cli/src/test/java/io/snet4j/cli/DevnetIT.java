package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.devnet.DevnetConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code devnet}, as a script sees it, and what {@code demo --attach} says to a network that is not as it should be.
 */
class DevnetIT {
    @Test
    void oneJsonObjectIsPrintedAndSigtermEndsAllOfIt(@TempDir Path folder) throws Exception {
        try (var devnet = Child.start(folder, "devnet", "--json")) {
            var line = devnet.readLine();

            var names = new ArrayList<String>();
            new ObjectMapper().readTree(line).fieldNames().forEachRemaining(names::add);
            assertThat(names)
                    .containsExactly(
                            "rpcUrl",
                            "chainId",
                            "contracts",
                            "ipfsUrl",
                            "daemonUrl",
                            "orgId",
                            "serviceId",
                            "groupName",
                            "groupId",
                            "serviceUrl",
                            "modelServiceUrl",
                            "accounts");
            assertThat(DevnetConnection.parse(line).accounts())
                    .extracting(DevnetConnection.Account::role)
                    .contains("deployer", "provider", "consumer", "freeCallSigner");

            devnet.signal("TERM");
            assertThat(devnet.readAll()).as("after the object").isEmpty();
            devnet.assertNoProcessIsLeft();
            devnet.assertNoFileIsLeft();
        }
    }

    @Test
    void theLinesOfAConsumerArePrintedForAShell(@TempDir Path folder) throws Exception {
        try (var devnet = Child.start(folder, "devnet", "--env")) {
            assertThat(devnet.readLine()).isEqualTo("export SNET4J_NETWORK=local");

            devnet.signal("TERM");
            assertThat(devnet.readAll().lines()).isNotEmpty().allSatisfy(line -> assertThat(line)
                    .matches("export SNET4J_[A-Z_]+=\\S+"));
            devnet.assertNoProcessIsLeft();
        }
    }

    @Test
    void aPortThatIsTakenIsNamedInOneLine(@TempDir Path folder) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                var devnet = Child.start(folder, "devnet", "--port-base", Integer.toString(base(taken)))) {
            // Another of the four may be somebody else's.
            assertThat(failsInOneLine(devnet, ExitCode.NETWORK))
                    .containsPattern("port (" + four(base(taken)) + ") of 127.0.0.1 is taken; ");
            devnet.assertNoProcessIsLeft();
            devnet.assertNoFileIsLeft();
        }
    }

    @Test
    void anAnvilThatDiesEndsTheNetworkWithOneLine(@TempDir Path folder) throws Exception {
        try (var devnet = Child.start(folder, "devnet", "--json")) {
            devnet.readLine();

            devnet.killStarted("/anvil");

            assertFailsInOneLine(devnet, ExitCode.NETWORK, "anvil ended with code");
            devnet.assertNoProcessIsLeft();
            devnet.assertNoFileIsLeft();
        }
    }

    @Test
    void aDaemonThatIsDownIsNamedInOneLine(@TempDir Path network, @TempDir Path customer) throws Exception {
        try (var devnet = Child.start(network, "devnet", "--json", "--daemon-endpoint", "http://127.0.0.1:1")) {
            var line = devnet.readLine();
            assertThat(DevnetConnection.parse(line).daemonUrl()).hasToString("http://127.0.0.1:1");
            var file = Files.writeString(network.resolve("net.json"), line);

            try (var demo = Child.start(customer, "demo", "--json", "--attach", file.toString())) {
                assertFailsInOneLine(demo, ExitCode.SERVICE, "127.0.0.1:1");
            }
            devnet.signal("TERM");
            devnet.assertNoProcessIsLeft();

            assertAttachingFails(
                    customer.resolve("dead"),
                    file,
                    ExitCode.NETWORK,
                    DevnetConnection.parse(line).rpcUrl().toString());
        }
    }

    @Test
    void aKeyThatBelongsToAnotherIsRefused(@TempDir Path network, @TempDir Path customer) throws Exception {
        try (var devnet = Child.start(network, "devnet", "--json")) {
            var line = devnet.readLine();
            var consumer = DevnetConnection.parse(line).account("consumer");
            var other = DevnetConnection.parse(line).account("deployer");
            var file = Files.writeString(
                    network.resolve("net.json"), line.replace(consumer.privateKey(), other.privateKey()));

            assertAttachingFails(
                    customer.resolve("wrong"), file, ExitCode.REFUSED_INPUT, "not that of " + consumer.address());
        }
    }

    private static void assertAttachingFails(Path folder, Path file, int code, String reason) throws Exception {
        try (var demo = Child.start(Files.createDirectory(folder), "demo", "--attach", file.toString())) {
            assertFailsInOneLine(demo, code, reason);
        }
    }

    private static String four(int base) {
        return IntStream.range(base, base + 4).mapToObj(Integer::toString).collect(Collectors.joining("|"));
    }

    private static void assertFailsInOneLine(Child child, int code, String reason) throws Exception {
        assertThat(failsInOneLine(child, code)).contains(reason);
    }

    private static String failsInOneLine(Child child, int code) throws Exception {
        child.readAll();
        assertThat(child.exitCode()).isEqualTo(code);
        var errors =
                child.err().lines().filter(line -> line.startsWith("snet4j: ")).toList();
        assertThat(errors).as(child::err).hasSize(1);
        return errors.get(0);
    }

    /** So that the taken port is one of the four, whichever. */
    private static int base(ServerSocket taken) {
        return Math.min(taken.getLocalPort(), 65_532);
    }
}
