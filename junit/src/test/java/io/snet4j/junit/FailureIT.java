package io.snet4j.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;

import io.snet4j.ServiceClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** What a test that fails shows. */
class FailureIT {
    @SnetNetwork
    static class Failing {
        @Test
        void fails(ServiceClient service) {
            service.call("ask", "{}");
            throw new IllegalStateException("the test's own");
        }
    }

    @ExtendWith(SnetExtension.class)
    static class Unannotated {
        @Test
        void asks(ServiceClient service) {}
    }

    @Test
    void aFailureBringsTheJournal() {
        Throwable failure = failure(Failing.class);

        assertThat(failure).hasMessage("the test's own");
        assertThat(failure.getSuppressed())
                .singleElement()
                .asString()
                .contains("what happened in the network")
                .contains("example.Example/ask: ok, 0.0001 FET from channel");
    }

    @Test
    void anExtensionWithoutOptionsSaysWhatIsMissing() {
        assertThat(failure(Unannotated.class)).hasStackTraceContaining("@SnetNetwork");
    }

    private static Throwable failure(Class<?> test) {
        Events events = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(test))
                .execute()
                .testEvents();
        events.assertThatEvents().haveExactly(1, event(finishedWithFailure()));
        return events.failed().stream()
                .map(failed -> failed.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow())
                .findFirst()
                .orElseThrow();
    }
}
