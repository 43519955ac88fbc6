package io.snet4j.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.cli.Cli;
import io.snet4j.junit.ProviderMethod;
import io.snet4j.junit.ScriptedProvider;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestAccount;
import io.snet4j.junit.TestSession;
import io.snet4j.junit.Work;
import io.snet4j.training.NewModel;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dataset, prices, upload, validation, training and waiting, one by one. */
@SnetNetwork
class StepsIT {
    private static final String PRICE = Cogs.ofFet("0.01").value().toString();

    private final Path folder;
    private final Cli cli;
    private String organization = "";

    StepsIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        cli = new Cli(Files.createDirectory(folder.resolve("home")));
    }

    @BeforeEach
    void aConsumer(TestAccount account, TestSession session) {
        cli.with(account.settings());
        organization = session.service().connection().orgId();
    }

    /** @param line a command, of which organization and service are left out */
    private String[] words(String line, Object... more) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        words.add(organization);
        words.add("example-service");
        for (Object word : more) {
            words.add(word.toString());
        }
        return words.toArray(String[]::new);
    }

    private static String create(TestSession session) {
        return session.open()
                .training()
                .createModel(NewModel.of("ask", "cats"))
                .id()
                .value();
    }

    @Test
    void theStepsLeadToATrainedModel(TestSession session) throws IOException {
        String model = create(session);
        Path dataset = Archives.good(folder);

        assertThat(cli.json(words("price validate", model)).path("price").asText())
                .isEqualTo(PRICE);
        JsonNode uploaded = cli.json(words("upload", model, dataset, "--yes"));
        assertThat(uploaded.path("paid").asText()).isEqualTo(PRICE);
        assertThat(cli.json(words("wait", model, "--for", "validated"))
                        .path("status")
                        .asText())
                .isEqualTo("VALIDATED");
        assertThat(cli.run(words("price train", model)).ok().out()).contains("0.01 FET");
        Cli.Run trained =
                cli.run(words("train", model, "--max-price", "0.01FET")).ok();
        assertThat(trained.out()).contains(model, "READY_TO_USE", "0.01 FET");
        assertThat(cli.run(words("wait", model, "--for", "ready_to_use", "--timeout", "5m"))
                        .ok()
                        .out())
                .contains("READY_TO_USE");
    }

    @Test
    void aDatasetByLinkIsForTheProviderToFetch(TestSession session, ScriptedProvider provider) {
        String model = create(session);
        String link = "https://files.example/cats.zip";

        assertThat(cli.json(words("price validate", model, "--link", link))
                        .path("price")
                        .asText())
                .isEqualTo(PRICE);
        JsonNode validated = cli.json(words("validate", model, "--link", link, "--yes"));

        assertThat(validated.path("paid").asText()).isEqualTo(PRICE);
        assertThat(provider.models()).singleElement().satisfies(made -> assertThat(made.link())
                .contains(link));
    }

    @Test
    void aDatasetIsCheckedWithoutAKey(TestAccount account) throws IOException {
        Map<String, String> settings = new HashMap<>(account.settings());
        settings.remove("SNET4J_PRIVATE_KEY");
        Cli nobody = new Cli(folder.resolve("home")).with(settings);
        Path good = Archives.good(folder);

        JsonNode fine = nobody.json(words("dataset check", "ask", good));
        assertThat(fine.path("problems")).isEmpty();
        assertThat(fine.path("method").asText()).isEqualTo("Example/ask");
        assertThat(nobody.run(words("dataset check", "Example/ask", Archives.folder(folder)))
                        .ok()
                        .out())
                .contains("cats");

        Path bad = Archives.bad(folder);
        Cli.Run refused = nobody.run(words("dataset check", "ask", bad)).failed(3, "2 problems");
        assertThat(refused.out().lines()).hasSize(2).allMatch(line -> line.contains("not safe to unpack"));
        String[] json = words("dataset check", "ask", bad, "--json");
        assertThat(nobody.documents(nobody.run(json).failed(3), json))
                .singleElement()
                .satisfies(document -> assertThat(document.path("problems")).hasSize(2));

        nobody.run(words("dataset check", "ask", folder.resolve("none.zip"))).failed(3, "none.zip");
        nobody.run(words("dataset check", "other", good)).failed(4, "other", "Example/ask");
        nobody.run(words("dataset check", "/", good)).failed(2, "dataset check --help");
        nobody.run(words("price train", "model-1")).failed(3, "key");
    }

    @Test
    void nobodyIsAskedToPayForADatasetThatWouldBeRefused(TestSession session, ScriptedProvider provider)
            throws IOException {
        String model = create(session);

        Cli.Run run = cli.typing(List.of("y"), words("upload", model, Archives.bad(folder)));

        run.failed(3, "../a.png", "../../b.png");
        assertThat(run.err()).doesNotContain("[y/N]");
        assertThat(provider.calls(ProviderMethod.VALIDATE_MODEL_PRICE)).isZero();
    }

    @Test
    void eachPaidStepNeedsTheUsersWord(TestSession session) throws IOException {
        String model = create(session);
        Path dataset = Archives.good(folder);
        String link = "--link=https://files.example/cats.zip";

        cli.run(words("upload", model, dataset)).failed(5, "no terminal", "--max-price");
        cli.run(words("validate", model, link)).failed(5, "no terminal", "--max-price");
        cli.run(words("train", model)).failed(5, "no terminal", "--max-price");
        cli.run(words("upload", model, dataset, "--max-price", "0.001FET")).failed(5, "0.01 FET", "--max-price");
        cli.typing(List.of("n"), words("upload", model, dataset)).failed(5, "nothing was paid");
        assertThat(session.open().payments().channelStates()).isEmpty();

        Cli.Run agreed =
                cli.typing(List.of("y"), words("upload", model, dataset)).ok();
        assertThat(agreed.err()).contains("price", "0.01 FET", "deposit", "transactions", "highest fee");
    }

    @Test
    void aWaitThatIsTooShortAndAModelThatFailedEndWithSeven(TestSession session, ScriptedProvider provider)
            throws IOException {
        provider.validates(Work.never());
        String model = create(session);
        cli.run(words("upload", model, Archives.good(folder), "--yes")).ok();

        cli.run(words("wait", model, "--for", "validated", "--timeout", "1s")).failed(7, model, "VALIDATED");

        provider.validates(Work.atOnce().thenErrored("too few cats"));
        String broken = create(session);
        cli.run(words("upload", broken, folder.resolve("cats.zip"), "--yes")).ok();
        cli.run(words("wait", broken, "--for", "validated")).failed(7, broken, "ERRORED");
    }

    @Test
    void whoIsInterruptedHearsWhatItCost(TestSession session) throws IOException {
        String model = create(session);
        Path dataset = Archives.good(folder);
        List<String[]> all = List.of(
                words("upload", model, dataset, "--yes"),
                words("validate", model, "--link=https://files.example/cats.zip", "--yes"),
                words("train", model, "--yes"),
                words("wait", model, "--for=validated"),
                words("run", "--model", model, "--dataset", dataset, "--yes"));
        for (String[] words : all) {
            Thread.currentThread().interrupt();

            Cli.Run run = cli.run(words);

            assertThat(Thread.interrupted()).as("flag after %s", words[0]).isTrue();
            run.failed(130, "cancelled", "nothing was paid");
        }
    }

    @Test
    void whatIsWrongWithTheNetworkTheDaemonOrTheNamesHasItsExitCode(TestSession session) throws IOException {
        Path dataset = Archives.good(folder);
        String link = "--link=https://files.example/cats.zip";
        List<String[]> all = List.of(
                words("models list"),
                words("models show", "m"),
                words("models create", "--method=ask", "--name=cats"),
                words("models update", "m", "--name=dogs"),
                words("models delete", "m", "--yes"),
                words("dataset check", "ask", dataset),
                words("price validate", "m"),
                words("price train", "m"),
                words("upload", "m", dataset, "--yes"),
                words("validate", "m", link, "--yes"),
                words("train", "m", "--yes"),
                words("wait", "m", "--for=validated", "--timeout=1s"),
                words("run", "--method=ask", "--name=cats", "--dataset=" + dataset, "--yes"));
        for (String[] words : all) {
            cli.run(with(words, "--rpc", "http://127.0.0.1:1")).failed(6, "127.0.0.1:1");
            String[] nowhere = words.clone();
            nowhere[List.of(words).indexOf("example-service")] = "no-service";
            cli.run(nowhere).failed(4, "no-service");
            cli.run(with(words, "--no-such-option")).failed(2, "--no-such-option");
        }
        session.service().stopDaemon();
        for (String[] words : all) {
            cli.run(words).failed(7);
        }
    }

    private static String[] with(String[] words, String... more) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
