package io.snet4j.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.testing.PrintedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RulesTableTest {
    private static final Path PAGE = Path.of("../docs/provider-conformance.md");

    @Test
    void thePageShowsEachRule() throws IOException {
        String rows = Arrays.stream(ProtocolRule.values())
                .map(rule -> "| `" + rule.id() + "` | " + rule.sentence() + needs(rule) + " |\n")
                .collect(Collectors.joining());

        PrintedTable.check(PAGE, RulesTableTest.class, "| rule | sentence |\n|---|---|\n" + rows);
    }

    @Test
    void eachRuleIsASentence() {
        assertThat(ProtocolRule.values())
                .allSatisfy(rule -> assertThat(rule.sentence()).matches("[A-Z0-9a-z_].*\\."));
    }

    private static String needs(ProtocolRule rule) {
        return switch (rule.needs()) {
            case NOTHING -> "";
            case LINKS -> " *Needs links.*";
            case LINK_HOST -> " *Needs links to loopback.*";
            case RESTART -> " *Needs a restart.*";
        };
    }
}
