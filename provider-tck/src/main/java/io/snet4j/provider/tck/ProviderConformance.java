package io.snet4j.provider.tck;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A provider's test against the rules of the protocol: one test for each {@link ProtocolRule}, named for it. A test
 * that fails says in words what is wrong; one that cannot be made is aborted, and says why.
 *
 * <pre>{@code
 * class MyProviderIT extends ProviderConformance {
 *     @Override
 *     protected ProviderUnderTest provider() {
 *         return ProviderUnderTest.at(URI.create("http://127.0.0.1:7003"))
 *                 .service("text.Classifier", "classify")
 *                 .goodDataset(Path.of("good.zip"))
 *                 .badDataset(Path.of("bad.zip"))
 *                 .startCommand("python3", "provider.py")
 *                 .build();
 *     }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public abstract class ProviderConformance {
    /** For subclasses. */
    protected ProviderConformance() {}

    /** What is to be checked; asked for once. */
    protected abstract ProviderUnderTest provider();

    /** The tests. They follow each other, and the last one is followed by the end of what was started and made. */
    @TestFactory
    Stream<DynamicTest> keepsTheRules() {
        ConformanceRun run = ConformanceRun.start(provider());
        return Arrays.stream(ProtocolRule.values())
                .map(rule -> DynamicTest.dynamicTest(rule.toString(), () -> require(run.check(rule))))
                .onClose(run::close);
    }

    private static void require(Verdict verdict) {
        switch (verdict.outcome()) {
            case KEPT -> {}
            case NOT_CHECKED -> Assumptions.abort(verdict.words());
            case BROKEN -> throw new AssertionError(verdict.rule() + "\nBut: " + verdict.words());
        }
    }
}
