package io.snet4j.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.chain.GroupId;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.payment.BudgetState;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each memory promises to those that share it. A new kind of memory extends it. */
public abstract class MemoryContractTest {
    protected static final Address PAYER = Address.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
    private static final Address RECIPIENT = Address.parse("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
    private static final GroupId GROUP = GroupId.of(new byte[32]);
    private static final ChannelId CHANNEL = ChannelId.of(7);
    protected static final ServiceKey SERVICE = new ServiceKey("org", "service", GROUP);
    private static final ServiceKey OTHER = new ServiceKey("org", "other", GROUP);

    /** As one client has it, and as another one that shares it has. */
    private Memory one;

    private Memory other;

    /** Of the same memory, each time. */
    protected abstract Memory open() throws IOException;

    @BeforeEach
    void openTwice() throws IOException {
        one = open();
        other = open();
    }

    private static Mark mark(long signed, long accepted) {
        return new Mark(Cogs.of(signed), Cogs.of(accepted));
    }

    private static NavigableMap<ChannelNonce, Mark> at(long nonce, Mark mark) {
        return new TreeMap<>(Map.of(ChannelNonce.of(nonce), mark));
    }

    private static SignedAmount payment(long nonce, long amount, String model) {
        return new SignedAmount(
                CHANNEL, ChannelNonce.of(nonce), Cogs.of(amount), Cogs.of(5), "a.B/c", Optional.of(model));
    }

    protected static ModelPayment modelPayment(ServiceKey service, String model, long amount) {
        return new ModelPayment(
                payment(0, amount, model),
                new PaymentOrigin(
                        31337,
                        FakeChain.ESCROW,
                        PAYER,
                        service.organizationId(),
                        service.serviceId(),
                        service.groupId(),
                        BlockNumber.of(1),
                        ProcessName.OWN),
                Optional.empty());
    }

    @Test
    void aMarkIsReadByAllOnceItWasRaised() throws IOException {
        assertThat(one.marks(CHANNEL)).isEmpty();

        one.raise(CHANNEL, kept -> at(1, mark(5, 0)));

        assertThat(one.marks(CHANNEL)).isEqualTo(at(1, mark(5, 0)));
        assertThat(other.marks(CHANNEL)).isEqualTo(at(1, mark(5, 0)));
        assertThat(other.marks(ChannelId.of(1))).isEmpty();
    }

    @Test
    void aMarkNeverGoesBack() throws IOException {
        one.raise(CHANNEL, kept -> at(0, mark(10, 5)));

        other.raise(CHANNEL, kept -> at(0, mark(7, 6)));
        other.raise(CHANNEL, kept -> new TreeMap<>());
        other.raise(CHANNEL, kept -> {
            kept.clear();
            return kept;
        });

        assertThat(one.marks(CHANNEL)).isEqualTo(at(0, mark(10, 6)));
    }

    @Test
    void whoChangesWhatItReadChangesNoMark() throws IOException {
        one.raise(CHANNEL, kept -> at(0, mark(10, 5)));

        one.marks(CHANNEL).clear();

        assertThat(one.marks(CHANNEL)).isEqualTo(at(0, mark(10, 5)));
    }

    @Test
    void whoRaisesHearsWhatOthersRaised() throws IOException {
        List<Map<ChannelNonce, Mark>> heard = new ArrayList<>();
        one.raise(CHANNEL, kept -> at(0, mark(10, 5)));

        other.raise(CHANNEL, kept -> {
            heard.add(Map.copyOf(kept));
            return kept;
        });

        assertThat(heard).containsExactly(at(0, mark(10, 5)));
    }

    @Test
    void whatIsThrownWhileRaisingIsThrownOnAndNothingIsKept() throws IOException {
        IllegalStateException refused = new IllegalStateException("not allowed");

        assertThatThrownBy(() -> one.raise(CHANNEL, kept -> {
                    kept.put(ChannelNonce.of(0), mark(5, 0));
                    throw refused;
                }))
                .isSameAs(refused);

        assertThat(other.marks(CHANNEL)).isEmpty();
        other.raise(CHANNEL, kept -> at(0, mark(1, 0)));
        assertThat(one.marks(CHANNEL)).isEqualTo(at(0, mark(1, 0)));
    }

    @Test
    void amongThoseWhoRaiseAtOnceEachHearsAllBefore() throws Exception {
        int each = 25;
        List<Cogs> heard = Collections.synchronizedList(new ArrayList<>());
        atOnce(
                each,
                memory -> memory.raise(CHANNEL, kept -> {
                    Cogs before =
                            kept.getOrDefault(ChannelNonce.ZERO, Mark.NONE).signed();
                    heard.add(before);
                    return at(0, new Mark(before.plus(Cogs.of(1)), Cogs.ZERO));
                }));

        assertThat(heard).hasSize(4 * each).doesNotHaveDuplicates();
        assertThat(one.marks(CHANNEL)).isEqualTo(at(0, mark(4 * each, 0)));
    }

    @Test
    void aBanHoldsForAllUntilOneLiftsIt() throws IOException {
        assertThat(one.ban(SERVICE)).isEmpty();

        one.ban(SERVICE, "it took too much");
        one.ban(OTHER, "it lied");

        assertThat(other.ban(SERVICE)).contains("it took too much");
        other.liftBan(SERVICE);
        assertThat(one.ban(SERVICE)).isEmpty();
        assertThat(one.ban(OTHER)).contains("it lied");
    }

    @Test
    void liftingABanThatIsNotThereChangesNothing() throws IOException {
        one.liftBan(SERVICE);

        assertThat(one.ban(SERVICE)).isEmpty();
    }

    @Test
    void aCallThatRunsIsSeenByAllUntilItEnds() throws IOException {
        one.beginCall(payment(0, 10, "m"), "a");
        other.beginCall(payment(0, 15, "m"), "b");

        assertThat(other.calls(CHANNEL, ChannelNonce.of(0)))
                .isEqualTo(new CallsAtNonce(Cogs.ZERO, Map.of("a", Cogs.of(10), "b", Cogs.of(15))));

        one.endCall(payment(0, 10, "m"), "a", true);
        other.endCall(payment(0, 15, "m"), "b", false);

        assertThat(one.calls(CHANNEL, ChannelNonce.of(0))).isEqualTo(new CallsAtNonce(Cogs.of(10), Map.of()));
        assertThat(one.calls(CHANNEL, ChannelNonce.of(1))).isEqualTo(CallsAtNonce.NONE);
    }

    @Test
    void theHighestAmountThatWasServedStays() throws IOException {
        one.endCall(payment(0, 10, "m"), "a", true);
        other.endCall(payment(0, 5, "m"), "b", true);

        assertThat(one.calls(CHANNEL, ChannelNonce.of(0)).served()).isEqualTo(Cogs.of(10));
    }

    @Test
    void callsOfNoncesLongAgoAreForgotten() throws IOException {
        one.endCall(payment(0, 10, "m"), "a", true);
        one.endCall(payment(1, 10, "m"), "a", true);
        one.endCall(payment(1 + Memory.NONCES_OF_CALLS, 10, "m"), "a", true);

        assertThat(one.calls(CHANNEL, ChannelNonce.of(0))).isEqualTo(CallsAtNonce.NONE);
        assertThat(one.calls(CHANNEL, ChannelNonce.of(1)).served()).isEqualTo(Cogs.of(10));
    }

    @Test
    void noCallIsLostAmongThoseThatBeginAtOnce() throws Exception {
        int each = 25;
        List<Integer> clients = Collections.synchronizedList(new ArrayList<>());
        atOnce(each, memory -> {
            int client;
            synchronized (clients) {
                client = clients.size();
                clients.add(client);
            }
            memory.beginCall(payment(0, 5, "m"), "client " + client);
        });

        assertThat(one.calls(CHANNEL, ChannelNonce.of(0)).running()).hasSize(4 * each);
    }

    @Test
    void theLastPaymentOfAModelIsReadByAll() throws IOException {
        ModelKey key = new ModelKey(SERVICE, "m");
        assertThat(one.lastPayment(key)).isEmpty();

        one.signed(key, modelPayment(SERVICE, "m", 5));
        other.signed(key, modelPayment(SERVICE, "m", 10));
        one.signed(new ModelKey(OTHER, "m"), modelPayment(OTHER, "m", 15));

        assertThat(one.lastPayment(key)).contains(modelPayment(SERVICE, "m", 10));
        assertThat(other.lastPayments(SERVICE)).isEqualTo(Map.of(key, modelPayment(SERVICE, "m", 10)));
    }

    @Test
    void theChargeOfTheLastPaymentIsKept() throws IOException {
        ModelKey key = new ModelKey(SERVICE, "m");
        ModelPayment payment = modelPayment(SERVICE, "m", 5);
        one.signed(key, payment);

        one.settled(key, payment.settled(Charge.CHARGED));

        assertThat(other.lastPayment(key)).contains(payment.settled(Charge.CHARGED));
    }

    @Test
    void theChargeOfAnEarlierPaymentTakesNoLatersPlace() throws IOException {
        ModelKey key = new ModelKey(SERVICE, "m");
        ModelPayment earlier = modelPayment(SERVICE, "m", 5);
        one.signed(key, earlier);
        other.signed(key, modelPayment(SERVICE, "m", 10));

        one.settled(key, earlier.settled(Charge.CHARGED));
        one.settled(
                new ModelKey(SERVICE, "unknown"),
                modelPayment(SERVICE, "unknown", 5).settled(Charge.NONE));

        assertThat(one.lastPayments(SERVICE)).isEqualTo(Map.of(key, modelPayment(SERVICE, "m", 10)));
    }

    @Test
    void whichChannelsWereFoundIsReadByAllUntilItIsReplaced() throws IOException {
        GroupId group = GroupId.of(new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
            30, 31, 32
        });
        assertThat(one.found(RECIPIENT, group)).isEmpty();
        FoundChannels first = new FoundChannels(List.of(CHANNEL), BlockNumber.of(100), BlockNumber.of(36), "0xab");
        FoundChannels second =
                new FoundChannels(List.of(CHANNEL, ChannelId.of(10)), BlockNumber.of(200), BlockNumber.of(136), "0xcd");

        one.found(RECIPIENT, group, first);
        assertThat(other.found(RECIPIENT, group)).contains(first);
        other.found(RECIPIENT, group, second);

        assertThat(one.found(RECIPIENT, group)).contains(second);
        assertThat(one.found(RECIPIENT, GROUP)).isEmpty();
        assertThat(one.found(FakeChain.ESCROW, group)).isEmpty();
    }

