package io.snet4j.junit;

import static io.snet4j.junit.SnetAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.snet4j.ServiceClient;
import io.snet4j.value.Cogs;
import java.util.Collections;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Many tests at once on one network. */
@Isolated("eight classes are enough at a time")
class ParallelIT {
    private static final int CLASSES = 8;
    private static final int TESTS = 25;

    /** Each test pays from a channel of its own, and sees nothing of the others. */
    @SnetNetwork
    abstract static class Paying {
        @RepeatedTest(TESTS)
        void pays(ServiceClient service, TestSession session) {
            assertThat(service.call("ask", "{\"text\": \"hello\"}")).contains("hello");
            assertThat(session).hasChannels(1).hasSigned(Cogs.ofFet("0.0001"));
        }
    }

    static class A extends Paying {}

    static class B extends Paying {}

    static class C extends Paying {}

    static class D extends Paying {}

    static class E extends Paying {}

    static class F extends Paying {}

    static class G extends Paying {}

    static class H extends Paying {}

    /** As they were named. */
    public static final class Forward implements ClassOrderer {
        @Override
        public void orderClasses(ClassOrdererContext context) {}
    }

    public static final class Backward implements ClassOrderer {
        @Override
        public void orderClasses(ClassOrdererContext context) {
            Collections.reverse(context.getClassDescriptors());
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Forward.class, Backward.class})
    void twoHundredTestsInEightClassesGoWellInEitherOrder(Class<? extends ClassOrderer> order) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(
                        selectClass(A.class),
                        selectClass(B.class),
                        selectClass(C.class),
                        selectClass(D.class),
                        selectClass(E.class),
                        selectClass(F.class),
                        selectClass(G.class),
                        selectClass(H.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "" + CLASSES)
                .configurationParameter("junit.jupiter.testclass.order.default", order.getName())
                .execute()
                .testEvents()
                .assertStatistics(counts -> counts.started(CLASSES * TESTS).succeeded(CLASSES * TESTS));
    }
}
