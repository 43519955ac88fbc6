package io.snet4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoReportTest {
    @Test
    void theJsonHasExactlyTheAgreedShape() {
        assertThat(report("READY_TO_USE", 0.4, 0.95, 750, 750, 1000, 250).toJson())
                .isEqualTo("{\"modelId\":\"m1\",\"status\":\"READY_TO_USE\",\"methodName\":\"recognize\","
                        + "\"accuracy\":{\"default\":0.4,\"trained\":0.95},"
                        + "\"prices\":{\"validate\":\"100\",\"train\":\"250\",\"call\":\"1\"},\"calls\":400,"
                        + "\"channel\":{\"id\":0,\"deposited\":\"1000\",\"signed\":\"750\",\"claimed\":\"750\","
                        + "\"remaining\":\"250\"},\"blocks\":{\"first\":5,\"last\":9},"
                        + "\"seconds\":{\"network\":1.5,\"upload\":0.25,\"validation\":1.0,\"training\":4.0,"
                        + "\"total\":9.0}}");
    }

    @Test
    void aBalancedReportOfAGoodModelHasNoProblem() {
        assertThat(report("READY_TO_USE", 0.4, 0.95, 750, 750, 1000, 250).problems())
                .isEmpty();
    }

    @Test
    void eachWayToFailIsNamed() {
        assertThat(problems(report("ERRORED", 0.4, 0.95, 750, 750, 1000, 250))).contains("ERRORED");
        assertThat(problems(report("READY_TO_USE", 0.4, 0.84, 750, 750, 1000, 250)))
                .contains("0.840");
        assertThat(problems(report("READY_TO_USE", 0.7, 0.95, 750, 750, 1000, 250)))
                .contains("0.700");
        assertThat(problems(report("READY_TO_USE", 0.4, 0.95, 749, 749, 999, 250)))
                .contains("749 cogs", "750 cogs");
        assertThat(problems(report("READY_TO_USE", 0.4, 0.95, 750, 740, 990, 250)))
                .contains("claimed 740 cogs");
        assertThat(problems(report("READY_TO_USE", 0.4, 0.95, 750, 750, 1000, 251)))
                .contains("251 cogs remain");
    }

    private static String problems(DemoReport report) {
        assertThat(report.problems()).hasSize(1);
        return String.join("", List.copyOf(report.problems()));
    }

    private static DemoReport report(
            String status, double byDefault, double trained, int signed, int claimed, int deposited, int remaining) {
        return new DemoReport(
                "m1",
                status,
                "recognize",
                new DemoReport.Accuracy(byDefault, trained),
                new DemoReport.Prices(Cogs.of(100), Cogs.of(250), Cogs.of(1)),
                400,
                new DemoReport.Channel(
                        ChannelId.of(0), Cogs.of(deposited), Cogs.of(signed), Cogs.of(claimed), Cogs.of(remaining)),
                new DemoReport.Blocks(BlockNumber.of(5), BlockNumber.of(9)),
                new DemoReport.Seconds(
                        Duration.ofMillis(1500),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(9)));
    }
}
