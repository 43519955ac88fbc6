package io.snet4j.cli.doctor;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.doctor.Finding.Verdict;
import io.snet4j.cli.shell.Output;
import io.snet4j.cli.shell.Style;
import io.snet4j.internal.text.ForeignText;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A look at many things: each finding is told at once, and in the end what is wrong. */
public final class Examination {
    private final Context context;

    /** @param healthy whether nothing is wrong */
    public record Examined(boolean healthy, List<Finding> findings) {}

    private Examination(Context context) {
        this.context = context;
    }

    /** @return the exit code of the first thing that is wrong */
    public static int of(Context context, Consumer<Findings> look) {
        Findings findings = new Findings(new Examination(context)::tell);
        look.accept(findings);
        boolean healthy = findings.exitCode() == 0;
        Output output = context.output();
        output.print(new Examined(healthy, findings.all()), shown -> {});
        if (!healthy) {
            output.note("snet4j: wrong: "
                    + findings.all().stream()
                            .filter(finding -> finding.verdict() == Verdict.WRONG)
                            .map(Finding::what)
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
        return findings.exitCode();
    }

    private void tell(Finding finding) {
        if (context.output().json()) {
            return;
        }
        Style style = context.output().style();
        String verdict = String.format("%-8s", finding.verdict());
        String shown =
                switch (finding.verdict()) {
                    case OK -> style.good(verdict);
                    case WRONG -> style.bad(verdict);
                    case NOTE -> style.strong(verdict);
                    case SKIPPED -> style.faint(verdict);
                };
        context.output().line(shown + String.format("%-12s ", finding.what()) + ForeignText.of(finding.said()));
        finding.wayOut().ifPresent(way -> context.output().line(" ".repeat(21) + "-> " + ForeignText.of(way)));
        context.shell().out().flush();
    }
}
