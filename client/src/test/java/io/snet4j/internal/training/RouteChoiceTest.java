package io.snet4j.internal.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.dataset.DatasetRoute;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.StreamingUploadUnsupportedException;
import io.snet4j.internal.transport.DaemonRelease;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteChoiceTest {
    private static RouteChoice choose(DatasetRoute route, boolean host, String tag) {
        return RouteChoice.of(route, host, () -> DaemonRelease.parse(tag));
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO,   false, v5.2.1, STREAM",
        "AUTO,   false, v6.0.0, STREAM",
        "AUTO,   true,  v6.0.0, STREAM_OR_LINK",
        "AUTO,   true,  v6.1.0, LINK",
        "AUTO,   true,  v6.2.3, LINK",
        "AUTO,   true,  '',     LINK",
        "AUTO,   true,  dev,    LINK",
        "AUTO,   false, v6.3.0, STREAM",
        "AUTO,   true,  v7.0.0, STREAM_OR_LINK",
        "STREAM, true,  v6.0.0, STREAM",
        "STREAM, false, v6.2.0, STREAM",
        "STREAM, false, '',     STREAM",
        "LINK,   true,  v6.0.0, LINK",
        "LINK,   true,  '',     LINK",
    })
    void aDatasetGoes(DatasetRoute route, boolean host, String version, RouteChoice way) {
        assertThat(choose(route, host, version)).isEqualTo(way);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO,   false, v6.1.0, v6.1.0",
        "AUTO,   false, v6.2.3, v6.2.3",
        "AUTO,   false, '',     does not tell its version",
        "STREAM, true,  v6.1.2, loses the first message",
    })
    void aDatasetGoesNowhereWhereItMayBeLost(DatasetRoute route, boolean host, String version, String words) {
        assertThatThrownBy(() -> choose(route, host, version))
                .isInstanceOfSatisfying(StreamingUploadUnsupportedException.class, e -> assertThat(e.charge())
                        .isEqualTo(Charge.NONE))
                .hasMessageContaining(words)
                .hasMessageContaining("DatasetHost");
    }

    @Test
    void aLinkNeedsAHostAndNoVersion() {
        assertThatThrownBy(() -> RouteChoice.of(DatasetRoute.LINK, false, Optional::empty))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("DatasetHost");
        assertThat(RouteChoice.of(DatasetRoute.LINK, true, () -> {
                    throw new AssertionError("asked the daemon for nothing");
                }))
                .isEqualTo(RouteChoice.LINK);
    }
}
