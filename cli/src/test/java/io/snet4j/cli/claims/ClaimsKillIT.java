package io.snet4j.cli.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.cli.Cli;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.JournalEntry.Claimed;
import io.snet4j.explore.RandomTest;
import io.snet4j.junit.ScriptedProvider;
import io.snet4j.junit.TestNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code snet4j claims claim} is killed at any moment while customers call: each payment is claimed, and once. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ClaimsKillIT {
    private static final int CLAIMS = 20;
    private static final int MOST_RUNS = 120;
    private static final int CUSTOMERS = 3;
    private static final Cogs PRICE = Cogs.ofFet("0.0001");

    private final Path folder;

    ClaimsKillIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Tag("explore")
    @Test
    void whatWasSignedIsClaimedOnceHoweverOftenTheClaimerIsKilled() {
        RandomTest.CLAIM_KILLS.run((seed, random) -> {
            try (TestSession net = TestNetwork.alone(TestNetwork.Options.longChannels(), new ScriptedProvider())
                    .callPrice(PRICE)
                    .start()) {
                round(net, random);
            }
        });
    }

    private void round(TestSession net, Random random) throws Exception {
        DevnetConnection connection = net.service().connection();
        var escrow = new MultiPartyEscrow(
                net.devnet().chain(), connection.contracts().mpe());
        Cogs before = escrow.balance(connection.account("provider").address());
        List<Customer> customers = IntStream.range(0, CUSTOMERS)
                .mapToObj(number -> new Customer(net, "customer " + number))
                .toList();
        int kills = 0;
        try (KilledClaimer claimer = new KilledClaimer(net, random)) {
            customers.forEach(Customer::start);
            for (int run = 0; claims(net).size() < CLAIMS; run++) {
                assertThat(run).as("runs, for %s claims", claims(net)).isLessThan(MOST_RUNS);
                kills += claimer.run(Files.createTempDirectory(folder, "run")) ? 1 : 0;
            }
        } finally {
            customers.forEach(Customer::stop);
        }
        assertThat(kills).as("kills").isGreaterThan(CLAIMS / 4);
        claimTheRest(connection);

        Cogs served = sum(customers.stream().map(Customer::served).map(PRICE::times));
        assertThat(served).isGreaterThan(PRICE.times(CLAIMS));
        assertThat(sum(customers.stream().map(Customer::signed)))
                .as("signed and taken")
                .isEqualTo(served);
        assertThat(sum(claims(net).stream().map(Claimed::amount))).as("claimed").isEqualTo(served);
        assertThat(escrow.balance(connection.account("provider").address()).minus(before))
                .as("earned")
                .isEqualTo(served);
        assertEachOnce(net);
    }

    /** Nobody calls any more, and nobody kills. */
    private void claimTheRest(DevnetConnection connection) {
        Cli cli = new Cli(folder).with(connection.settings("provider"));
        String[] service = {connection.orgId(), connection.serviceId()};
        cli.run("claims", "claim", service[0], service[1], "--all", "--yes").ok();
        assertThat(cli.json("claims", "list", service[0], service[1]).path("payments"))
                .isEmpty();
    }

    private static List<Claimed> claims(TestSession net) {
        return net.devnet().journal().stream()
                .filter(Claimed.class::isInstance)
                .map(Claimed.class::cast)
                .toList();
    }

    private static void assertEachOnce(TestSession net) {
        Map<String, List<ChannelNonce>> nonces = claims(net).stream()
                .collect(Collectors.groupingBy(
                        claim -> claim.channelId().toString(),
                        TreeMap::new,
                        Collectors.mapping(Claimed::nonce, Collectors.toList())));
        assertThat(nonces).hasSize(CUSTOMERS);
        nonces.forEach((channel, claimed) -> {
            List<ChannelNonce> expected = new ArrayList<>();
            for (int nonce = 0; nonce < claimed.size(); nonce++) {
                expected.add(ChannelNonce.of(nonce));
            }
            assertThat(claimed).as("nonces of channel %s", channel).isEqualTo(expected);
        });
    }

    private static Cogs sum(Stream<Cogs> amounts) {
        return amounts.reduce(Cogs.ZERO, Cogs::plus);
    }
}
