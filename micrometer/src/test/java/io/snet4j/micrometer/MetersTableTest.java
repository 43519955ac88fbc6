package io.snet4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.observe.Call;
import io.snet4j.observe.Request;
import io.snet4j.payment.ChannelDeposit;
import io.snet4j.payment.SignedAmount;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables in the Javadoc name the meters that there are, their kinds, units and tags. */
class MetersTableTest {
    private static final Pattern ROW =
            Pattern.compile("<tr><td>\\{@code ([^}]+)}</td><td>([^<]*)</td><td>([^<]*)</td></tr>");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void ofAClient() throws IOException {
        SnetMetrics metrics = SnetMetrics.of(registry);
        SignedAmount payment = new SignedAmount(
                ChannelId.of(1), ChannelNonce.ZERO, Cogs.of(7), Cogs.of(7), "shop.Shop/coat", Optional.empty());
        metrics.onRequest(new Request(Request.Kind.CHAIN, "eth_call", Duration.ZERO, Request.OK));
        metrics.onCall(new Call("shop.Shop/coat", Duration.ZERO, Charge.NONE, Optional.empty()));
        metrics.onSigned(payment);
        metrics.onSettled(payment, Charge.CHARGED);
        metrics.onDeposit(new ChannelDeposit(
                ChannelId.of(1), ChannelDeposit.Kind.OPENED, Cogs.of(7), Cogs.of(7), BlockNumber.of(10)));

        assertThat(documented("SnetMetrics")).isEqualTo(registered());
    }

    @Test
    void ofAProvider() throws IOException {
        ProviderMetrics metrics = ProviderMetrics.of(registry);
        ModelInfo model = ProviderMetricsTest.model("id");
        metrics.onReceived(model, 1);
        metrics.onBegun(model, ModelStatus.TRAINING, Duration.ZERO);
        metrics.onEnded(model, ModelStatus.TRAINING, ModelStatus.READY_TO_USE, Duration.ZERO);
        metrics.onClaimed(ProviderMetricsTest.claim("1"));

        assertThat(documented("ProviderMetrics")).isEqualTo(registered());
    }

    private static Set<String> documented(String type) throws IOException {
        Path source = Path.of("src/main/java/io/snet4j/micrometer", type + ".java");
        return ROW.matcher(Files.readString(source))
                .results()
                .map(MetersTableTest::row)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String row(MatchResult row) {
        Set<String> tags = Arrays.stream(
                        row.group(3).replaceAll("\\([^)]*\\)", "").split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        return row.group(1) + " " + row.group(2) + " " + tags;
    }

    private Set<String> registered() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(id -> id.getName() + " " + kind(id) + " "
                        + id.getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String kind(Meter.Id id) {
        String unit = id.getType() == Meter.Type.COUNTER && id.getBaseUnit() != null ? ", " + id.getBaseUnit() : "";
        return id.getType().name().toLowerCase(Locale.ROOT) + unit;
    }
}
