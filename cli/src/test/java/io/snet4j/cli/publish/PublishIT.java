package io.snet4j.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.cli.Cli;
import io.snet4j.cli.Examples;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@SnetNetwork
class PublishIT {
    private static final String SERVICE = PublishScene.SERVICE;

    private final Cli cli;
    private final Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private PublishScene scene;

    PublishIT(@TempDir Path home, @TempDir Path folder) {
        cli = new Cli(home);
        this.folder = folder;
    }

    @BeforeEach
    void aFolder(TestSession session) throws IOException {
        scene = PublishScene.in(cli, folder, session);
    }

    private static int sent(TestSession session) {
        return session.faults().node().count("eth_sendRawTransaction");
    }

    @Test
    void fromAnEmptyFolderToTheFirstCallOfAStranger(TestSession session) {
        assertThat(cli.json(scene.words("check")).path("valid").asBoolean()).isTrue();
        JsonNode before = cli.json(scene.words("diff")).path("changes");
        assertThat(before.get(0).path("action").asText()).isEqualTo("create_organization");
        assertThat(before.get(1).path("obstacle").asText()).contains("organization is published first");

        JsonNode organization = cli.json(scene.words("org", "--yes"));
        JsonNode service = cli.json(scene.words("service", "--yes"));

        assertThat(organization.path("sent").asBoolean()).isTrue();
        assertThat(service.path("action").asText()).isEqualTo("create_service");
        assertThat(service.path("transaction").asText()).hasSize(66);
        assertThat(service.path("api").asText()).startsWith("ipfs://");
        assertThat(Long.parseLong(service.path("fee").asText()))
                .isBetween(1L, Long.parseLong(service.path("maxFee").asText()));
        try (SnetClient stranger = session.newClient("stranger").build();
                ServiceClient opened = stranger.openService(scene.organization(), SERVICE)) {
            assertThat(opened.call("ask", "{\"text\": \"hello\"}")).contains("hello");
        }
    }

    @Test
    void whatIsPublishedIsNotPublishedAgainAndAChangeIsOneField(TestSession session) throws IOException {
        scene.publish();
        int before = sent(session);

        assertThat(cli.json(scene.words("org", "--yes")).path("sent").asBoolean())
                .isFalse();
        assertThat(cli.run(scene.words("service", "--yes")).ok().out()).contains("is published so already");
        assertThat(sent(session)).isEqualTo(before);

        scene.replace("price: 0.0001 FET", "price: 0 FET");
        JsonNode changes = cli.json(scene.words("diff")).path("changes");
        assertThat(changes.get(0).path("action").asText()).isEqualTo("nothing");
        assertThat(changes.get(1).path("differences")).hasSize(1);
        assertThat(changes.at("/1/differences/0/field").asText()).isEqualTo("groups[0].pricing[0].price_in_cogs");
        assertThat(changes.at("/1/differences/0/before").asText()).isEqualTo("100000000000000");
        assertThat(cli.json(scene.words("service", "--yes")).path("action").asText())
                .isEqualTo("update_service");
        assertThat(sent(session)).isEqualTo(before + 1);
        assertThat(cli.run("service", scene.organization(), SERVICE).ok().out()).contains("0 FET");
    }

    @Test
    void aDryRunAndADiffSendAndStoreNothing(TestSession session) {
        int before = sent(session);

        assertThat(cli.run(scene.words("org", "--dry-run")).ok().out())
                .contains("create organization, fee at most", "org_name");
        cli.with("SNET4J_PRIVATE_KEY", "").run(scene.words("diff")).ok();

        assertThat(sent(session)).isEqualTo(before);
        assertThat(session.faults().storage().requests().stream().filter(path -> path.contains("/add")))
                .isEmpty();
    }

