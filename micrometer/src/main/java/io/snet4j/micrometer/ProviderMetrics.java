package io.snet4j.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.snet4j.errors.SnetException;
import io.snet4j.observe.Request;
import io.snet4j.provider.Claim;
import io.snet4j.provider.ProviderListener;
import io.snet4j.provider.Workload;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.value.ChannelId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Meters of one provider or several; give it to the builders of {@link io.snet4j.provider.TrainingProvider} and
 * {@link io.snet4j.provider.ClaimScheduler} as {@code listener}, and {@link #watch} the provider. Needs
 * {@code io.snet4j:snet4j-provider} among the dependencies.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>kind</th><th>tags</th></tr>
 * <tr><td>{@code snet4j.provider.jobs}</td><td>gauge</td><td>state (waiting, running)</td></tr>
 * <tr><td>{@code snet4j.provider.progress}</td><td>gauge</td><td></td></tr>
 * <tr><td>{@code snet4j.provider.waits}</td><td>timer</td><td>work (validating, training)</td></tr>
 * <tr><td>{@code snet4j.provider.work}</td><td>timer</td><td>work (validating, training), outcome</td></tr>
 * <tr><td>{@code snet4j.provider.received}</td><td>counter, bytes</td><td></td></tr>
 * <tr><td>{@code snet4j.provider.claimed}</td><td>counter, FET</td><td></td></tr>
 * <tr><td>{@code snet4j.provider.claims}</td><td>counter</td><td>outcome (OK or the exception's class)</td></tr>
 * </table>
 *
 * <p>A job is a validation or a training; the outcome of its work is the status of the model that came of it, in lower
 * case. The progress is the mean of what handlers told of the jobs that run, from 0 to 1, and 0 if none does. Amounts
 * are doubles here, and so are for graphs, not for books. Thread-safe; does not block.
 *
 * @since 0.1.0
 */
public final class ProviderMetrics implements ProviderListener {
    private final MeterRegistry registry;
    private final List<Supplier<Workload>> watched = new CopyOnWriteArrayList<>();
    private final Map<String, Double> progress = new ConcurrentHashMap<>();

    private ProviderMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("snet4j.provider.progress", this, ProviderMetrics::meanProgress)
                .strongReference(true)
                .register(registry);
        jobs("waiting", Workload::waiting);
        jobs("running", Workload::running);
    }

    public static ProviderMetrics of(MeterRegistry registry) {
        return new ProviderMetrics(registry);
    }

    /**
     * Its jobs count from now on, with those of other providers that are watched.
     *
     * @param workload {@code provider::workload}; is asked whenever the meters are read
     * @return this
     */
    public ProviderMetrics watch(Supplier<Workload> workload) {
        watched.add(workload);
        return this;
    }

    @Override
    public void onReceived(ModelInfo model, long bytes) {
        Counter.builder("snet4j.provider.received")
                .baseUnit("bytes")
                .register(registry)
                .increment(bytes);
    }

    @Override
    public void onBegun(ModelInfo model, ModelStatus work, Duration waited) {
        progress.put(model.id(), 0.0);
        registry.timer("snet4j.provider.waits", "work", Meters.lower(work)).record(waited);
    }

    @Override
    public void onProgress(ModelInfo model, double fraction, String line) {
        progress.replace(model.id(), fraction);
    }

    @Override
    public void onEnded(ModelInfo model, ModelStatus work, ModelStatus status, Duration took) {
        progress.remove(model.id());
        registry.timer("snet4j.provider.work", "work", Meters.lower(work), "outcome", Meters.lower(status))
                .record(took);
    }

    @Override
    public void onClaimed(Claim claim) {
        Meters.count(registry, claim.amount(), "snet4j.provider.claimed");
        claims(Request.OK);
    }

    @Override
    public void onClaimFailed(Optional<ChannelId> channel, SnetException failure) {
        claims(failure.getClass().getSimpleName());
    }

    private void claims(String outcome) {
        registry.counter("snet4j.provider.claims", "outcome", outcome).increment();
    }

    private void jobs(String state, ToIntFunction<Workload> number) {
        Gauge.builder("snet4j.provider.jobs", this, metrics -> metrics.watched.stream()
                        .map(Supplier::get)
                        .mapToInt(number)
                        .sum())
                .tag("state", state)
                .strongReference(true)
                .register(registry);
    }

    private double meanProgress() {
        return progress.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }
}
