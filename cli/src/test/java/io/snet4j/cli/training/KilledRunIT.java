package io.snet4j.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.cli.Child;
import io.snet4j.cli.Cli;
import io.snet4j.cli.training.HeldProvider.Hold;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.ChannelState;
import io.snet4j.value.Cogs;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is ended in any phase shows the command that goes on, and that command pays nothing twice. */
@SnetNetwork(service = HeldProvider.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KilledRunIT {
    private static final String GO_ON = "go on with: snet4j ";

    private final Path folder;

    KilledRunIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource({
        "MODEL, validate_model_price, nothing was paid",
        "VALIDATION_PRICE, train_model_price, nothing was paid",
        "DATASET, upload_and_validate, nothing was paid",
        "VALIDATION, validating, 0.01 FET was paid",
        "TRAINING_PRICE, train_model, 0.01 FET was paid",
        "TRAINING, training, 0.03 FET was paid"
    })
    void interruptedItSaysWhatItCostAndGoesOn(
            String phase, String hold, String cost, TestSession session, HeldProvider provider) throws Exception {
        String errors = ended(session, phase, provider.hold(hold), "INT", 130);

        assertThat(errors).contains("cancelled in " + phase, cost);
        assertGoesOn(session, errors);
    }

    @ParameterizedTest
    @CsvSource({
        "MODEL, validate_model_price",
        "VALIDATION_PRICE, train_model_price",
        "DATASET, upload_and_validate",
        "VALIDATION, validating",
        "TRAINING_PRICE, train_model",
        "TRAINING, training"
    })
    void killedItHasSaidHowToGoOn(String phase, String hold, TestSession session, HeldProvider provider)
            throws Exception {
        assertGoesOn(session, ended(session, phase, provider.hold(hold), "KILL", 137));
    }

    /** @return what was said on standard error by a run that got the signal where it was held */
    private String ended(TestSession session, String phase, Hold hold, String signal, int exitCode) throws Exception {
        List<String> arguments = List.of(
                "run",
                session.service().connection().orgId(),
                session.service().connection().serviceId(),
                "--method=ask",
                "--name=cats",
                "--dataset=" + (phase.equals("DATASET") ? Archives.large(folder) : Archives.good(folder)),
                "--max-price=0.05FET",
                "--json");
        try (Child run = Child.start(folder, session.account().settings(), arguments)) {
            while (!run.readLine().contains("\"phase\":\"" + phase + "\"")) {
                // An earlier phase.
            }
            hold.there().get(2, TimeUnit.MINUTES);
            run.signal(signal);
            assertThat(run.exitCode()).as(run::err).isEqualTo(exitCode);
            hold.letGo();
            if (hold.at().contains("_")) {
                hold.ended().get(2, TimeUnit.MINUTES);
            }
            return run.err();
        }
    }

    private void assertGoesOn(TestSession session, String errors) {
        String line = errors.substring(errors.lastIndexOf(GO_ON) + GO_ON.length());
        String[] words = line.lines().findFirst().orElseThrow().split(" ");
        Cli cli = new Cli(folder.resolve("home")).with(session.account().settings());

        Cli.Run run = cli.run(words).ok();

        var steps = cli.documents(run, "run");
        assertThat(steps.get(steps.size() - 1).path("status").asText())
                .as(run.out())
                .isEqualTo("READY_TO_USE");
        Cogs signed = session.open().payments().channelStates().stream()
                .map(ChannelState::signed)
                .reduce(Cogs.ZERO, Cogs::plus);
        assertThat(signed).isEqualTo(HeldProvider.VALIDATION.plus(HeldProvider.TRAINING));
    }
}