    private static final String BUYER = ProcessName.OWN + " a";
    private static final String SECOND_BUYER = ProcessName.OWN + " b";

    /** Of 100 cogs, at nonce 3. */
    private static Batches bought(Batches before) {
        return before.change(CHANNEL, batch -> batch.bought(Cogs.of(100))
                .renewed(ChannelNonce.of(3), "a token", Optional.of(Instant.EPOCH.plusSeconds(10))));
    }

    private static Optional<Portion> take(Memory memory, long least, long most) throws IOException {
        return memory.batches(SERVICE, known -> known.take(Cogs.of(least), Optional.of(Cogs.of(most)), Instant.EPOCH));
    }

    private static Batch kept(Memory memory) throws IOException {
        return memory.batches(SERVICE, known -> new Batches.Change<>(known, known.on(CHANNEL)));
    }

    private static void change(Memory memory, UnaryOperator<Batches> change) throws IOException {
        memory.batches(SERVICE, known -> new Batches.Change<>(change.apply(known), true));
    }

    @Test
    void aBatchThatOneBoughtServesAll() throws IOException {
        assertThat(take(other, 5, 20)).isEmpty();

        change(one, MemoryContractTest::bought);

        Portion portion = take(other, 5, 20).orElseThrow();
        assertThat(portion.amount()).isEqualTo(Cogs.of(20));
        assertThat(portion.channel()).isEqualTo(CHANNEL);
        assertThat(portion.batch().token()).contains("a token");
        assertThat(portion.batch().nonce()).isEqualTo(ChannelNonce.of(3));
        assertThat(kept(one).left()).isEqualTo(Cogs.of(80));
        assertThat(one.<Batches>batches(OTHER, known -> new Batches.Change<>(known, known)))
                .isEqualTo(Batches.NONE);
    }

