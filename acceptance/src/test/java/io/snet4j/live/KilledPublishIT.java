package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.Chain;
import io.snet4j.chain.FeeLimit;
import io.snet4j.chain.Log;
import io.snet4j.chain.RegistryContract;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.junit.TestSession;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.storage.Storage;
import io.snet4j.testing.OtherJvm;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Wei;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A publisher is killed after each of its requests in turn, a JVM each time, and started again: in the end there is one
 * registration of each, the file that is registered is the one that was wanted, and each transaction was sent once.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KilledPublishIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Test
    void killedAfterAnyRequestItEndsWithOneRegistrationAndOneFileWhenItIsStartedAgain() throws Exception {
        try (TestSession devnet = Toys.alone(new ToyService()).start();
                NodeControl node = NodeControl.of(devnet.connection().rpcUrl());
                Chain chain = Chain.connect(devnet.connection().rpcUrl(), TIMEOUT, FeeLimit.none())) {
            DevnetConnection net = devnet.connection();
            int steps = Integer.parseInt(
                    last(run(net, "whole", "First", Integer.MAX_VALUE)).substring("done after ".length()));
            assertThat(steps).isGreaterThan(20);
            int killed = 0;
            int healed = 0;
            for (int stop = 1; stop <= steps; stop++) {
                String organization = "killed-" + stop;
                Wei before = node.ether(net.account("provider").address());
                List<String> first = killedAfter(net, organization, stop);
                killed++;
                List<String> second = run(net, organization, "First", Integer.MAX_VALUE);

                assertThat(sent(second).size())
                        .as("transactions after " + first)
                        .isLessThanOrEqualTo(2);
                assertThat(registrations(chain, net, organization))
                        .as("registrations after " + first)
                        .isEqualTo(2);
                requireCurrent(chain, net, organization, "First");
                BigInteger paid = before.minus(
                                node.ether(net.account("provider").address()))
                        .value();
                BigInteger told = fees(first).add(fees(second));
                // What a process sent whose answer it did not live to read is told by nobody; all else is.
                boolean untold = first.get(first.size() - 1).contains("Transaction");
                assertThat(untold || told.equals(paid))
                        .as("fees told " + told + " of " + paid + " after " + first)
                        .isTrue();
                healed += sent(second).size() < 2 ? 1 : 0;
            }
            assertThat(killed).isEqualTo(steps);
            // Some were killed when the first transaction was mined already.
            assertThat(healed).isPositive().isLessThan(steps);
        }
    }

    @Test
    void anUpdateThatIsKilledAfterAnyRequestEndsWithTheNewFile() throws Exception {
        try (TestSession devnet = Toys.alone(new ToyService()).start();
                Chain chain = Chain.connect(devnet.connection().rpcUrl(), TIMEOUT, FeeLimit.none())) {
            DevnetConnection net = devnet.connection();
            run(net, "updated", "0", Integer.MAX_VALUE);
            int steps = Integer.parseInt(
                    last(run(net, "updated", "1", Integer.MAX_VALUE)).substring("done after ".length()));
            for (int stop = 1; stop <= steps; stop++) {
                String name = "name " + stop;
                Process process = KilledPublisher.start(net, "updated", name, stop);
                lines(process, "stopped");
                OtherJvm.kill(process);
                run(net, "updated", name, Integer.MAX_VALUE);

                requireCurrent(chain, net, "updated", name);
            }
            assertThat(sent(run(net, "updated", "name " + steps, Integer.MAX_VALUE)))
                    .isEmpty();
        }
    }

    private static List<String> run(DevnetConnection net, String organization, String name, int stop)
            throws IOException, InterruptedException {
        Process process = KilledPublisher.start(net, organization, name, stop);
        List<String> lines = lines(process, "done");
        process.getOutputStream().close();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return lines;
    }

    private static List<String> killedAfter(DevnetConnection net, String organization, int stop)
            throws IOException, InterruptedException {
        Process process = KilledPublisher.start(net, organization, "First", stop);
        List<String> lines = lines(process, "stopped");
        OtherJvm.kill(process);
        return lines;
    }

    private static List<String> lines(Process process, String until) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = process.inputReader().readLine();
        while (line != null) {
            lines.add(line);
            // Receipts are asked for until they are there, so that one run has a request less than another.
            if (line.startsWith(until) || line.startsWith("done")) {
                return lines;
            }
            line = process.inputReader().readLine();
        }
        throw new IllegalStateException("the program ended after " + lines);
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    private static List<String> sent(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("sent ")).toList();
    }

    private static BigInteger fees(List<String> lines) {
        return sent(lines).stream()
                .map(line -> new BigInteger(line.substring(line.lastIndexOf(' ') + 1)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Events of the Registry that name the organization: one for its creation, one for its service's. */
    private static long registrations(Chain chain, DevnetConnection net, String organization) {
        Address registry = net.contracts().registry();
        List<Log> logs = chain.logs(registry, List.of(Optional.empty()), BlockNumber.ZERO, chain.blockNumber());
        return logs.stream()
                .filter(log ->
                        log.topics().size() > 1 && text(log.topics().get(1)).equals(organization))
                .count();
    }

    private static String text(byte[] padded) {
        return new String(padded, StandardCharsets.UTF_8).replace("\0", "");
    }

    private static void requireCurrent(Chain chain, DevnetConnection net, String organization, String name) {
        try (IpfsStorage storage = Storage.ipfs(net.ipfsUrl(), TIMEOUT)) {
            Registry registry = new Registry(chain, net.contracts().registry(), storage);
            assertThat(registry.serviceIds(organization)).containsExactly("adder");
            Service service = registry.service(organization, "adder");
            assertThat(service.displayName()).isEqualTo(name);
            assertThat(service.groups().get(0).id())
                    .isEqualTo(
                            registry.organization(organization).groups().get(0).id());
            assertThat(registry.protoFiles(service)).isEqualTo(KilledPublisher.API.files());
            assertThat(new RegistryContract(chain, net.contracts().registry()).listOrganizations())
                    .containsOnlyOnce(organization);
        }
    }
}
