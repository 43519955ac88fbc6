package io.snet4j.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What a user's test class shows. */
class ProviderConformanceTest {
    private static final int RULES = ProtocolRule.values().length;
    private static final ThreadLocal<ProviderUnderTest> PROVIDER = new ThreadLocal<>();

    private final Path folder;

    ProviderConformanceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Run by this test alone: a class without a name that builds look for. */
    static final class Users extends ProviderConformance {
        @Override
        protected ProviderUnderTest provider() {
            return Objects.requireNonNull(PROVIDER.get());
        }
    }

    @Test
    void eachRuleIsATestThatIsNamedForIt() throws IOException {
        try (SmallProvider provider = SmallProvider.start()) {
            EngineExecutionResults results = run(provider.underTest(folder));

            results.testEvents().assertStatistics(counts -> counts.succeeded(RULES));
            assertThat(results.testEvents().finished().map(event -> event.getTestDescriptor()
                            .getDisplayName()))
                    .contains("stream-too-few-bytes: "
                            + "An upload that ends before its file_size fails, and the model stays as it was.");
        }
    }

    @Test
    void aBrokenRuleFailsItsTestWithTheRuleAndWhatWasSeen() throws IOException {
        try (SmallProvider provider = SmallProvider.start(Fault.TRAINS_ON_BAD_DATASET)) {
            EngineExecutionResults results = run(provider.underTest(folder));

            results.testEvents()
                    .assertStatistics(counts -> counts.succeeded(RULES - 1).failed(1));
            assertThat(results.testEvents().failed().map(ProviderConformanceTest::words))
                    .singleElement()
                    .asString()
                    .contains("train-errored: train_model of a model whose dataset is bad is refused")
                    .contains("train_model was answered (TRAINING), and an error was due");
        }
    }

    @Test
    void aRuleThatCannotBeCheckedIsAbortedAndSaysWhy() throws IOException {
        try (SmallProvider provider = SmallProvider.start()) {
            EngineExecutionResults results = run(provider.withoutRestart(folder).withoutLinks());

            assertThat(results.testEvents().aborted().map(ProviderConformanceTest::words))
                    .hasSize(8)
                    .anySatisfy(words -> assertThat(words).contains("checked without links"))
                    .anySatisfy(words -> assertThat(words).contains("startCommand or restart"));
        }
    }

    private static String words(Event event) {
        return event.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .map(Throwable::getMessage)
                .orElseThrow();
    }

    private static EngineExecutionResults run(ProviderUnderTest.Builder provider) {
        PROVIDER.set(provider.build());
        try {
            return EngineTestKit.engine("junit-jupiter")
                    .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                    .selectors(selectClass(Users.class))
                    .execute();
        } finally {
            PROVIDER.remove();
        }
    }
}
