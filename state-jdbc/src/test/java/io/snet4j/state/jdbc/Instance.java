package io.snet4j.state.jdbc;

import io.snet4j.internal.memory.Mark;
import io.snet4j.internal.memory.Memory.Hold;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * One instance of a fleet on one channel, whose holds nobody tends but the test. Its clock stands still if the test
 * wants: whoever is stopped after its last look at the clock believes what it saw.
 */
final class Instance {
    static final ChannelId CHANNEL = ChannelId.of(7);
    static final Cogs PRICE = Cogs.of(2);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final AtomicLong stoppedAt = new AtomicLong();
    private final AtomicLong ahead = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final String name = "instance " + NUMBERS.incrementAndGet();
    private final MarkTable marks;
    private final CallTable calls;
    private final HeldChannels holds;

    Instance(String url, Duration life) {
        this(url, life, Optional.empty());
    }

    Instance(String url, Duration life, Optional<Cogs> budget) {
        this(TestPostgres.connect(url), life, budget);
    }

    private Instance(DataSource pool, Duration life, Optional<Cogs> most) {
        Database database = new Database(TestPostgres.counted(pool, asked), Duration.ofSeconds(5));
        PayerRow payer = new PayerRow(database, 1, FakeChain.ESCROW, FakeChain.ESCROW);
        PayerBudget budget = new PayerBudget(database, payer);
        // As JdbcBudgets does before each signature.
        budget.keep(most.map(SpendingBudget::of).stream().toList());
        marks = new MarkTable(database, payer, name, budget);
        calls = new CallTable(database, payer);
        LongSupplier clock = () -> (stoppedAt.get() == 0 ? System.nanoTime() : stoppedAt.get()) + ahead.get();
        BanTable bans = new BanTable(database, payer, life, clock);
        holds = new HeldChannels(new HoldTable(database, payer, name, life), marks, calls, budget, bans, clock);
    }

    void stopClock() {
        stoppedAt.set(System.nanoTime());
    }

    /** Its clock goes on by so much. */
    void advance(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    /** How often the database was asked. */
    int asked() {
        return asked.get();
    }

    Hold hold() throws IOException {
        return hold(CHANNEL);
    }

    Hold hold(ChannelId channel) throws IOException {
        return holds.hold(channel, false);
    }

    Hold want() throws IOException {
        return want(CHANNEL);
    }

    Hold want(ChannelId channel) throws IOException {
        return holds.hold(channel, true);
    }

    void tend() throws IOException, InterruptedException {
        holds.tend();
    }

    void close() {
        holds.handBackAll();
    }

    /** Whatever is marked is in the database, or known to be held here. */
    Cogs marked() throws IOException {
        return marks.marks(CHANNEL).getOrDefault(ChannelNonce.ZERO, Mark.NONE).signed();
    }

    Cogs served() throws IOException {
        return calls.calls(CHANNEL, ChannelNonce.ZERO).served();
    }

    Cogs running() throws IOException {
        return calls.calls(CHANNEL, ChannelNonce.ZERO).running().values().stream()
                .reduce(Cogs.ZERO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    /**
     * One more call than the amount pays.
     *
     * @return what is signed then
     */
    Cogs call(Cogs before) throws IOException {
        return call(CHANNEL, before);
    }

    Cogs call(ChannelId channel, Cogs before) throws IOException {
        Cogs amount = sign(channel, before.plus(PRICE));
        SignedAmount payment = new SignedAmount(channel, ChannelNonce.ZERO, amount, PRICE, "a.B/c", Optional.empty());
        begin(payment);
        end(payment);
        return amount;
    }

    void begin(SignedAmount payment) throws IOException {
        if (!holds.beginCall(payment, name)) {
            calls.begin(payment, name);
        }
    }

    void end(SignedAmount payment) throws IOException {
        if (!holds.endCall(payment, name, true)) {
            calls.end(payment, name, true);
        }
    }

    Cogs signWithoutHold(Cogs amount) throws IOException {
        marks.raise(CHANNEL, kept -> new TreeMap<>(Map.of(ChannelNonce.ZERO, new Mark(amount, Cogs.ZERO))));
        return amount;
    }

    Cogs sign(Cogs amount) throws IOException {
        return sign(CHANNEL, amount);
    }

    Cogs sign(ChannelId channel, Cogs amount) throws IOException {
        boolean held =
                holds.raise(channel, kept -> new TreeMap<>(Map.of(ChannelNonce.ZERO, new Mark(amount, Cogs.ZERO))));
        if (!held) {
            throw new IOException("not held");
        }
        return amount;
    }
}
