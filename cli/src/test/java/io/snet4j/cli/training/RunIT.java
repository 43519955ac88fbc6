package io.snet4j.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.cli.Cli;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.junit.ProviderMethod;
import io.snet4j.junit.ScriptedProvider;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestAccount;
import io.snet4j.junit.TestSession;
import io.snet4j.junit.Work;
import io.snet4j.payment.ChannelState;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole path in one command. */
@SnetNetwork
class RunIT {
    private final Path folder;
    private final Cli cli;
    private String organization = "";

    RunIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        cli = new Cli(Files.createDirectory(folder.resolve("home")));
        Archives.good(folder);
        Archives.bad(folder);
    }

    @BeforeEach
    void aConsumer(TestAccount account, TestSession session) {
        cli.with(account.settings());
        organization = session.service().connection().orgId();
    }

    private String[] run(String... options) {
        List<String> words = new ArrayList<>(List.of("run", organization, "example-service"));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }

    private String[] newModel(String... options) {
        List<String> all = new ArrayList<>(List.of("--method=ask", "--name=cats", "--dataset", dataset()));
        all.addAll(List.of(options));
        return run(all.toArray(String[]::new));
    }

    private String dataset() {
        return folder.resolve("cats.zip").toString();
    }

    /** The command that a run shows, without its first word. */
    private static String[] goingOn(Cli.Run run) {
        String line = run.err()
                .lines()
                .filter(text -> text.contains("go on with: snet4j "))
                .reduce((first, last) -> last)
                .orElseThrow();
        return line.substring(line.indexOf("snet4j ") + "snet4j ".length()).split(" ");
    }

    private static Cogs signed(TestSession session) {
        return session.open().payments().channelStates().stream()
                .map(ChannelState::signed)
                .reduce(Cogs.ZERO, Cogs::plus);
    }

    @Test
    void onePhaseAfterTheOtherIsShownAndBothPricesFitIntoOneMaximum(TestSession session) {
        Cli.Run run = cli.run(newModel("--max-price", "0.02FET")).ok();

        assertThat(run.err())
                .containsSubsequence(
                        "model ",
                        "CREATED",
                        "go on with: snet4j run " + organization + " example-service --model ",
                        "--dataset " + dataset() + " --max-price 0.02FET",
                        "validation price  0.01 FET",
                        "dataset ",
                        "validation ",
                        "training price    0.01 FET",
                        "training ",
                        "ready ");
        assertThat(run.out()).contains("READY_TO_USE", "0.02 FET");
        assertThat(signed(session)).isEqualTo(Cogs.ofFet("0.02"));
    }

    @Test
    void aProgramReadsOneLineForEachPhase() {
        List<JsonNode> steps = cli.jsonLines(newModel("--yes"));

        assertThat(steps)
                .extracting(step -> step.path("phase").asText())
                .containsExactly(
                        "MODEL", "VALIDATION_PRICE", "DATASET", "VALIDATION", "TRAINING_PRICE", "TRAINING", "READY");
        assertThat(steps.get(0).path("model").asText()).isNotEmpty();
        assertThat(steps.get(6).path("status").asText()).isEqualTo("READY_TO_USE");
        assertThat(steps.get(6).path("paid").asText())
                .isEqualTo(Cogs.ofFet("0.02").value().toString());
    }

    @Test
    void whatTheMaximumDoesNotCoverTogetherIsNotBegunToBePaid(TestSession session) {
        cli.run(newModel("--max-price", "0.015FET")).failed(5, "0.02 FET", "--max-price");

        assertThat(session.open().payments().channelStates()).isEmpty();
    }

    @Test
    void withoutTheUsersWordNothingIsPaid(TestSession session) {
        cli.run(newModel()).failed(5, "no terminal", "--max-price");
        Cli.Run refused = cli.typing(List.of("n"), newModel()).failed(5, "nothing was paid");
        assertThat(session.open().payments().channelStates()).isEmpty();

        Cli.Run half = cli.typing(List.of("y", "n"), goingOn(refused)).failed(5);
        assertThat(signed(session)).isEqualTo(Cogs.ofFet("0.01"));

        assertThat(cli.typing(List.of("y"), goingOn(half)).ok().out()).contains("READY_TO_USE");
        assertThat(signed(session)).isEqualTo(Cogs.ofFet("0.02"));
    }

    @Test
    void aPriceThatChangesMeanwhileIsAskedAboutAgain(TestSession session, ScriptedProvider provider) {
        Cli.Run refused = cli.typing(List.of("n"), newModel()).failed(5);
        provider.price(Cogs.ofFet("0.03"), Cogs.ofFet("0.04"));

        assertThat(cli.typing(List.of("y", "y"), goingOn(refused)).ok().out()).contains("0.07 FET");
        assertThat(signed(session)).isEqualTo(Cogs.ofFet("0.07"));
    }

    @Test
    void aRefusedDatasetLeavesNoModel(ScriptedProvider provider) {
        String bad = folder.resolve("bad.zip").toString();

        cli.run(run("--method=ask", "--name=cats", "--dataset", bad, "--yes")).failed(3, "../a.png", "../../b.png");

        assertThat(provider.calls(ProviderMethod.CREATE_MODEL)).isZero();
    }

    @Test
    void aModelThatFailedGetsItsDatasetAgainOnlyWithConsent(TestSession session, ScriptedProvider provider) {
        provider.validates(Work.atOnce().thenErrored("too few cats"));
        Cli.Run failed = cli.run(newModel("--yes")).failed(7, "ERRORED");
        provider.validates(Work.atOnce());
        List<String> words = new ArrayList<>(List.of(goingOn(failed)));

        cli.run(words.toArray(String[]::new)).failed(7, "--dataset-again");
        words.add("--dataset-again");
        cli.run(words.toArray(String[]::new)).ok();

        assertThat(signed(session)).isEqualTo(Cogs.ofFet("0.03"));
    }

    @Test
    void aWaitThatEndsEarlyIsGoneOnWith(TestSession session, ScriptedProvider provider) {
        provider.trains(Work.never());
        Cli.Run refused = cli.typing(List.of("y", "n"), newModel()).failed(5);
        String model = goingOn(refused)[4];
        cli.run("train", organization, "example-service", model, "--yes").ok();

        Cli.Run early = cli.run(run("--model", model, "--timeout", "1s")).failed(7, "READY_TO_USE");
        cli.run(goingOn(early)).failed(7, "READY_TO_USE");

        assertThat(signed(session)).isEqualTo(Cogs.ofFet("0.02"));
    }

    @Test
    void theDatasetMayBeALink(ScriptedProvider provider) {
        cli.run(run("--method=ask", "--name=cats", "--link=https://files.example/cats.zip", "--yes"))
                .ok();

        assertThat(provider.models()).singleElement().satisfies(model -> assertThat(model.link())
                .contains("https://files.example/cats.zip"));
    }

    @Test
    void aLinkThatMayBeSecretIsNotShown() {
        Cli.Run run = cli.run(run("--method=ask", "--name=cats", "--link=https://files.example/cats.zip?key=s3cret"));

        run.failed(5, "--link URI");
        assertThat(run.err()).doesNotContain("s3cret");
    }

    @Test
    void whatDoesNotGoTogetherIsWrongUsage() {
        cli.run(run("--method=ask")).failed(2, "--name");
        cli.run(run("--method=ask", "--name=cats")).failed(2, "--dataset");
        cli.run(run("--model=m", "--name=cats")).failed(2, "--model");
        cli.run(run("--model=m", "--dataset=a", "--link=http://b")).failed(2, "--link");
        cli.run(run("--model=m", "--timeout=0s")).failed(2, "--timeout");
        cli.run(run("--model=m", "--timeout=soon")).failed(2, "90s");
    }

    @Test
    @SnetNetwork(daemon = DaemonVersion.V6_2)
    void aDaemonThatTakesNoStreamIsAnsweredWithALink(TestSession session) {
        var refused = cli.run(newModel("--yes")).failed(7, "by stream", "say snet4j run … --link URL");

        assertThat(refused.err()).contains("Nothing was paid").doesNotContain("DatasetHost", "validateModel");
        assertThat(signed(session)).isEqualTo(Cogs.ZERO);
    }
}
