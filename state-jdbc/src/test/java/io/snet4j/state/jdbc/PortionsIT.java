package io.snet4j.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.memory.BudgetCounters.Part;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Budgets of a fleet, of which each instance takes portions. Calls cost two cogs. */
class PortionsIT {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(1500);
    private static final Cogs PRICE = Cogs.of(2);

    private final String url;

    PortionsIT() throws Exception {
        url = TestPostgres.shared().freshSchema();
    }

    /** Nobody tends it but the test. */
    private final class Taker {
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicLong ahead = new AtomicLong();
        private final JdbcBudgets budgets;

        /** Who gives something back waits here for its connection. */
        private final AtomicReference<CountDownLatch> slow = new AtomicReference<>(new CountDownLatch(0));

        private final CountDownLatch waits = new CountDownLatch(1);

        Taker(Duration life) {
            Database database = new Database(slowly(), Duration.ofSeconds(20));
            PayerRow payer = new PayerRow(database, 1, FakeChain.ESCROW, FakeChain.ESCROW);
            budgets = new JdbcBudgets(
                    new BudgetRows(database, payer, "taker " + hashCode(), life),
                    new PayerBudget(database, payer),
                    life,
                    () -> System.nanoTime() + ahead.get());
        }

        private DataSource slowly() {
            DataSource counted = TestPostgres.counted(TestPostgres.connect(url), asked);
            return (DataSource) Proxy.newProxyInstance(
                    PortionsIT.class.getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, arguments) -> {
                        CountDownLatch latch = slow.getAndSet(new CountDownLatch(0));
                        if (latch.getCount() > 0) {
                            waits.countDown();
                            latch.await();
                        }
                        return counted.getConnection();
                    });
        }

        List<Part> call(SpendingBudget... all) throws IOException {
            return budgets.take(List.of(all), PRICE);
        }

