package io.snet4j.cli.fleet;

import io.snet4j.cli.fleet.FleetTables.Held;
import io.snet4j.cli.shell.Output;
import io.snet4j.cli.shell.Shell;
import io.snet4j.cli.shell.Table;
import io.snet4j.value.ChannelId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Who holds what: a table that is drawn again on a terminal, and elsewhere a line for each process that changed. */
public final class FleetView {
    private static final long LIVE_MILLIS = 500;
    private static final long PLAIN_MILLIS = 2000;

    private final Shell shell;
    private final Output output;
    private final Fleet fleet;
    private final List<List<String>> before = new ArrayList<>();
    private int drawn;

    public FleetView(Shell shell, Output output, Fleet fleet) {
        this.shell = shell;
        this.output = output;
        this.fleet = fleet;
    }

    /** @param ended whether there is nothing more to show */
    public void show(BooleanSupplier ended) {
        boolean live = shell.terminal().isOut();
        while (!ended.getAsBoolean() && !fleet.isClosed()) {
            try {
                FleetTables.Contents tables = fleet.tables();
                List<List<String>> rows = rows(tables);
                String sum = "budget used: " + tables.used();
                if (live) {
                    draw(rows, sum);
                } else {
                    print(rows, sum);
                }
                shell.out().flush();
                TimeUnit.MILLISECONDS.sleep(live ? LIVE_MILLIS : PLAIN_MILLIS);
            } catch (SQLException e) {
                if (fleet.isClosed()) {
                    return;
                }
                throw new IllegalStateException("the fleet's database cannot be read any more: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private List<List<String>> rows(FleetTables.Contents tables) {
        List<List<String>> rows = new ArrayList<>();
        for (Fleet.Member member : fleet.members()) {
            Optional<MemberReport> report = member.last();
            Optional<ChannelId> channel = report.flatMap(MemberReport::channel);
            Optional<Held> held = channel.map(tables.channels()::get);
            rows.add(List.of(
                    member.pid() + (member.isAlive() ? "" : " (ended)"),
                    channel.map(ChannelId::toString).orElse("-")
                            + (held.filter(kept -> !kept.held()).isPresent() ? " (free)" : ""),
                    held.map(kept -> String.valueOf(kept.token())).orElse("-"),
                    held.map(kept -> kept.marked().toString()).orElse("-"),
                    report.map(said -> said.signed().toString()).orElse("-"),
                    report.map(said -> String.valueOf(said.served())).orElse("0"),
                    report.map(MemberReport::problem).orElse("")));
        }
        return rows;
    }

    private void draw(List<List<String>> rows, String sum) {
        if (drawn > 0) {
            shell.out().print("\u001b[" + drawn + "A\u001b[J");
        }
        Table table = new Table("PROCESS", "CHANNEL", "TOKEN", "MARKED", "SIGNED", "CALLS", "PROBLEM");
        rows.forEach(row -> table.row(row.toArray()));
        output.table(table);
        output.line(sum);
        // The table's head and the sum.
        drawn = rows.size() + 2;
    }

    private void print(List<List<String>> rows, String sum) {
        boolean any = false;
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            if (i >= before.size() || !before.get(i).equals(row)) {
                any = true;
                output.line("process " + row.get(0) + ": channel " + row.get(1) + ", token " + row.get(2) + ", marked "
                        + row.get(3) + ", signed " + row.get(4) + ", calls " + row.get(5)
                        + (row.get(6).isEmpty() ? "" : ", problem: " + row.get(6)));
            }
        }
        if (any) {
            output.line(sum);
        }
        before.clear();
        before.addAll(rows);
    }
}
