package io.snet4j.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.cli.Cli;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestAccount;
import io.snet4j.junit.TestSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SnetNetwork
class ModelsCommandIT {
    private static final String FRIEND = "0x90F8bf6A479f320ead074411a4B0e7944Ea8c9C1";

    private final Cli cli;
    private String organization = "";

    ModelsCommandIT(@TempDir Path home) {
        cli = new Cli(home);
    }

    @BeforeEach
    void aConsumer(TestAccount account, TestSession session) {
        cli.with(account.settings());
        organization = session.service().connection().orgId();
    }

    private String[] models(String command, String... more) {
        List<String> words = new ArrayList<>(List.of("models", command, organization, "example-service"));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private JsonNode create(String... more) {
        return cli.json(models("create", more));
    }

    @Test
    void aModelIsMadeShownChangedAndDeleted() {
        JsonNode made = create("--method", "ask", "--name", "cats", "--description", "of mine", "--access", FRIEND);
        String id = made.path("id").asText();
        assertThat(made.path("status").asText()).isEqualTo("CREATED");
        assertThat(made.path("method").asText()).isEqualTo("Example/ask");
        assertThat(made.path("isPublic").asBoolean()).isFalse();
        assertThat(made.path("addressesWithAccess"))
                .anyMatch(node -> node.asText().equals(FRIEND));

        assertThat(cli.run(models("show", id)).ok().out()).contains(id, "CREATED", "cats", "of mine", "private");

        JsonNode changed = cli.json(models("update", id, "--name", "dogs", "--description", "of yours"));
        assertThat(changed.path("name").asText()).isEqualTo("dogs");
        assertThat(cli.json(models("show", id)).path("description").asText()).isEqualTo("of yours");

        assertThat(cli.json(models("delete", id, "--yes")).path("status").asText())
                .isEqualTo("DELETED");
        cli.run(models("show", id)).failed(4, id);
    }

    @Test
    void theListIsNarrowedByEachFilter(TestAccount account) {
        String mine = create("--method", "ask", "--name", "cats").path("id").asText();
        String open = create("--method", "ask", "--name", "dogs", "--public")
                .path("id")
                .asText();

        assertThat(listed()).containsExactlyInAnyOrder(mine, open);
        assertThat(listed("--name", "DOG")).containsExactly(open);
        assertThat(listed("--public")).containsExactly(open);
        assertThat(listed("--private")).containsExactly(mine);
        assertThat(listed("--status", "created,validated")).hasSize(2);
        assertThat(listed("--status", "ready_to_use")).isEmpty();
        assertThat(listed("--method", "sk")).hasSize(2);
        assertThat(listed("--method", "other")).isEmpty();
        assertThat(listed("--service", "Exam")).hasSize(2);
        assertThat(listed("--service", "Other")).isEmpty();
        assertThat(listed("--created-by", account.address().toString())).hasSize(2);
        assertThat(listed("--created-by", FRIEND)).isEmpty();
    }

    private List<String> listed(String... filters) {
        List<String> ids = new ArrayList<>();
        cli.json(models("list", filters))
                .path("models")
                .forEach(model -> ids.add(model.path("id").asText()));
        return ids;
    }

    @Test
    void theListIsATable() {
        assertThat(cli.run(models("list")).ok().err()).contains("no models");
        String id = create("--method", "ask", "--name", "cats").path("id").asText();

        assertThat(cli.run(models("list")).ok().out().lines())
                .hasSize(2)
                .last()
                .asString()
                .contains(id, "CREATED", "Example/ask", "private", "cats");
    }

    @Test
    void deletingIsAskedAbout() {
        String id = create("--method", "ask", "--name", "cats").path("id").asText();

        cli.run(models("delete", id)).failed(3, id, "--yes");
        cli.typing(List.of("n"), models("delete", id)).failed(3, "nothing was deleted");
        cli.run(models("show", id)).ok();

        Cli.Run agreed = cli.typing(List.of("y"), models("delete", id)).ok();
        assertThat(agreed.err()).contains(id, "cats", "CREATED", "[y/N]");
        cli.run(models("show", id)).failed(4);
    }

    @Test
    void whatDoesNotGoTogetherIsWrongUsage() {
        cli.run(models("list", "--public", "--private")).failed(2, "--public", "--private");
        cli.run(models("list", "--status", "unrecognized")).failed(2, "UNRECOGNIZED");
        cli.run(models("list", "--created-by", "0x12")).failed(2, "0x12");
        cli.run(models("create", "--name", "cats")).failed(2, "--method");
        cli.run(models("update", "model-1")).failed(2, "--description");
        cli.run(models("show", " ")).failed(2, "blank");
    }
}