    @Test
    void allOfABatchIsKept() throws IOException {
        change(one, known -> known.change(CHANNEL, batch -> batch.found(Cogs.of(40), Cogs.of(30))));
        change(one, MemoryContractTest::bought);
        change(one, known -> known.change(CHANNEL, batch -> batch.cutTo(Cogs.of(70))));
        change(one, known -> known.change(ChannelId.of(8), batch -> batch.bought(Cogs.of(1))));

        assertThat(kept(other))
                .isEqualTo(new Batch(
                        ChannelNonce.of(3),
                        Optional.of("a token"),
                        Optional.of(Instant.EPOCH.plusSeconds(10)),
                        Cogs.of(140),
                        Cogs.of(70),
                        Cogs.of(70),
                        2,
                        1));
        assertThat(kept(other)).asString().doesNotContain("a token");
        assertThat(other.<Batch>batches(SERVICE, known -> new Batches.Change<>(known, known.on(ChannelId.of(8)))))
                .isEqualTo(Batch.NONE.bought(Cogs.of(1)));
    }

    @Test
    void whatOneGivesBackAnotherOneHas() throws IOException {
        change(one, MemoryContractTest::bought);
        Portion rest = take(one, 5, 50).orElseThrow().of(Cogs.of(30));

        change(one, known -> known.giveBack(rest));

        assertThat(kept(other).left()).isEqualTo(Cogs.of(80));
    }

