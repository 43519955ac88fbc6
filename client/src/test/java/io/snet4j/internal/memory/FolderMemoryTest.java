package io.snet4j.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.payment.SpendingBudget;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.Cogs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients remember that share a folder. */
class FolderMemoryTest extends MemoryContractTest {
    private final Path directory;

    FolderMemoryTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Override
    protected Memory open() {
        return new FolderMemory(StateFolder.of(directory, 31337, FakeChain.ESCROW, PAYER));
    }

    @Test
    void itOutlivesTheProcess() {
        assertThat(open().outlivesProcess()).isTrue();
    }

    @Test
    void budgetsOfAllPayersAreCountedTogetherAndBeginWithWhatWasUsedEarlier() throws IOException {
        SpendingBudget budget = SpendingBudget.of(Cogs.of(10)).forOrganization("org");
        BudgetCounters one = BudgetCounters.ofAllPayers(directory, Clock.systemUTC(), (of, begin) -> Cogs.of(4));
        BudgetCounters later = BudgetCounters.ofAllPayers(directory, Clock.systemUTC(), (of, begin) -> Cogs.of(9));
        MemorySource.inFolder(directory, one)
                .open(1, FakeChain.ESCROW, PAYER)
                .budgets()
                .take(List.of(budget), Cogs.of(1));
        MemorySource.inFolder(directory, later)
                .open(2, FakeChain.ESCROW, FakeChain.ESCROW)
                .budgets()
                .take(List.of(budget), Cogs.of(5));

        assertThat(one.states(List.of(budget)).get(0).used()).isEqualTo(Cogs.of(10));
        assertThat(open().budgets().states(List.of(budget)).get(0).used()).isEqualTo(Cogs.ZERO);
    }

    @Test
    void whatCannotBeKnownOfEarlierLetsNothingBeTaken() {
        SpendingBudget budget = SpendingBudget.of(Cogs.of(10));
        BudgetCounters counters = BudgetCounters.ofAllPayers(directory, Clock.systemUTC(), (of, begin) -> {
            throw new IOException("unreadable");
        });

        assertThatThrownBy(() -> counters.take(List.of(budget), Cogs.of(1))).hasMessage("unreadable");
        assertThatThrownBy(() -> counters.check(List.of(budget), Cogs.of(1))).hasMessage("unreadable");
    }

    // Guard: FolderBatches.begin asks whether the buyer's process is alive.
    @Test
    void theTurnOfAProcessThatIsGoneIsOver() throws IOException {
        String gone = "1@1 a";
        String alive = ProcessName.OWN + " b";
        Memory memory = open();

        assertThat(memory.beginBuying(SERVICE, gone)).isTrue();
        assertThat(memory.beginBuying(SERVICE, alive)).isTrue();
        assertThat(memory.beginBuying(SERVICE, gone)).isFalse();
    }

    // Guard: StateFolder tells of what is wrong with a file without what is in it.
    @Test
    void aTokenInADamagedFileDoesNotGetIntoTheLog() throws IOException {
        StateFolder folder = StateFolder.of(directory, 31337, FakeChain.ESCROW, PAYER);
        open().beginBuying(SERVICE, ProcessName.OWN + " a");
        Files.writeString(folder.path().resolve("prepaid.json"), "{\"token\": \"very secret\", ");
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            assertThat(open().beginBuying(SERVICE, ProcessName.OWN + " b")).isTrue();
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("prepaid.json")
                .doesNotContain("very secret");
    }
}
