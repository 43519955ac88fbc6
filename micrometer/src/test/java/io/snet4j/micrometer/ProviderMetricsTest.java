package io.snet4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.snet4j.chain.Receipt;
import io.snet4j.errors.ChainException;
import io.snet4j.provider.Claim;
import io.snet4j.provider.Workload;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProviderMetricsTest {
    private static final ModelInfo FIRST = model("first");
    private static final ModelInfo SECOND = model("second");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ProviderMetrics metrics = ProviderMetrics.of(registry);

    @Test
    void jobsOfAllProvidersAreReadWhenTheyAreAskedFor() {
        Workload[] now = {new Workload(3, 1)};
        metrics.watch(() -> now[0]).watch(() -> new Workload(10, 2));

        assertThat(gauge("snet4j.provider.jobs", "waiting")).isEqualTo(13);
        assertThat(gauge("snet4j.provider.jobs", "running")).isEqualTo(3);
        now[0] = new Workload(0, 0);
        assertThat(gauge("snet4j.provider.jobs", "waiting")).isEqualTo(10);
    }

    @Test
    void progressIsTheMeanOfWhatRuns() {
        assertThat(progress()).isZero();
        metrics.onBegun(FIRST, ModelStatus.TRAINING, Duration.ZERO);
        metrics.onBegun(SECOND, ModelStatus.TRAINING, Duration.ZERO);
        metrics.onProgress(FIRST, 0.8, "nearly there");
        assertThat(progress()).isCloseTo(0.4, within(1e-9));

        metrics.onEnded(SECOND, ModelStatus.TRAINING, ModelStatus.ERRORED, Duration.ZERO);
        assertThat(progress()).isCloseTo(0.8, within(1e-9));
        metrics.onProgress(SECOND, 0.1, "a handler that nobody wants any more");
        assertThat(progress()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void workIsTimedByWhatCameOfIt() {
        metrics.onBegun(FIRST, ModelStatus.VALIDATING, Duration.ofMillis(40));
        metrics.onEnded(FIRST, ModelStatus.VALIDATING, ModelStatus.VALIDATED, Duration.ofMillis(70));

        assertThat(registry.get("snet4j.provider.waits")
                        .tags("work", "validating")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(40);
        assertThat(registry.get("snet4j.provider.work")
                        .tags("work", "validating", "outcome", "validated")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(70);
    }

    @Test
    void bytesAreCounted() {
        metrics.onReceived(FIRST, 4);
        metrics.onReceived(SECOND, 3);

        assertThat(registry.get("snet4j.provider.received").counter().count()).isEqualTo(7);
    }

    @Test
    void earningsAreCountedInFetAndFailuresByTheirClass() {
        metrics.onClaimed(claim("0.5"));
        metrics.onClaimed(claim("0.25"));
        metrics.onClaimFailed(Optional.empty(), new ChainException("the node does not answer"));

        assertThat(registry.get("snet4j.provider.claimed").counter().count()).isCloseTo(0.75, within(1e-9));
        assertThat(claims("OK")).isEqualTo(2);
        assertThat(claims("ChainException")).isEqualTo(1);
    }

    static Claim claim(String fet) {
        Receipt receipt = new Receipt(
                "0x" + "0".repeat(64), BlockNumber.of(1), BigInteger.valueOf(21000), Optional.empty(), List.of());
        return new Claim(ChannelId.of(1), ChannelNonce.ZERO, Cogs.ofFet(fet), receipt);
    }

    static ModelInfo model(String id) {
        return new ModelInfo(id, "name", "description", "Service", "method", true, Optional.empty(), List.of());
    }

    private double claims(String outcome) {
        return registry.get("snet4j.provider.claims")
                .tags("outcome", outcome)
                .counter()
                .count();
    }

    private double progress() {
        return registry.get("snet4j.provider.progress").gauge().value();
    }

    private double gauge(String name, String state) {
        return registry.get(name).tags("state", state).gauge().value();
    }
}