    // Guard: Batches.giveBack asks for the generation.
    @Test
    void whatTheDaemonHasLostDoesNotComeBackWithARest() throws IOException {
        change(one, MemoryContractTest::bought);
        Portion rest = take(one, 5, 50).orElseThrow();

        change(other, known -> known.change(CHANNEL, batch -> batch.cutTo(Cogs.ZERO)));
        change(one, known -> known.giveBack(rest));

        assertThat(take(one, 1, 1)).isEmpty();
    }

    // Guard: each memory's change of the batches is read and written with nobody between.
    @Test
    void ofAllPortionsThatAreTakenAtOnceNoneIsTakenTwice() throws Exception {
        change(one, MemoryContractTest::bought);
        List<Cogs> taken = Collections.synchronizedList(new ArrayList<>());

        atOnce(30, memory -> take(memory, 1, 1).map(Portion::amount).ifPresent(taken::add));

        assertThat(taken).hasSize(100).containsOnly(Cogs.of(1));
        assertThat(kept(one).used()).isEqualTo(Cogs.of(100));
    }

    @Test
    void whatIsThrownWhileBatchesChangeIsThrownOnAndNothingIsKept() throws IOException {
        IllegalStateException refused = new IllegalStateException("not allowed");

        assertThatThrownBy(() -> change(one, known -> {
                    throw refused;
                }))
                .isSameAs(refused);

        change(other, MemoryContractTest::bought);
        assertThat(kept(one).left()).isEqualTo(Cogs.of(100));
    }

