package io.snet4j.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.memory.Memory.Hold;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One budget, many instances: nothing beyond it is signed, and all of it can be. */
class BudgetIT {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(1500);
    private static final ChannelId OTHER = ChannelId.of(8);

    private final String url;

    BudgetIT() throws Exception {
        url = TestPostgres.shared().freshSchema();
    }

    private static Cogs calls(int count) {
        return Instance.PRICE.times(count);
    }

    private Instance instance(Duration life, int calls) {
        return new Instance(url, life, Optional.of(calls(calls)));
    }

    private Cogs used() throws Exception {
        return Cogs.parse(TestTables.ask(url, "select used::text from snet4j_payer"));
    }

    /** So many calls as the budget has. */
    private static int untilRefused(Instance instance, ChannelId channel) throws IOException {
        int signed = 0;
        while (true) {
            try {
                instance.sign(channel, calls(signed + 1));
                signed++;
            } catch (SpendingLimitException e) {
                return signed;
            }
        }
    }

    @Test
    void exactlyTheBudgetIsSigned() throws Exception {
        Instance instance = instance(LONG, 100);
        instance.hold();

        assertThat(untilRefused(instance, Instance.CHANNEL)).isEqualTo(100);
        assertThat(instance.marked()).isEqualTo(calls(100));
        assertThat(used()).isEqualTo(calls(100));
    }

    @Test
    void whoIsRefusedHearsWhyAndWhatToDo() throws Exception {
        Instance instance = instance(LONG, 1);
        instance.hold();

        assertThatThrownBy(() -> instance.sign(calls(2)))
                .isInstanceOf(SpendingLimitException.class)
                .hasMessageContaining(calls(1).toString())
                .hasMessageContaining("raise the budget");
        assertThat(used()).isEqualTo(Cogs.ZERO);
    }

    // Guard: HeldChannels.handBackIfDue.
    @Test
    void whoIsRefusedAllTheTimeGivesItsChannelToWhoWaits() throws Exception {
        Instance refused = instance(SHORT, 1);
        Instance next = instance(SHORT, 1);
        refused.hold();
        refused.sign(calls(1));
        next.want();

        while (refused.hold() != Hold.OTHERS) {
            assertThatThrownBy(() -> refused.sign(calls(2))).isInstanceOf(SpendingLimitException.class);
            refused.tend();
            next.want();
        }

        assertThat(next.hold()).isNotEqualTo(Hold.OTHERS);
    }

    // Guard: budget.spend in MarkTable.raise.
    @Test
    void whatIsSignedWithoutAHoldIsWithinTheBudgetToo() throws Exception {
        Instance instance = instance(LONG, 10);
        instance.signWithoutHold(calls(10));

        assertThatThrownBy(() -> instance.signWithoutHold(calls(11))).isInstanceOf(SpendingLimitException.class);

        assertThat(instance.marked()).isEqualTo(calls(10));
        assertThat(used()).isEqualTo(calls(10));
    }

    // Guard: used + ? <= ? in HoldTable.RAISE.
    @Test
    void amongManyInstancesThatRaceForTheLastOfItNoneOverdraws() throws Exception {
        int racers = 16;
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        int signed = 0;
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < racers; i++) {
                ChannelId channel = ChannelId.of(100 + i);
                Instance instance = instance(LONG, 333);
                instance.hold(channel);
                all.add(threads.submit(() -> {
                    int own = untilRefused(instance, channel);
                    instance.close();
                    return own;
                }));
            }
            for (Future<Integer> one : all) {
                signed += one.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(signed).isEqualTo(333);
        assertThat(used()).isEqualTo(calls(333));
        assertThat(TestTables.ask(url, "select sum(signed)::text from snet4j_mark"))
                .isEqualTo(calls(333).value().toString());
    }

    // Guard: HeldChannels.awaitBudget.
    @Test
    void whatOthersMarkedAheadAndDoNotUseIsCalledBackBeforeAnybodyIsRefused() throws Exception {
        // Who has just marked something asks again after a sixth of a hold's life.
        Instance frugal = instance(Duration.ofSeconds(15), 40);
        frugal.hold();
        for (int i = 1; i <= 16; i++) {
            frugal.sign(calls(i));
        }
        assertThat(used()).as("marked ahead").isGreaterThan(calls(16));
        Instance eager = instance(LONG, 40);
        eager.hold(OTHER);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> signed = thread.submit(() -> untilRefused(eager, OTHER));
            while (!signed.isDone()) {
                frugal.tend();
            }
            assertThat(signed.get()).isEqualTo(40 - 16);
        } finally {
            thread.shutdownNow();
        }

        assertThat(used()).isEqualTo(calls(40));
        assertThatThrownBy(() -> frugal.sign(calls(17))).isInstanceOf(SpendingLimitException.class);
    }

    @Test
    void whatADeadInstanceHadMarkedCountsAndWhoTakesItsChannelOverSignsIt() throws Exception {
        Instance dead = instance(SHORT, 40);
        dead.hold();
        for (int i = 1; i <= 16; i++) {
            dead.sign(calls(i));
        }
        Cogs marked = used();
        assertThat(marked).isGreaterThan(calls(16));
        Instance next = instance(LONG, 40);
        while (next.hold() == Hold.OTHERS) {
            Thread.sleep(20);
        }

        next.sign(marked);

        assertThat(used()).isEqualTo(marked);
        next.close();
        assertThat(used()).isEqualTo(marked);
    }

    @Test
    void whatIsNotUsedComesBackAtTheEnd() throws Exception {
        Instance instance = instance(LONG, 1000);
        instance.hold();
        for (int i = 1; i <= 100; i++) {
            instance.sign(calls(i));
        }
        assertThat(used()).isGreaterThan(calls(100));

        instance.close();

        assertThat(used()).isEqualTo(calls(100));
    }
}
