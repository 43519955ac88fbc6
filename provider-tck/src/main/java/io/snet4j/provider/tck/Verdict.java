package io.snet4j.provider.tck;

/**
 * What became of one rule.
 *
 * @param words what is wrong, or why the rule was not checked; empty if it is kept
 * @since 0.1.0
 */
public record Verdict(ProtocolRule rule, Outcome outcome, String words) {
    /** How a check ends. */
    public enum Outcome {
        KEPT,
        BROKEN,
        NOT_CHECKED
    }

    /** One line: outcome, rule, and what is wrong. */
    @Override
    public String toString() {
        String line = outcome + " " + rule;
        return words.isEmpty() ? line : line + " But: " + words;
    }
}
