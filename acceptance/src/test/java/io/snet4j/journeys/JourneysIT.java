package io.snet4j.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.junit.TestSession;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How many classes one must read to follow a call: a debugger counts those that it enters. The lists are written to
 * {@code target/journeys.txt}.
 */
class JourneysIT {
    private static List<Entered> journeys = List.of();

    @BeforeAll
    static void watch(@TempDir Path folder) throws IOException, InterruptedException {
        try (TestSession net = Toys.alone(new ToyService()).start()) {
            net.account("consumer");
            Path connection = Files.writeString(
                    folder.resolve("net.json"), net.connection().toJson());
            MethodTrace trace = new MethodTrace(TracedClient.class, journey -> {
                if (journey == Journey.LOST_TRAIN) {
                    net.faults().daemon().loseNextReply();
                }
            });
            List<MethodTrace.Run> runs =
                    trace.run(Path.of("target", "journeys.log"), connection.toString(), folder.toString());
            journeys = Stream.of(Journey.values())
                    .map(journey -> Entered.of(journey, runs))
                    .toList();
        }
        Files.writeString(
                Path.of("target", "journeys.txt"),
                journeys.stream().map(Entered::toString).collect(Collectors.joining("\n")));
    }

    @ParameterizedTest
    @EnumSource
    void aJourneyEntersNoMoreClassesThanAreWrittenDown(Journey journey) {
        Entered entered = journeys.get(journey.ordinal());

        assertThat(entered.behaviour().size()).as(entered.toString()).isBetween(1, journey.most);
    }
}
