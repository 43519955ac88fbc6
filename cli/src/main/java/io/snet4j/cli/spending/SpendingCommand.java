package io.snet4j.cli.spending;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.money.Payments;
import io.snet4j.cli.money.Payments.Payment;
import io.snet4j.cli.money.Standing;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.Table;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.SpendingWindow;
import io.snet4j.value.Cogs;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code snet4j spending}. */
@Command(
        name = "spending",
        description = {
            "Shows what this profile paid, and what is left of its budgets.",
            "What may have been paid, because its outcome is not known, counts as paid. Days are those of UTC.",
            "A budget is for all keys of the profile and all commands that run. What is used of it is what can be claimed:"
                    + " a payment that was refused counts until its amount is signed again."
        },
        footer = {"", "Examples:", "  snet4j spending", "  snet4j spending --by day --since 2026-01-01"})
@Printed(SpendingCommand.Spending.class)
public final class SpendingCommand extends SnetCommand {
    /** What rows are of. */
    enum By {
        SERVICE,
        MODEL,
        DAY
    }

    /**
     * @param since the first day that is looked at
     * @param paid of the days that are looked at
     * @param uncertain the part of it whose outcome is not known
     * @param today used of the budget of this day, whatever was asked for
     * @param inAll used of the budget of all days
     * @param budgets those that have an amount
     */
    record Spending(
            Optional<LocalDate> since,
            List<Row> rows,
            Cogs paid,
            Cogs uncertain,
            Cogs today,
            Optional<Cogs> limitDay,
            Cogs inAll,
            Optional<Cogs> limitTotal,
            List<Stood> budgets) {}

    /** @param payments those that cost something */
    record Row(String name, int payments, Cogs paid, Cogs uncertain) {}

    /**
     * @param setting that says it
     * @param scope which payments it is for; an asterisk for all
     * @param window HOUR, DAY, MONTH or EVER
     * @param windowEnd when it begins anew
     */
    record Stood(
            String setting,
            String scope,
            SpendingWindow window,
            Optional<Instant> windowEnd,
            Cogs amount,
            Cogs used,
            Cogs left) {
        static Stream<Stood> of(Standing standing) {
            return standing.amount().stream()
                    .map(amount -> new Stood(
                            standing.setting(),
                            standing.scope().toString(),
                            standing.window(),
                            standing.windowEnd(),
                            amount,
                            standing.used(),
                            standing.left().orElseThrow()));
        }
    }

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            defaultValue = "service",
            description = "service, model or day. Default: service.")
    private By by = By.SERVICE;

    @Option(names = "--since", paramLabel = "DATE", description = "From this day on: 2026-01-31.")
    private @Nullable LocalDate since;

    SpendingCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        var settings = context().settings();
        Payments payments = Payments.read(settings.auditFile());
        List<Standing> standings = context().budgets().standings();
        Standing day = standings.get(0);
        Standing total = standings.get(1);
        List<Payment> wanted = payments.all().stream()
                .filter(payment -> since == null || !payment.day().isBefore(since))
                .filter(payment -> !payment.paid().isZero())
                .toList();
        Map<String, List<Payment>> groups =
                wanted.stream().collect(Collectors.groupingBy(this::name, TreeMap::new, Collectors.toList()));
        List<Row> rows = groups.entrySet().stream()
                .map(group -> new Row(
                        group.getKey(),
                        group.getValue().size(),
                        Payments.sum(group.getValue()),
                        uncertain(group.getValue())))
                .toList();
        print(new Spending(
                Optional.ofNullable(since),
                rows,
                Payments.sum(wanted),
                uncertain(wanted),
                day.used(),
                day.amount(),
                total.used(),
                total.amount(),
                standings.stream().flatMap(Stood::of).toList()));
        return ExitCode.OK;
    }

    private String name(Payment payment) {
        return switch (by) {
            case DAY -> payment.day().toString();
            case MODEL -> payment.signed().modelId().orElse("(no model)");
            case SERVICE ->
                payment.origin()
                        .map(origin -> origin.organizationId() + "/" + origin.serviceId())
                        .orElse("(not known)");
        };
    }

    private static Cogs uncertain(List<Payment> payments) {
        return Payments.sum(payments.stream()
                .filter(payment -> !payment.charge().equals(Optional.of(Charge.CHARGED)))
                .toList());
    }

    private void print(Spending spending) {
        output().print(spending, shown -> {
            if (!shown.rows().isEmpty()) {
                Table table = new Table(by.name(), "PAYMENTS", "PAID", "OF THAT UNCERTAIN");
                shown.rows().forEach(row -> table.row(row.name(), row.payments(), row.paid(), row.uncertain()));
                output().table(table);
                output().line("");
            }
            output().field("paid", shown.paid());
            output().field("today", against(shown.today(), shown.limitDay()));
            output().field("in all", against(shown.inAll(), shown.limitTotal()));
            if (!shown.budgets().isEmpty()) {
                output().line("");
                output().table(table(shown.budgets()));
            }
        });
    }

    private static Table table(List<Stood> budgets) {
        Table table = new Table("BUDGET", "FOR", "PER", "AMOUNT", "USED", "LEFT", "BEGINS ANEW");
        budgets.forEach(budget -> table.row(
                budget.setting(),
                budget.scope().equals("*") ? "all payments" : budget.scope(),
                budget.window() == SpendingWindow.EVER ? "-" : Standing.name(budget.window()),
                budget.amount(),
                budget.used(),
                budget.left(),
                budget.windowEnd().map(Instant::toString).orElse("never")));
        return table;
    }

    private static String against(Cogs spent, Optional<Cogs> limit) {
        return limit.map(most -> spent + " of " + most).orElse(spent + ", without a limit");
    }
}
