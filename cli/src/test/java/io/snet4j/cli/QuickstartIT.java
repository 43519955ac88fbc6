package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the page, in its order, on one machine. */
class QuickstartIT {
    private static final Pattern MODEL = Pattern.compile("model\\s+(\\S+)");

    @Test
    void thePageLeadsFromNothingToARefund(@TempDir Path folder) throws Exception {
        List<Transcript.Step> steps = Transcript.of(Path.of("..", "docs", "quickstart.md"));
        assertThat(steps).hasSizeLessThanOrEqualTo(12);
        Path samples = folder.resolve("my-digits");
        String[] devnet = words(steps.get(0).command());
        assertThat(devnet[0]).isEqualTo("devnet");
        String model = "";

        try (Child network = Child.start(folder, devnet)) {
            network.readLine();
            Cli cli = new Cli(folder.resolve("home"));
            for (Transcript.Step step : steps.subList(1, steps.size())) {
                String command =
                        step.command().replace("my-digits", samples.toString()).replace("MODEL", model);
                Cli.Run run = cli.typing(List.of("secret:password", "secret:password"), words(command))
                        .ok();

                String out = run.out().replaceAll("\u001b\\[\\d*m", "").replace(samples.toString(), "my-digits");
                assertThat(step.matches(out))
                        .as(command + "\n" + out + run.err())
                        .isTrue();
                Matcher printed = MODEL.matcher(out);
                model = printed.find() ? printed.group(1) : model;
            }
            network.signal("INT");
            network.assertNoProcessIsLeft();
        }
    }

    private static String[] words(String command) {
        assertThat(command).startsWith("snet4j ");
        return command.substring("snet4j ".length()).split(" ");
    }
}
