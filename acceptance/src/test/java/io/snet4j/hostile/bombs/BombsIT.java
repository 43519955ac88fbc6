package io.snet4j.hostile.bombs;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.Chain;
import io.snet4j.chain.RegistryContract;
import io.snet4j.chain.RegistryTransaction;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.fault.FaultyStorage;
import io.snet4j.junit.TestSession;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import io.snet4j.storage.Cid;
import io.snet4j.storage.Storage;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client with 128 MiB of memory and 256 file descriptors meets metadata, API archives, daemons and Ethereum nodes
 * that are too much for it. It says so in its own exceptions, calls the next honest service, and has nothing left open.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the shell's limits are those of Unix")
class BombsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final List<Bomb> bombs = new ArrayList<>();

    BombsIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void aSmallClientSurvivesWhateverStrangersSendAndCallsTheNextService() throws Exception {
        try (TestSession devnet = Toys.alone(new ToyService()).start();
                FaultyStorage storage = FaultyStorage.before(devnet.connection().ipfsUrl());
                DaemonBombs daemons = new DaemonBombs();
                NodeBombs nodes = new NodeBombs(devnet.connection().rpcUrl())) {
            Blocks blocks = new Blocks();
            storage.gives(blocks::find);
            publish(devnet.connection(), blocks, daemons);
            nodes.all.forEach((name, stranger) -> bombs.add(new Bomb(
                    Bomb.Kind.NODE,
                    name,
                    devnet.connection().serviceId(),
                    stranger.server().uri().toString(),
                    stranger.outcomes())));
            List<String[]> said = run(devnet.connection(), storage);
            SoftAssertions softly = new SoftAssertions();
            for (Bomb bomb : bombs) {
                String outcome = outcome(said, bomb.kind().name(), bomb.name());
                softly.assertThat(Arrays.asList(outcome.split(" ")))
                        .as(bomb.kind() + ": " + bomb.name())
                        .isSubsetOf(bomb.outcomes());
            }
            assertThatTheRestIsAsBefore(said, softly);
            softly.assertAll();
        }
    }

    private static void assertThatTheRestIsAsBefore(List<String[]> said, SoftAssertions softly) {
        for (String[] line : said) {
            if (line[0].equals(SmallClient.CLEAN)) {
                softly.assertThat(line[2]).as("a clean call " + line[1]).contains("size");
            }
            if (line[0].equals(SmallClient.OPEN)) {
                String[] words = line[2].split(" ");
                softly.assertThat(Long.parseLong(words[2]))
                        .as(line[1] + ": " + line[2])
                        .isLessThanOrEqualTo(Long.parseLong(words[0]));
            }
        }
        softly.assertThat(said.stream().filter(line -> line[0].equals(SmallClient.CLEAN)))
                .hasSize(2 + Bomb.Kind.values().length);
    }

    private static String outcome(List<String[]> said, String kind, String name) {
        return said.stream()
                .filter(line -> line[0].equals(kind) && line[1].equals(name))
                .map(line -> line[2])
                .findFirst()
                .orElse("nothing was said");
    }

    private void publish(DevnetConnection net, Blocks blocks, DaemonBombs daemons) throws IOException {
        try (Chain chain = Chain.connect(net.rpcUrl(), PATIENCE)) {
            Service honest = new Registry(chain, net.contracts().registry(), Storage.ipfs(net.ipfsUrl(), PATIENCE))
                    .service(net.orgId(), net.serviceId());
            RegistryContract contract =
                    new RegistryContract(chain, net.contracts().registry());
            for (Map.Entry<String, MetadataBombs.Metadata> bomb :
                    MetadataBombs.all(net, honest, blocks).entrySet()) {
                register(
                        net,
                        contract,
                        Bomb.Kind.METADATA,
                        bomb.getKey(),
                        bomb.getValue().cid(),
                        bomb.getValue().outcomes());
            }
            for (Map.Entry<String, ArchiveBombs.Archive> bomb :
                    ArchiveBombs.all().entrySet()) {
                Cid api = blocks.addFile(bomb.getValue().bytes());
                Cid metadata = blocks.addFile(MetadataBombs.honest(net, honest, api));
                register(
                        net,
                        contract,
                        Bomb.Kind.API,
                        bomb.getKey(),
                        metadata,
                        bomb.getValue().outcomes());
            }
            for (Map.Entry<String, DaemonBombs.Stranger> bomb : daemons.all.entrySet()) {
                String endpoint = "\"" + bomb.getValue().server().uri() + "\"";
                Cid metadata = blocks.addFile(MetadataBombs.honest(net, honest, endpoint));
                register(
                        net,
                        contract,
                        Bomb.Kind.DAEMON,
                        bomb.getKey(),
                        metadata,
                        bomb.getValue().outcomes());
            }
        }
    }

    private void register(
            DevnetConnection net,
            RegistryContract contract,
            Bomb.Kind kind,
            String name,
            Cid metadata,
            Set<String> outcomes) {
        String id = "bomb-" + bombs.size();
        contract.send(
                net.account("provider").identity(),
                RegistryTransaction.createServiceRegistration(
                        net.orgId(), id, metadata.toUri().toString()),
                PATIENCE);
        bombs.add(new Bomb(kind, name, id, net.rpcUrl().toString(), outcomes));
    }

    private List<String[]> run(DevnetConnection net, FaultyStorage storage) throws IOException, InterruptedException {
        Path connection = Files.writeString(folder.resolve("net"), net.toJson());
        Path list = Files.write(
                folder.resolve("bombs"), bombs.stream().map(Bomb::toLine).toList());
        Path output = folder.resolve("output");
        Process child = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n 256 && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        // Whatever thread it is that runs out of memory.
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallClient.class.getName(),
                        connection.toString(),
                        list.toString(),
                        storage.uri().toString())
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        try {
            assertThat(child.waitFor(12, TimeUnit.MINUTES)).isTrue();
        } finally {
            child.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output);
        lines.forEach(System.out::println);
        System.out.println(Files.readString(folder.resolve("errors")));

        return lines.stream()
                .map(line -> line.split("\t"))
                .filter(parts -> parts.length == 3)
                .toList();
    }
}
