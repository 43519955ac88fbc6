package io.snet4j.cli.call;

import static io.snet4j.junit.SnetAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.cli.Cli;
import io.snet4j.devnet.PublishedService;
import io.snet4j.junit.ScriptedProvider;
import io.snet4j.junit.SnetExtension;
import io.snet4j.junit.TestNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.training.NewModel;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CallCommandIT {
    private static final String PRICE = "0.0001";

    @RegisterExtension
    static final SnetExtension NET =
            SnetExtension.builder().service(ChatService::provider).build();

    private final Path files;
    private final Cli cli;
    private String org = "";

    CallCommandIT(@TempDir Path home, @TempDir Path files) {
        this.files = files;
        cli = new Cli(home);
    }

    @BeforeEach
    void aConsumer(TestSession session) {
        use(session);
    }

    private void use(TestSession session) {
        cli.with(session.account().settings());
        org = session.service().connection().orgId();
    }

    private String[] call(String method, String... more) {
        List<String> words = new ArrayList<>(List.of("call", org, "conversation", method));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private String file(String... lines) throws IOException {
        return "@" + Files.write(files.resolve("requests.jsonl"), List.of(lines));
    }

    @Test
    void aUnaryMethodAnswersOnceAndIsPaid(TestSession session) {
        assertThat(cli.run(call("say", "{\"text\": \"hi\"}", "--yes")).ok().out())
                .isEqualToIgnoringWhitespace("{\"text\": \"hi\"}");
        assertThat(session).hasSigned(Cogs.ofFet(PRICE));

        JsonNode answer =
                cli.json(call("Chat/say", "{\"number\": \"9007199254740993\"}", "--max-price", PRICE + "FET"));
        assertThat(answer.at("/answer/number").asText()).isEqualTo("9007199254740993");
        assertThat(session).hasSigned(Cogs.ofFet("0.0002"));
    }

    // Guard: callDeadline in CallCommand.settings; without it opening has 30 seconds for each request, a call two
    // minutes.
    @Test
    void aDeadlineEndsOpeningAndTheCall(TestSession session) {
        session.faults().storage().silence();
        cli.run(call("say", "{}", "--yes", "--deadline", "5s")).failed(6, "which the deadline left for it");

        session.faults().heal();
        session.faults().daemon().delay(Duration.ofDays(1));
        cli.run(call("say", "{}", "--yes", "--deadline", "PT10S")).failed(7, "within the deadline");
        cli.run(call("say", "{}", "--yes", "--deadline", "0s")).failed(2, "longer than nothing");
        assertThat(session).hasSigned(Cogs.ZERO);
    }

    @Test
    void atATerminalOneIsAskedFirstAndNoMeansThatNothingIsPaid(TestSession session) {
        assertThat(cli.typing(List.of("n"), call("say")).code()).isEqualTo(5);
        cli.run(call("say")).failed(5, "--yes");
        assertThat(session).hasSigned(Cogs.ZERO).hasChannels(0);

        var run = cli.typing(List.of("y"), call("say")).ok();

        assertThat(run.err())
                .contains("price", PRICE + " FET", "Go on with calling chat.Chat/say?", PRICE + " FET was paid");
        assertThat(session).hasSigned(Cogs.ofFet(PRICE));
    }

    @Test
    void aStreamOfAnswersIsPrintedLineByLineAndPrintable() {
        assertThat(cli.run(call("tell", "{\"text\": \"hi\"}", "--yes"))
                        .ok()
                        .out()
                        .lines())
                .containsExactly("{\"text\":\"hi\"}", "{\"text\":\"\\u202eend\"}");

        List<JsonNode> lines = cli.jsonLines(call("tell", "{}", "--yes"));
        assertThat(lines).extracting(line -> line.path("index").asInt()).containsExactly(1, 2);
        assertThat(lines.get(1).at("/answer/text").asText()).isEqualTo("\u202eend");
    }

    @Test
    void aStreamOfRequestsIsReadLineByLine() throws IOException {
        List<String> lines = List.of("{\"text\": \"a\"}", "", "{\"text\": \"b\"}");

        assertThat(cli.run(call("collect", file(lines.toArray(String[]::new)), "--yes"))
                        .ok()
                        .out())
                .isEqualToIgnoringNewLines("{\"text\":\"b\"}");
        assertThat(cli.piped(lines, call("talk", "-", "--yes")).ok().out().lines())
                .containsExactly("{\"text\":\"a\"}", "{\"text\":\"b\"}");
        assertThat(cli.run(call("talk", file(lines.toArray(String[]::new)), "--yes", "--json"))
                        .ok()
                        .out()
                        .lines())
                .hasSize(2);
    }

    @Test
    void aBadRequestInALiveStreamEndsTheCall() {
        cli.piped(List.of("{\"text\": \"a\"}", "{\"txt\": 1}"), call("talk", "-", "--yes"))
                .failed(3, "request 2", "txt");
    }

    @Test
    void severalRequestsAreAnsweredInTheirOrderAndOneThatFailsStopsNoOther(TestSession session) throws IOException {
        String file = file("{\"text\":\"a\"}", "{\"text\":\"bad\"}", "{\"text\":\"c\"}", "{\"text\":\"d\"}");

        var run = cli.run(call("say", file, "--parallel", "3", "--max-price", "0.0004FET"));

        run.failed(7, "1 of 4 requests failed; the first is request 2", "that was bad");
        assertThat(run.out().lines().filter(line -> !line.contains("failed:")))
                .containsExactly("1  {\"text\":\"a\"}", "3  {\"text\":\"c\"}", "4  {\"text\":\"d\"}");
        assertThat(run.out().lines().skip(1).findFirst())
                .hasValueSatisfying(line -> assertThat(line).startsWith("2  failed: "));

        var json = cli.run(call("say", file, "--parallel", "3", "--yes", "--json"));
        assertThat(json.code()).isEqualTo(7);
        List<JsonNode> lines = cli.documents(json, "call");
        assertThat(lines).extracting(line -> line.path("index").asInt()).containsExactly(1, 2, 3, 4);
        assertThat(lines).extracting(line -> line.path("exitCode").asInt()).containsExactly(0, 7, 0, 0);
    }

    @Test
    void whatIsWrongWithOneOfSeveralRequestsIsFoundBeforeAnythingIsPaid(TestSession session) throws IOException {
        cli.run(call("say", file("{}", "{}", "{\"text\": 1"), "--parallel", "3", "--yes"))
                .failed(3, "request 3");
        cli.run(call("say", file("{}", "{}", "{}"), "--parallel", "2", "--max-price", "0.00029FET"))
                .failed(5, "3 calls of chat.Chat/say costs 0.0003 FET", "--max-price");

        // Two calls fit in a batch, so that three calls need two.
        cli.run(call(
                        "say",
                        file("{}", "{}", "{}"),
                        "--parallel",
                        "2",
                        "--prepaid",
                        "0.00025FET",
                        "--max-price",
                        "0.0004FET"))
                .failed(5, "costs 0.0005 FET");
        assertThat(session).hasSigned(Cogs.ZERO).hasChannels(0);
    }

    @Test
    void prepaidCallsSignOnceForMany(TestSession session) throws IOException {
        cli.run(call(
                        "say",
                        file("{}", "{}", "{}", "{}"),
                        "--parallel",
                        "4",
                        "--prepaid",
                        "0.001FET",
                        "--max-price",
                        "0.001FET"))
                .ok();

        assertThat(session).hasSigned(Cogs.ofFet("0.001"));
    }

    @Test
    void freeCallsCostNothingAndNobodyIsAsked() {
        try (TestSession session = TestNetwork.shared()
                .session(ChatService.provider())
                .freeCalls(2)
                .start()) {
            use(session);
            cli.run(call("say", "--free")).ok();
            cli.run(call("say")).ok();
            assertThat(session).hasSigned(Cogs.ZERO);

            cli.run(call("say", "--free")).failed(5, "free call");
            cli.run(call("say")).failed(5, "--yes");
        }
    }

    @Test
    void aModelIsCalledByItsId(TestSession session) {
        cli.run(call("say", "{}", "--model", "7", "--yes")).failed(3, "takes no model");
        try (TestSession trainable = TestNetwork.shared()
                .session(ScriptedProvider.builder()
                        .answers("ask", question -> "{\"text\": \"" + question.replaceAll("\\W+", " ") + "\"}")
                        .build())
                .start()) {
            use(trainable);
            String id = trainable
                    .open()
                    .training()
                    .createModel(NewModel.of("ask", "mine"))
                    .id()
                    .value();
            var run = cli.run("call", org, "example-service", "ask", "{\"text\": \"hi\"}", "--model", id, "--yes");
            assertThat(run.ok().out()).contains("modelId", id.replaceAll("\\W+", " "));
        }
        assertThat(session).hasSigned(Cogs.ZERO);
    }

    @Test
    void whatCannotBeCalledIsToldByTheExitCodeAndNothingIsPaid(TestSession session) {
        cli.run(call("say", "{\"text\": 1", "--yes")).failed(3, "line 1");
        cli.run(call("say", "{\"txt\": \"a\"}", "--yes")).failed(3, "txt");
        cli.run(call("say", "@nothing.json", "--yes")).failed(3, "there is no file nothing.json");
        cli.run(call("sing", "{}", "--yes")).failed(4, "chat.Chat/say");
        cli.run("--rpc", "http://127.0.0.1:1", "call", org, "conversation", "say", "--yes")
                .failed(6, "127.0.0.1:1");
        assertThat(session).hasSigned(Cogs.ZERO).hasChannels(0);
    }

    @Test
    void wrongUsageIsOne() throws IOException {
        cli.run("call", org, "conversation").failed(2, "METHOD");
        cli.run(call("say", "--free", "--prepaid", "1FET")).failed(2, "exclude");
        cli.run(call("say", "--parallel", "0")).failed(2, "--parallel");
        cli.run(call("tell", file("{}"), "--parallel", "2")).failed(2, "streams");
    }

    @Test
    void withoutMoneyNothingIsCalled() {
        try (TestSession session = TestNetwork.shared()
                .session(ChatService.provider())
                .funds(Cogs.ZERO)
                .start()) {
            use(session);
            cli.run(call("say", "--yes")).failed(5, "FET");
        }
    }

    @Test
    void aDaemonThatIsDownIsAFailureOfTheService(PublishedService service) {
        service.stopDaemon();

        cli.run(call("say", "--yes")).failed(7, service.connection().daemonUrl().getAuthority());
    }
}
