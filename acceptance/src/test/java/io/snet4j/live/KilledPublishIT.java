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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
            Address owner = net.account("provider").address();
            int steps = steps(net, "whole", "First");
            assertThat(steps).isGreaterThan(20);
            int healed = 0;
            for (int stop = 1; stop < steps; stop++) {
                String organization = "killed-" + stop;
                Wei before = node.ether(owner);
                String last = killedAfter(net, organization, "First", stop);

                List<String> sent = publish(net, organization, "First");

                assertThat(registrations(chain, net, organization))
                        .as("registrations after " + last)
                        .isEqualTo(2);
                requireCurrent(chain, net, organization, "First");
                // With what a process sent and did not live to tell.
                BigInteger paid = before.minus(node.ether(owner)).value();
                assertThat(fees(sent)).as("fees told after " + last).isEqualTo(paid);
                healed += sent.stream().anyMatch(line -> line.startsWith("NOTHING")) ? 1 : 0;
            }
            // Some were killed when the first transaction was mined already.
            assertThat(healed).isPositive().isLessThan(steps);
        }
    }

    @Test
    void anUpdateThatIsKilledAfterAnyRequestEndsWithTheNewFile() throws Exception {
        try (TestSession devnet = Toys.alone(new ToyService()).start();
                Chain chain = Chain.connect(devnet.connection().rpcUrl(), TIMEOUT, FeeLimit.none())) {
            DevnetConnection net = devnet.connection();
            publish(net, "updated", "0");
            int steps = steps(net, "updated", "1");
            for (int stop = 1; stop < steps; stop++) {
                String name = "name " + stop;
                killedAfter(net, "updated", name, stop);

                publish(net, "updated", name);
                requireCurrent(chain, net, "updated", name);
                assertThat(publish(net, "updated", name)).allMatch(line -> line.startsWith("NOTHING"));
            }
        }
    }

    private static List<String> publish(DevnetConnection net, String organization, String name) {
        return KilledPublisher.publish(net, organization, name, request -> {});
    }

    /** How many requests there are. */
    private static int steps(DevnetConnection net, String organization, String name) {
        AtomicInteger requests = new AtomicInteger();
        KilledPublisher.publish(net, organization, name, request -> requests.incrementAndGet());
        return requests.get();
    }

    /** @return what it said last */
    private static String killedAfter(DevnetConnection net, String organization, String name, int stop)
            throws IOException, InterruptedException {
        Process process = KilledPublisher.start(net, organization, name, stop);
        String line = process.inputReader().readLine();
        while (line != null && !line.startsWith("stopped") && !line.equals("done")) {
            line = process.inputReader().readLine();
        }
        OtherJvm.kill(process);
        // Receipts are asked for until they are there, so that one run has a request less than another.
        assertThat(line).isNotNull();
        return String.valueOf(line);
    }

    private static BigInteger fees(List<String> sent) {
        return sent.stream()
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
