package io.snet4j.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.testkit.ToyService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How many classes one must read to follow a call: a debugger counts those that it enters. The lists are written to
 * {@code target/journeys.txt}.
 */
class JourneysIT {
    private static List<Entered> journeys = List.of();

    @BeforeAll
    static void watch(@TempDir Path folder) throws IOException, InterruptedException {
        ToyService service = new ToyService();
        try (LosingGate gate = new LosingGate();
                Devnet devnet = Devnet.builder()
                        .service(service)
                        .daemonEndpoint(gate.uri())
                        .start();
                Daemon daemon = daemon(devnet.connection(), service)) {
            gate.leadTo(daemon.uri());
            Path net = Files.writeString(
                    folder.resolve("net.json"), devnet.connection().toJson());
            MethodTrace trace = new MethodTrace(TracedClient.class, journey -> {
                if (journey == Journey.LOST_TRAIN) {
                    gate.loseAnswer();
                }
            });
            List<MethodTrace.Run> runs =
                    trace.run(Path.of("target", "journeys.log"), net.toString(), folder.toString());
            journeys = Stream.of(Journey.values())
                    .map(journey -> Entered.of(journey, runs))
                    .toList();
        }
        Files.writeString(
                Path.of("target", "journeys.txt"),
                journeys.stream().map(Entered::toString).collect(Collectors.joining("\n")));
    }

    @ParameterizedTest
    @EnumSource
    void aJourneyEntersNoMoreClassesThanAreWrittenDown(Journey journey) {
        Entered entered = journeys.get(journey.ordinal());

        assertThat(entered.behaviour()).as(entered.toString()).hasSizeBetween(1, journey.most);
    }

    private static Daemon daemon(DevnetConnection net, ToyService service) {
        return Daemon.builder()
                .version(DaemonVersion.V6_0)
                .rpc(net.rpcUrl())
                .registry(net.contracts().registry())
                .ipfs(net.ipfsUrl())
                .organizationId(net.orgId())
                .serviceId(net.serviceId())
                .groupName(net.groupName())
                .serviceEndpoint(net.serviceUrl())
                .modelEndpoint(net.modelServiceUrl())
                .descriptors(List.of(service.descriptor()))
                .freeCallSigner(net.account("freeCallSigner").identity())
                .start();
    }
}
