package io.snet4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.snet4j.errors.PriceChangedException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.observe.Call;
import io.snet4j.observe.Request;
import io.snet4j.payment.ChannelDeposit;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SnetMetricsTest {
    private static final Duration TOOK = Duration.ofMillis(30);
    private static final SignedAmount PAYMENT = new SignedAmount(
            ChannelId.of(1),
            ChannelNonce.of(0),
            Cogs.ofFet("0.75"),
            Cogs.ofFet("0.25"),
            "shop.Shop/coat",
            Optional.empty());

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SnetMetrics metrics = SnetMetrics.of(registry);

    @Test
    void roundTripsAreTimedByWhomTheyAsked() {
        metrics.onRequest(new Request(Request.Kind.CHAIN, "eth_call", TOOK, Request.OK));
        metrics.onRequest(new Request(Request.Kind.CHAIN, "eth_call", TOOK, Request.NO_ANSWER));

        assertThat(registry.get("snet4j.requests")
                        .tags("kind", "chain", "name", "eth_call", "outcome", "OK")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(30);
        assertThat(registry.get("snet4j.requests").timers()).hasSize(2);
    }

    @Test
    void callsAreTimedWithWhatTheyCameTo() {
        metrics.onCall(new Call("shop.Shop/coat", TOOK, Charge.CHARGED, Optional.empty()));
        metrics.onCall(new Call(
                "shop.Shop/coat", TOOK, Charge.NONE, Optional.of(new PriceChangedException("7 became 8", null))));

        assertThat(registry.get("snet4j.calls")
                        .tags("outcome", "OK", "charge", "charged")
                        .timer()
                        .count())
                .isOne();
        assertThat(registry.get("snet4j.calls")
                        .tags("outcome", "PriceChangedException", "charge", "none")
                        .timer()
                        .count())
                .isOne();
    }

    @Test
    void moneyIsCountedInFet() {
        metrics.onSigned(PAYMENT);
        metrics.onSigned(PAYMENT);
        metrics.onSettled(PAYMENT, Charge.UNKNOWN);
        metrics.onDeposit(new ChannelDeposit(
                ChannelId.of(1), ChannelDeposit.Kind.FUNDED, Cogs.ofFet("2"), Cogs.ofFet("3"), BlockNumber.of(10)));

        assertThat(counter("snet4j.signed", "method", "shop.Shop/coat")).isCloseTo(0.5, within(1e-9));
        assertThat(counter("snet4j.settled", "charge", "unknown")).isCloseTo(0.25, within(1e-9));
        assertThat(counter("snet4j.deposited", "kind", "funded")).isCloseTo(2, within(1e-9));
    }

    private double counter(String name, String tag, String value) {
        return registry.get(name).tags(tag, value).counter().count();
    }
}