    @Test
    void itAsksBeforeItSends(TestSession session) {
        int before = sent(session);

        cli.run(scene.words("org")).failed(5, "--yes");
        Cli.Run no = cli.typing(List.of("n"), scene.words("org"));
        no.failed(5, "not agreed to");
        assertThat(no.err()).contains("+ org_name: ", "highest fee", "[y/N]");
        assertThat(sent(session)).isEqualTo(before);

        assertThat(cli.typing(List.of("y"), scene.words("org")).ok().out()).contains("transaction", "0x");
        assertThat(sent(session)).isEqualTo(before + 1);
    }

    @Test
    void aFeeThatMayBeMoreIsNotPaid(TestSession session) {
        int before = sent(session);

        cli.run(scene.words("org", "--yes", "--max-fee", "1gwei")).failed(5, "more than --max-fee 1 gwei");
        cli.with("SNET4J_LIMIT_FEE", "1").run(scene.words("org", "--yes")).failed(3, "fee limit");
        assertThat(sent(session)).isEqualTo(before);
        cli.run(scene.words("org", "--max-fee", "soon")).failed(2, "'soon' is no fee");

        cli.with("SNET4J_LIMIT_FEE", "")
                .run(scene.words("org", "--yes", "--max-fee", "0.1ether"))
                .ok();
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsAsked(TestSession session) throws IOException {
        scene.replace("price: 0.0001 FET", "price: cheap");
        int before = session.faults().node().requests().size();

        Cli.Run checked = cli.with("SNET4J_RPC", "http://127.0.0.1:1").run(scene.words("check"));
        assertThat(checked.code()).isEqualTo(3);
        assertThat(checked.out()).containsPattern("snet.yaml:\\d+: service.groups\\[0].price: 'cheap' is no amount");

        Cli.Run refused = cli.run(scene.words("service", "--yes")).failed(3, "1 problem(s)");
        assertThat(refused.err()).contains("service.groups[0].price");
        assertThat(session.faults().node().requests()).hasSize(before);
    }

    @Test
    void membersPublishAndTheOwnerSaysWho(TestSession session) throws IOException {
        scene.publish();
        String friend = session.account("friend").address().toString();
        Cli friends = new Cli(folder).with(session.account("friend").settings());
        scene.replace("price: 0.0001 FET", "price: 0.0002 FET");
        friends.run(scene.words("service", "--yes")).failed(3, "neither the owner", "nothing was sent");

        String[] add = {"publish", "org", "members", "add", scene.organization(), friend, "--yes"};
        assertThat(cli.json(add).path("action").asText()).isEqualTo("add_members");
        assertThat(cli.json(add).path("sent").asBoolean()).as("once more").isFalse();
        friends.run(scene.words("service", "--yes")).ok();
        friends.run("publish", "org", "delete", scene.organization(), "--yes").failed(3, "not the owner");

        assertThat(cli.json("publish", "org", "members", "remove", scene.organization(), friend, "--yes")
                        .path("action")
                        .asText())
                .isEqualTo("remove_members");
        friends.run("publish", "service", "delete", scene.organization(), SERVICE, "--yes")
                .failed(3, "neither the owner");
    }

    @Test
    void anOrganizationIsGivenAwayAndDeleted(TestSession session) {
        scene.publish();
        String heir = session.account("heir").address().toString();
        cli.run("publish", "org", "owner", scene.organization(), "0x" + "0".repeat(40), "--yes")
                .failed(3, "cannot be nobody");

        cli.run("publish", "service", "delete", scene.organization(), SERVICE, "--yes")
                .ok();
        cli.run("service", scene.organization(), SERVICE).failed(4, SERVICE);
        cli.run("publish", "org", "owner", scene.organization(), heir, "--yes").ok();
        cli.run("publish", "org", "delete", scene.organization(), "--yes").failed(3, "not the owner");
        new Cli(folder)
                .with(session.account("heir").settings())
                .run("publish", "org", "delete", scene.organization(), "--yes")
                .ok();

        cli.run("services", scene.organization()).failed(4, scene.organization());
    }

    @Test
    void theFilesOfOtherToolsArePublishedAsTheyAre(TestSession session) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Draft draft = SnetYaml.read(YamlFile.read(scene.file()), folder);
        ObjectNode organization = (ObjectNode)
                json.readTree(draft.organization().orElseThrow().file().json());
        ObjectNode service =
                (ObjectNode) json.readTree(draft.service().orElseThrow().file().json());
        organization.put("unknown", 1);
        service.put("unknown", 2);
        Path one = Files.writeString(folder.resolve("organization_metadata.json"), organization.toPrettyString());
        Path two = Files.writeString(folder.resolve("service_metadata.json"), service.toPrettyString());
        List<String> words = new ArrayList<>(List.of("--file", one.toString(), "--file", two.toString()));

        assertThat(run("check", words).failedWith(3))
                .contains("service_metadata.json:1: say --organization ID and --service ID");
        words.addAll(
                List.of("--service", SERVICE, "--proto", folder.resolve("proto").toString()));
        assertThat(run("check", words).failedWith(0)).contains("It can be published");
        words.add("--yes");
        run("org", words).failedWith(0);
        assertThat(run("service", words).failedWith(0)).contains("create service");

        try (SnetClient stranger = session.newClient("stranger").build();
                ServiceClient opened = stranger.openService(scene.organization(), SERVICE)) {
            assertThat(opened.call("ask", "{}")).isNotEmpty();
        }
        service.withObject("/groups/0").putArray("endpoints").add("gopher://x");
        Files.writeString(two, service.toPrettyString());
        words.remove("--yes");
        assertThat(run("check", words).failedWith(3))
                .containsPattern("service_metadata.json:\\d+: groups\\[0].endpoints\\[0]: ");
    }

