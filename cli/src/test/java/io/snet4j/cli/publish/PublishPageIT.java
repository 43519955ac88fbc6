package io.snet4j.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.cli.Cli;
import io.snet4j.cli.Transcript;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the page, in its order, in a folder of their own. */
@SnetNetwork(network = "publish-page")
class PublishPageIT {
    private static final Path PAGE = Path.of("..", "docs", "publishing.md");

    @Test
    void thePageLeadsFromAnEmptyFolderToAServiceAndBack(@TempDir Path home, @TempDir Path folder, TestSession session)
            throws IOException {
        Cli cli = new Cli(home).with(session.account().settings());
        List<Transcript.Step> steps = Transcript.of(PAGE);
        assertThat(steps).hasSizeGreaterThan(8);
        boolean checked = false;
        for (Transcript.Step step : steps) {
            Cli.Run run = cli.run(words(step.command(), folder));

            String out = run.out().replace(folder + "/", "");
            assertThat(step.matches(out))
                    .as(step.command() + "\n" + out + run.err())
                    .isTrue();
            if (step.command().equals("snet4j publish check") && !checked) {
                assertThat(run.code()).isEqualTo(3);
                checked = true;
                write(session, folder);
            } else {
                assertThat(run.code()).as(step.command() + "\n" + run.err()).isZero();
            }
            if (step.command().startsWith("snet4j publish org members")) {
                assertAStrangerCalls(session);
            }
        }
    }

    /** The page's words, in this folder instead of the one that a shell is in. */
    private static String[] words(String command, Path folder) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")).subList(1, command.split(" ").length));
        if (words.get(1).equals("init")) {
            words.add(2, folder.toString());
        } else if (words.size() < 3 || words.get(2).startsWith("--")) {
            words.addAll(List.of("--file", folder.resolve("snet.yaml").toString()));
        }
        return words.toArray(String[]::new);
    }

    /** What the page asks to be written. */
    private static void write(TestSession session, Path folder) throws IOException {
        DevnetConnection net = session.service().connection();
        Path file = folder.resolve("snet.yaml");
        String text = Files.readString(file)
                .replace(
                        "payment_address: \"\"",
                        "payment_address: " + net.account("provider").address())
                .replace("- \"\"", "- " + net.daemonUrl())
                // The daemon's own, and few blocks, as the devnet has few.
                .replace("expiration_threshold: 40320", "expiration_threshold: 100\n      id: " + net.groupId());
        Files.writeString(file, text);
        Path proto = Files.createDirectory(folder.resolve("proto"));
        for (var each : session.provider().protoFiles().entrySet()) {
            Files.writeString(proto.resolve(each.getKey()), each.getValue());
        }
    }

    private static void assertAStrangerCalls(TestSession session) {
        try (SnetClient stranger = session.newClient("stranger").build();
                ServiceClient service = stranger.openService("my-org", "my-service")) {
            assertThat(service.call("ask", "{\"text\": \"hello\"}")).contains("hello");
        }
    }
}
