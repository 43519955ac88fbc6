package io.snet4j.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 seconds",
        "PT0.000000007S, 7 ns",
        "PT0.2S, 200 ms",
        "PT1S, 1 second",
        "PT1.5S, 1.5 seconds",
        "PT1.050S, 1.05 seconds",
        "PT30S, 30 seconds",
        "PT60S, 1 minute",
        "PT2M30S, 2 minutes 30 seconds",
        "PT1H, 1 hour",
        "PT25H, 1 day 1 hour",
        "P30D, 30 days",
        "PT1M0.25S, 1 minute 0.25 seconds",
        "PT-1S, minus 1 second",
    })
    void timeIsWrittenForPeople(Duration time, String text) {
        assertThat(TimeText.of(time)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807", "-9223372036854775808"})
    void everyDurationHasAText(long seconds) {
        assertThat(TimeText.of(Duration.ofSeconds(seconds))).isNotEmpty();
    }
}