    private Run run(String command, List<String> words) {
        List<String> all = new ArrayList<>(List.of("publish", command));
        all.addAll(words);
        return new Run(cli.run(all.toArray(String[]::new)));
    }

    private record Run(Cli.Run run) {
        String failedWith(int code) {
            assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
            return run.out();
        }
    }

    @Test
    void aFileThatIsThereIsNotWrittenOver() throws IOException {
        String before = Files.readString(scene.file());

        cli.run("publish", "init", folder.toString()).failed(3, "is there already");

        assertThat(scene.file()).content().isEqualTo(before);
    }

    @Test
    void aProvidersProjectFillsTheFileAndTheRestIsNamed(@TempDir Path parent) {
        Path project = parent.resolve("texts");
        cli.run("provider", "new", project.toString(), "--organization", "my-org", "--service", "my-texts")
                .ok();
        cli.run("publish", "init", project.toString()).ok();

        Cli.Run checked = cli.run(
                "publish", "check", "--file", project.resolve("snet.yaml").toString());

        assertThat(checked.out().lines().filter(line -> !line.contains("warning")))
                .satisfiesExactly(
                        one -> assertThat(one).contains("organization.groups[0].payment_address"),
                        two -> assertThat(two).isEqualTo("It cannot be published."));
        assertThat(project.resolve("snet.yaml"))
                .content()
                .contains("id: my-org", "id: my-texts", "proto: src/main/protobuf", "http://127.0.0.1:7547");
    }

    @Test
    void theExamplesOfTheHelpAreRead() {
        CommandLine publish =
                Objects.requireNonNull(cli.commandLine().getSubcommands().get("publish"));
        List<String> lines = new ArrayList<>();
        examples(publish, lines);

        assertThat(lines).hasSizeGreaterThan(15);
        for (String line : lines) {
            cli.commandLine().parseArgs(line.substring("snet4j ".length()).split(" "));
        }
    }

    private static void examples(CommandLine command, List<String> into) {
        into.addAll(Examples.of(command));
        command.getSubcommands().values().forEach(next -> examples(next, into));
    }
}
