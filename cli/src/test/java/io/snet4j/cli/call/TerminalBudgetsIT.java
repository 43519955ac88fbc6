package io.snet4j.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.cli.Child;
import io.snet4j.cli.Cli;
import io.snet4j.junit.TestAccount;
import io.snet4j.junit.TestNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.ChannelState;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all terminals and keys of a profile may spend together. A call costs 0.0001 FET. */
class TerminalBudgetsIT {
    private static final String PRICE = "100000000000000";
    private static final Clock NEW_YEAR = Clock.fixed(Instant.parse("2030-01-01T12:00:00Z"), ZoneOffset.UTC);

    private final Path folder;
    private final Path home;

    TerminalBudgetsIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.home = Files.createDirectory(folder.resolve("home"));
    }

    private static TestSession session(CountDownLatch asked, CountDownLatch answer) {
        return TestNetwork.shared()
                .session(ChatService.provider(line -> {
                    asked.countDown();
                    await(answer);
                    return line;
                }))
                .start();
    }

    private static TestSession session() {
        return TestNetwork.shared().session(ChatService.provider()).start();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String[] call(TestSession session, String... more) {
        List<String> words = new ArrayList<>(
                List.of("call", session.service().connection().orgId(), "conversation", "say", "--yes"));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    /** A process in the home folder of this test. */
    private Child terminal(String name, TestAccount account, Map<String, String> limit, String... arguments)
            throws IOException {
        Map<String, String> environment = new HashMap<>(account.settings());
        environment.putAll(limit);
        environment.put("HOME", home.toString());
        return Child.start(Files.createDirectory(folder.resolve(name)), environment, List.of(arguments));
    }

    private Cli cli(TestAccount account) {
        return new Cli(home).with(account.settings());
    }

    @Test
    void twoTerminalsAtOnceUseOneTotalUpToItsEndAndNoFurther() throws Exception {
        Map<String, String> limit = Map.of("SNET4J_LIMIT_TOTAL", "0.0012FET");
        Path requests = Files.write(folder.resolve("requests.jsonl"), Collections.nCopies(10, "{}"));
        // Each of them is on its way before the other one has spent anything.
        CountDownLatch both = new CountDownLatch(2);
        try (TestSession session = session(both, both);
                Child one = terminal("one", session.account(), limit, all(session, requests));
                Child other = terminal("other", session.account("other"), limit, all(session, requests))) {
            List<String> lines = new ArrayList<>(one.readAll().lines().toList());
            lines.addAll(other.readAll().lines().toList());

            assertThat(one.exitCode()).as(one::err).isEqualTo(5);
            assertThat(other.exitCode()).as(other::err).isEqualTo(5);
            assertThat(one.err()).contains("SNET4J_LIMIT_TOTAL is 0.0012 FET, of which nothing is left", "raise it");
            assertThat(lines)
                    .hasSize(20)
                    .filteredOn(line -> !line.contains("failed"))
                    .hasSize(12);
            assertThat(signed(session.open())).isLessThan(Cogs.ofFet("0.0012"));
            try (SnetClient client = session.newClient("other").build();
                    ServiceClient service =
                            client.openService(session.service().connection().orgId(), "conversation")) {
                assertThat(signed(session.open()).plus(signed(service))).isEqualTo(Cogs.ofFet("0.0012"));
            }
            cli(session.account("third"))
                    .with(limit)
                    .run(call(session))
                    .failed(5, "SNET4J_LIMIT_TOTAL is 0.0012 FET, of which nothing is left");
        }
    }

    private static String[] all(TestSession session, Path requests) {
        return call(session, "@" + requests, "--parallel", "1");
    }

    private static Cogs signed(ServiceClient service) {
        return service.payments().channelStates().stream()
                .map(ChannelState::signed)
                .reduce(Cogs.ZERO, Cogs::plus);
    }

    @Test
    void whatAKilledTerminalSignedCountsAlthoughNobodyKnowsWhatBecameOfIt() throws Exception {
        Map<String, String> limit = Map.of("SNET4J_LIMIT_TOTAL", "0.0001FET");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (TestSession session = session(asked, answer);
                Child killed = terminal("killed", session.account(), limit, call(session))) {
            await(asked);
            killed.signal("KILL");
            assertThat(killed.exitCode()).isEqualTo(137);

            Cli cli = cli(session.account()).with(limit);
            JsonNode spending = cli.json("spending");
            assertThat(spending.path("uncertain").asText()).isEqualTo(PRICE);
            assertThat(spending.at("/budgets/0/used").asText()).isEqualTo(PRICE);
            assertThat(spending.at("/budgets/0/left").asText()).isEqualTo("0");
            cli.run(call(session)).failed(5, "SNET4J_LIMIT_TOTAL is 0.0001 FET, of which nothing is left");
        } finally {
            answer.countDown();
        }
    }

    @Test
    void theNextDayHasABudgetOfItsOwn() {
        try (TestSession session = session()) {
            Cli cli =
                    cli(session.account()).with("SNET4J_LIMIT_DAY", "0.0001FET").at(NEW_YEAR);
            cli.run(call(session)).ok();
            cli.run(call(session))
                    .failed(5, "SNET4J_LIMIT_DAY is 0.0001 FET per day", "until 2030-01-02T00:00:00Z", "wait until");

            cli.at(Clock.offset(NEW_YEAR, Duration.ofHours(12)));

            cli.run(call(session)).ok();
            cli.run(call(session)).failed(5, "until 2030-01-03T00:00:00Z");
        }
    }

    // Guard: Budgets asks the audit file what was used earlier.
    @Test
    void whoComesFromAnEarlierVersionHasWhatIsLeftOfTheTotal() throws IOException {
        try (TestSession session = session()) {
            Cli cli = cli(session.account());
            cli.run(call(session)).ok();
            // Earlier versions had no such file.
            Files.delete(home.resolve(".local/state/snet4j/profiles/default/channels/all-payers/budgets.json"));

            cli.with("SNET4J_LIMIT_TOTAL", "0.0002FET").run(call(session)).ok();

            cli.run(call(session)).failed(5, "SNET4J_LIMIT_TOTAL is 0.0002 FET, of which nothing is left");
        }
    }

    @Test
    void aBudgetOfAServiceIsToldOfBeforeAChannelIsOpened() {
        try (TestSession session = session()) {
            String org = session.service().connection().orgId();

            cli(session.account())
                    .with("SNET4J_LIMIT_BUDGETS", "1 per hour for " + org + "/conversation")
                    .at(NEW_YEAR)
                    .run(call(session))
                    .failed(
                            5,
                            "SNET4J_LIMIT_BUDGETS is 1 cogs per hour for " + org + "/conversation",
                            "1 cogs are left until 2030-01-01T13:00:00Z");

            assertThat(session.open().payments().channels()).isEmpty();
        }
    }
}