        int untilRefused(SpendingBudget... all) throws IOException {
            int calls = 0;
            while (true) {
                try {
                    call(all);
                    calls++;
                } catch (SpendingLimitException e) {
                    return calls;
                }
            }
        }
    }

    private static SpendingBudget calls(int count) {
        return SpendingBudget.of(PRICE.times(count)).forOrganization("org");
    }

    private Cogs used() throws Exception {
        return Cogs.parse(TestTables.ask(url, "select coalesce(sum(used), 0)::text from snet4j_budget"));
    }

    @Test
    void manyCallsAskTheDatabaseSeldom() throws Exception {
        Taker taker = new Taker(LONG);

        for (int i = 0; i < 1000; i++) {
            taker.call(calls(100_000), calls(50_000).perDay().forService("org", "service"));
        }

        assertThat(taker.asked).hasValueLessThan(60);
        taker.budgets.giveBackAll();
        assertThat(used()).isEqualTo(PRICE.times(2 * 1000));
    }

    // Guard: want.least.compareTo(state.left()) in BudgetRows.take.
    @Test
    void amongSixtyFourInstancesThatRaceForTheLastOfItNoneOverdrawsAndAllIsUsed() throws Exception {
        int racers = 64;
        SpendingBudget budget = calls(200);
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        int calls = 0;
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < racers; i++) {
                Taker taker = new Taker(LONG);
                all.add(threads.submit(() -> {
                    int own = taker.untilRefused(budget);
                    taker.budgets.giveBackAll();
                    return own;
                }));
            }
            for (Future<Integer> one : all) {
                calls += one.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(calls).isEqualTo(200);
        assertThat(used()).isEqualTo(PRICE.times(200));
    }

    // Guard: othersHaveSome in JdbcBudgets.fetch.
    @Test
    void whatOthersTookAndDoNotUseIsCalledBackBeforeAnybodyIsRefused() throws Exception {
        Taker frugal = new Taker(LONG);
        for (int i = 0; i < 16; i++) {
            frugal.call(calls(100));
        }
        assertThat(used()).as("taken ahead").isGreaterThan(PRICE.times(16));
        Taker eager = new Taker(LONG);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> signed = thread.submit(() -> eager.untilRefused(calls(100)));
            while (TestTables.ask(url, "select count(short_at) from snet4j_budget")
                    .equals("0")) {
                Thread.sleep(10);
            }
            // Whoever does not wait for others is refused by now.
            Thread.sleep(300);
            while (!signed.isDone()) {
                frugal.budgets.tend();
            }
            assertThat(signed.get()).isEqualTo(100 - 16);
        } finally {
            thread.shutdownNow();
        }

        assertThat(used()).isEqualTo(PRICE.times(100));
        assertThatThrownBy(() -> frugal.call(calls(100))).isInstanceOf(SpendingLimitException.class);
    }

    // Guard: nothing gives back what another one holds.
    @Test
    void whatAnInstanceThatIsGoneHadTakenStaysCounted() throws Exception {
        Taker gone = new Taker(SHORT);
        for (int i = 0; i < 16; i++) {
            gone.call(calls(100));
        }
        Cogs taken = used();

        int calls = new Taker(SHORT).untilRefused(calls(100));

        assertThat(PRICE.times(calls)).isEqualTo(PRICE.times(100).minus(taken));
        assertThat(used()).isEqualTo(PRICE.times(100));
        // It was only stopped, and goes on with what it had taken.
        assertThat(gone.untilRefused(calls(100)))
                .isEqualTo(taken.minus(PRICE.times(16)).value().intValue() / 2);
        assertThat(used()).isEqualTo(PRICE.times(100));
    }

    @Test
    void whatIsNotUsedForSomeTimeComesBack() throws Exception {
        Taker taker = new Taker(LONG);
        for (int i = 0; i < 16; i++) {
            taker.call(calls(1000));
        }
        taker.budgets.tend();
        assertThat(used()).isGreaterThan(PRICE.times(16));

        taker.ahead.set(LONG.multipliedBy(3).toNanos());
        taker.budgets.tend();

        assertThat(used()).isEqualTo(PRICE.times(16));
    }

    // Guard: Portion.unused looks at the window's end.
    @Test
    void aPortionEndsWithItsWindow() throws Exception {
        Taker taker = new Taker(LONG);
        SpendingBudget daily = calls(1000).perDay();
        for (int i = 0; i < 16; i++) {
            taker.call(daily);
        }
        int asked = taker.asked.get();

        taker.ahead.set(Duration.ofDays(1).toNanos());
        taker.call(daily);

        assertThat(taker.asked.get()).isGreaterThan(asked);
    }

    @Test
    void eachWindowHasAllOfItAgain() throws Exception {
        Taker yesterday = new Taker(LONG);
        assertThat(yesterday.untilRefused(calls(10).perDay())).isEqualTo(10);
        TestTables.run(url, "update snet4j_budget set begins = begins - interval '1 day'");

        assertThat(new Taker(LONG).untilRefused(calls(10).perDay())).isEqualTo(10);
        assertThat(TestTables.ask(url, "select count(*) from snet4j_budget")).isEqualTo("1");
    }

    // Guard: begins >= ? in BudgetRows.READ.
    @Test
    void aDatabaseWhoseClockGoesBackBeginsNoWindowAnew() throws Exception {
        assertThat(new Taker(LONG).untilRefused(calls(10).perDay())).isEqualTo(10);
        TestTables.run(url, "update snet4j_budget set begins = begins + interval '1 day'");

        assertThat(new Taker(LONG).untilRefused(calls(10).perDay())).isZero();
    }

    @Test
    void whatIsGivenBackAfterAllCanBeUsedByOthers() throws Exception {
        Taker one = new Taker(LONG);
        List<Part> last = one.call(calls(1));
        assertThat(new Taker(LONG).untilRefused(calls(1))).isZero();

        one.budgets.giveBack(last, PRICE);

        assertThat(new Taker(LONG).untilRefused(calls(1))).isEqualTo(1);
        assertThat(used()).isEqualTo(PRICE);
    }

    // Guard: the write lock in JdbcBudgets.giveBack.
    @Test
    void whatIsTakenWhileSomethingIsGivenBackCanBeCalledBackToo() throws Exception {
        Taker taker = new Taker(LONG);
        for (int i = 0; i < 4; i++) {
            taker.call(calls(1000));
        }
        CountDownLatch latch = new CountDownLatch(1);
        taker.slow.set(latch);
        Thread giver = new Thread(taker.budgets::giveBackAll);
        giver.start();
        taker.waits.await();
        Thread other = new Thread(() -> {
            try {
                for (int i = 0; i < 4; i++) {
                    taker.call(calls(1000));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        other.start();
        // It is through, or waits for the one that gives back.
        while (other.isAlive() && other.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        latch.countDown();
        giver.join();
        other.join();

        assertThat(used()).as("taken ahead").isGreaterThan(PRICE.times(8));
        assertThat(TestTables.ask(url, "select count(*) from snet4j_portion")).isEqualTo("1");
    }
}