    @Test
    void oneBuysAtATime() throws IOException {
        assertThat(one.beginBuying(SERVICE, BUYER)).isTrue();
        assertThat(one.beginBuying(SERVICE, BUYER)).isTrue();
        assertThat(other.beginBuying(SERVICE, SECOND_BUYER)).isFalse();
        assertThat(other.beginBuying(OTHER, SECOND_BUYER)).isTrue();
        assertThat(other.<Optional<String>>batches(SERVICE, known -> new Batches.Change<>(known, known.buyer())))
                .contains(BUYER);

        other.endBuying(SERVICE, SECOND_BUYER);
        assertThat(other.beginBuying(SERVICE, SECOND_BUYER)).isFalse();
        one.endBuying(SERVICE, BUYER);

        assertThat(other.beginBuying(SERVICE, SECOND_BUYER)).isTrue();
    }

    private interface Step {
        void in(Memory memory) throws IOException;
    }

    /** Four threads, two of each of the clients. */
    private void atOnce(int each, Step step) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch ready = new CountDownLatch(4);
            List<Future<?>> work = new ArrayList<>();
            for (Memory memory : List.of(one, other, one, other)) {
                work.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    for (int i = 0; i < each; i++) {
                        step.in(memory);
                    }
                    return null;
                }));
            }
            for (Future<?> part : work) {
                part.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static final SpendingBudget IN_ALL = SpendingBudget.of(Cogs.of(10));
    private static final SpendingBudget OF_ONE = IN_ALL.forOrganization("org");

    private static Cogs used(Memory memory, SpendingBudget budget) throws IOException {
        return memory.budgets().states(List.of(budget)).get(0).used();
    }

    /** As a ledger does it: a memory may count a budget of all payments by what is marked. */
    private static void sign(Memory memory, ChannelId channel, long amount, long price) throws IOException {
        memory.budgets().take(List.of(IN_ALL), Cogs.of(price));
        memory.raise(channel, kept -> new TreeMap<>(Map.of(ChannelNonce.ZERO, new Mark(Cogs.of(amount), Cogs.ZERO))));
    }

    // Guards for tables: PayerBudget.keep, and used + ? <= ? in PayerBudget.SPEND.
    @Test
    void aBudgetOfAllPaymentsIsUsedByAllWhoShareTheMemoryUpToItsEnd() throws IOException {
        sign(one, CHANNEL, 6, 6);
        sign(other, ChannelId.of(77), 4, 4);

        assertThatThrownBy(() -> sign(one, CHANNEL, 7, 1))
                .isInstanceOf(SpendingLimitException.class)
                .hasMessageContaining("budget of 10 cogs, nothing is left")
                .hasMessageContaining("adds 1 cogs")
                .hasMessageContaining("raise the budget");
        assertThat(used(other, IN_ALL)).isEqualTo(Cogs.of(10));
        assertThat(one.marks(CHANNEL)).containsEntry(ChannelNonce.ZERO, new Mark(Cogs.of(6), Cogs.ZERO));
    }

    @Test
    void aBudgetIsUsedByAllWhoShareTheMemoryUpToItsEnd() throws IOException {
        one.budgets().take(List.of(OF_ONE), Cogs.of(6));
        other.budgets().take(List.of(OF_ONE), Cogs.of(4));

        assertThatThrownBy(() -> one.budgets().take(List.of(OF_ONE), Cogs.of(1)))
                .isInstanceOf(SpendingLimitException.class)
                .hasMessageContaining("budget of 10 cogs for org, nothing is left")
                .hasMessageContaining("adds 1 cogs")
                .hasMessageContaining("raise the budget");
        assertThat(used(other, OF_ONE)).isEqualTo(Cogs.of(10));
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() throws IOException {
        List<BudgetCounters.Part> taken = one.budgets().take(List.of(OF_ONE), Cogs.of(10));

        one.budgets().giveBack(taken, Cogs.of(3));

        one.close();
        assertThat(used(other, OF_ONE)).isEqualTo(Cogs.of(7));
        other.budgets().take(List.of(OF_ONE), Cogs.of(3));
        assertThatThrownBy(() -> other.budgets().take(List.of(OF_ONE), Cogs.of(1)))
                .isInstanceOf(SpendingLimitException.class);
    }

    @Test
    void nothingIsTakenUnlessEachBudgetHasRoom() throws IOException {
        SpendingBudget small = SpendingBudget.of(Cogs.of(2)).forService("org", "service");

        assertThatThrownBy(() -> one.budgets().take(List.of(OF_ONE, small), Cogs.of(3)))
                .isInstanceOf(SpendingLimitException.class)
                .hasMessageContaining("2 cogs for org/service");

        assertThat(used(one, OF_ONE)).isEqualTo(Cogs.ZERO);
        assertThat(used(one, small)).isEqualTo(Cogs.ZERO);
    }

    @Test
    void aCheckTakesNothingAndRefusesWhatATakeWould() throws IOException {
        one.budgets().check(List.of(IN_ALL), Cogs.of(10));
        one.close();

        assertThat(used(other, IN_ALL)).isEqualTo(Cogs.ZERO);
        assertThatThrownBy(() -> one.budgets().check(List.of(IN_ALL), Cogs.of(11)))
                .isInstanceOf(SpendingLimitException.class);
    }

    /** Ids may hold anything but what ends them in texts. */
    @Test
    void scopesAndWindowsAreCountedApart() throws IOException {
        List<SpendingBudget> all = List.of(
                IN_ALL.forOrganization("another"),
                IN_ALL.perHour(),
                IN_ALL.perDay(),
                IN_ALL.perMonth(),
                IN_ALL.forOrganization("org"),
                IN_ALL.forOrganization("org\u0000'"),
                IN_ALL.forService("org", "service"),
                IN_ALL.forModel("org", "service", "model"));
        for (int i = 0; i < all.size(); i++) {
            one.budgets().take(List.of(all.get(i)), Cogs.of(i + 1));
        }
        one.close();

        assertThat(other.budgets().states(all))
                .extracting(BudgetState::used)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, all.size()).mapToObj(Cogs::of).toList());
        assertThat(other.budgets().states(all))
                .filteredOn(state -> state.windowEnd().isEmpty())
                .hasSize(5);
    }

    @Test
    void eachClientSaysHowMuchABudgetIs() throws IOException {
        one.budgets().take(List.of(OF_ONE), Cogs.of(10));
        one.close();
        SpendingBudget lower = SpendingBudget.of(Cogs.of(4)).forOrganization("org");
        SpendingBudget higher = SpendingBudget.of(Cogs.of(12)).forOrganization("org");

        other.budgets().take(List.of(higher), Cogs.of(2));

        assertThatThrownBy(() -> other.budgets().take(List.of(lower), Cogs.of(1)))
                .isInstanceOf(SpendingLimitException.class);
        assertThat(one.budgets().states(List.of(lower)).get(0).left()).isEqualTo(Cogs.ZERO);
    }

    @Test
    void amongManyThatTakeAtOnceNoneOverdrawsAndNothingIsLeft() throws Exception {
        int racers = 8;
        SpendingBudget budget = SpendingBudget.of(Cogs.of(50)).forOrganization("org");
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        int taken = 0;
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < racers; i++) {
                Memory racer = open();
                all.add(threads.submit(() -> {
                    int own = takeAll(racer, budget);
                    racer.close();
                    return own;
                }));
            }
            for (Future<Integer> racer : all) {
                taken += racer.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(taken).isEqualTo(50);
        assertThat(used(one, budget)).isEqualTo(Cogs.of(50));
    }

    private static int takeAll(Memory memory, SpendingBudget budget) throws IOException {
        for (int own = 0; ; own++) {
            try {
                memory.budgets().take(List.of(budget), Cogs.of(1));
            } catch (SpendingLimitException e) {
                return own;
            }
        }
    }
}
