package io.snet4j.provider.tck;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks a provider rule by rule, without JUnit. Each rule makes models of its own, which are deleted in the end. Not
 * thread-safe.
 *
 * <pre>{@code
 * try (ConformanceRun run = ConformanceRun.start(provider)) {
 *     run.checkAll().forEach(System.out::println);
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ConformanceRun implements AutoCloseable {
    private final Probe probe;

    private ConformanceRun(Probe probe) {
        this.probe = probe;
    }

    /**
     * Waits until the provider answers, and starts it before, if its start command was given. Blocks for at most the
     * {@linkplain ProviderUnderTest.Builder#workDeadline work deadline}.
     *
     * @throws IllegalStateException if it does not answer
     * @throws java.io.UncheckedIOException if it cannot be started
     */
    public static ConformanceRun start(ProviderUnderTest provider) {
        try {
            return new ConformanceRun(new Probe(provider));
        } catch (BrokenRule e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Blocks until the rule is checked, or until a deadline of the provider under test is over. */
    public Verdict check(ProtocolRule rule) {
        Optional<String> lacking = probe.lacks(rule);
        if (lacking.isPresent()) {
            return new Verdict(rule, Verdict.Outcome.NOT_CHECKED, lacking.get());
        }
        try {
            Checks.of(rule).run(probe);
            return new Verdict(rule, Verdict.Outcome.KEPT, "");
        } catch (BrokenRule e) {
            return new Verdict(rule, Verdict.Outcome.BROKEN, e.getMessage());
        }
    }

    /** All rules, in their order. Blocks as {@link #check} does, for each. */
    public List<Verdict> checkAll() {
        return Arrays.stream(ProtocolRule.values()).map(this::check).toList();
    }

    /**
     * Deletes the models that were made, as far as the provider does so, and kills a provider that was started here.
     */
    @Override
    public void close() {
        probe.close();
    }
}
