package io.snet4j.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTest {
    private final Path folder;

    FaultsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aProviderThatKeepsTheRulesPasses() throws IOException {
        try (SmallProvider provider = SmallProvider.start();
                ConformanceRun run =
                        ConformanceRun.start(provider.underTest(folder).build())) {
            assertThat(run.checkAll())
                    .hasSize(ProtocolRule.values().length)
                    .allSatisfy(verdict ->
                            assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Verdict.Outcome.KEPT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachFaultIsFoundByTheRuleThatNamesItAndNoOtherRuleComplains(Fault fault) throws IOException {
        List<Verdict> broken;
        try (SmallProvider provider = SmallProvider.start(fault);
                ConformanceRun run = ConformanceRun.start(options(fault, provider))) {
            broken = run.checkAll().stream()
                    .filter(verdict -> verdict.outcome() == Verdict.Outcome.BROKEN)
                    .toList();
        }

        Set<ProtocolRule> rules = broken.stream()
                .map(Verdict::rule)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ProtocolRule.class)));
        assertThat(rules).as("%s", broken).containsAll(fault.breaks());
        if (!fault.underminesOthers()) {
            assertThat(rules).as("%s", broken).isEqualTo(fault.breaks());
        }
        assertThat(broken).allSatisfy(verdict -> assertThat(verdict.words()).isNotBlank());
    }

    /** Only for a price that never comes, a deadline has to end. */
    private ProviderUnderTest options(Fault fault, SmallProvider provider) throws IOException {
        ProviderUnderTest.Builder options = provider.underTest(folder);
        return fault == Fault.PRICES_HANG
                ? options.priceDeadline(Duration.ofMillis(100)).build()
                : options.build();
    }

    @Test
    void noRuleIsWithoutAFaultThatItFinds() {
        Set<ProtocolRule> found = Arrays.stream(Fault.values()).map(Fault::rule).collect(Collectors.toSet());

        assertThat(found).containsExactlyInAnyOrder(ProtocolRule.values());
    }
}
