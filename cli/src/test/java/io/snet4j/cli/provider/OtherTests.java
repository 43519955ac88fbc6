package io.snet4j.cli.provider;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs tests of another project, in a process that has its classes. */
public final class OtherTests {
    private OtherTests() {}

    /** @param classes names of test classes */
    public static void main(String[] classes) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter");
        for (String name : classes) {
            kit.selectors(selectClass(name));
        }
        var tests = kit.execute().testEvents();
        tests.failed().stream().forEach(System.out::println);
        System.out.println(tests.succeeded().count() + " succeeded, "
                + (tests.failed().count() + tests.aborted().count()) + " did not");
        System.exit(0);
    }
}
