package io.snet4j.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.internal.memory.HoldLostException;
import io.snet4j.internal.memory.Memory.Hold;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One channel, some instances, a real database: who may sign, and what is marked then. */
class HoldsIT {
    /** Nobody waits for its end. */
    private static final Duration LONG = Duration.ofMinutes(10);

    /** Waited for. */
    private static final Duration SHORT = Duration.ofMillis(1500);

    private static final int ROUNDS = 1500;

    private static final ChannelId OTHER_CHANNEL = ChannelId.of(8);

    private final String url;

    HoldsIT() throws Exception {
        url = TestPostgres.shared().freshSchema();
    }

    private static Cogs calls(Instance instance, int count, Cogs before) throws IOException {
        Cogs amount = before;
        for (int i = 0; i < count; i++) {
            amount = instance.call(amount);
        }
        return amount;
    }

    private static void takeOver(Instance instance) throws Exception {
        while (instance.hold() == Hold.OTHERS) {
            Thread.sleep(20);
        }
    }

    @Test
    void oneAtATimeHasAChannel() throws IOException {
        Instance one = new Instance(url, LONG);
        Instance other = new Instance(url, LONG);

        assertThat(one.hold()).isEqualTo(Hold.TAKEN);
        assertThat(one.hold()).isEqualTo(Hold.OURS);
        assertThat(other.hold()).isEqualTo(Hold.OTHERS);
        one.close();

        assertThat(other.hold()).isEqualTo(Hold.TAKEN);
        assertThat(one.hold()).isEqualTo(Hold.OTHERS);
    }

    // Guard: MarksAhead.ahead.
    @Test
    void aThousandCallsAskTheDatabaseLessThanFiftyTimes() throws IOException {
        Instance instance = new Instance(url, LONG);
        instance.hold();

        calls(instance, 1000, Cogs.ZERO);

        assertThat(instance.asked()).isLessThan(50);
    }

    @Test
    void whatIsSignedIsMarkedBeforeAndWhatIsNotSignedIsGivenBack() throws IOException {
        Instance instance = new Instance(url, LONG);
        instance.hold();
        Cogs signed = Cogs.ZERO;
        for (int i = 0; i < 100; i++) {
            signed = instance.call(signed);
            assertThat(instance.marked()).isBetween(signed, signed.plus(Instance.PRICE.times(MarksAhead.MOST)));
        }
        assertThat(instance.marked()).isGreaterThan(signed);

        instance.close();

        assertThat(instance.marked()).isEqualTo(signed);
        assertThat(instance.served()).isEqualTo(signed);
    }

    // Guard: the token in HoldTable.MINE.
    @Test
    void whoWasStoppedAndComesBackSignsWithinWhatWasMarkedAndNoMore() throws Exception {
        Instance stopped = new Instance(url, SHORT);
        stopped.hold();
        stopped.stopClock();
        Cogs first = calls(stopped, 20, Cogs.ZERO);
        Cogs ceiling = stopped.marked();
        Instance next = new Instance(url, LONG);
        takeOver(next);

        assertThat(next.running()).as("what the stopped one may be signing").isEqualTo(ceiling);
        Cogs second = calls(next, 100, first);

        Cogs late = first;
        while (late.compareTo(ceiling) < 0) {
            late = stopped.call(late);
        }
        Cogs beyond = late.plus(Instance.PRICE);
        assertThatThrownBy(() -> stopped.sign(beyond)).isInstanceOf(HoldLostException.class);
        stopped.close();

        assertThat(next.marked()).isGreaterThanOrEqualTo(second).isGreaterThan(ceiling);
        assertThat(next.call(second)).isEqualTo(second.plus(Instance.PRICE));
    }

    // Guard: id = any(?) in HoldTable.RENEW.
    @Test
    void aChannelWithWhoseAnswerTheConnectionWasLostGoesToOthersWhileItsHolderLives() throws Exception {
        try (TcpGate gate = gate()) {
            Instance one = new Instance(through(gate), SHORT);
            one.hold(OTHER_CHANNEL);
            takeInVain(gate, one);
            Instance other = new Instance(url, LONG);

            Hold hold = Hold.OTHERS;
            for (int tries = 0; hold == Hold.OTHERS && tries < 200; tries++) {
                Thread.sleep(20);
                one.tend();
                hold = other.hold();
            }

            assertThat(hold).isEqualTo(Hold.TAKEN);
            assertThat(one.hold(OTHER_CHANNEL)).isEqualTo(Hold.OURS);
        }
    }

    // Guard: HoldTable.endOthers in HeldChannels.handBackAll.
    @Test
    void whoEndsHandsBackAlsoWhatItDoesNotKnowThatItHas() throws Exception {
        try (TcpGate gate = gate()) {
            Instance one = new Instance(through(gate), LONG);
            takeInVain(gate, one);

            one.close();

            assertThat(new Instance(url, LONG).hold()).isEqualTo(Hold.TAKEN);
        }
    }

    // Guard: TakeTable.LEFT.
    @Test
    void whatADeadInstanceMayBeSigningIsKnownAlsoIfTheFirstAnswerToWhoTookOverWasLost() throws Exception {
        Instance dead = new Instance(url, SHORT);
        dead.hold();
        dead.stopClock();
        calls(dead, 20, Cogs.ZERO);
        Cogs ceiling = dead.marked();
        TestTables.run(url, "select pg_sleep(1.6)");

        try (TcpGate gate = gate()) {
            Instance next = new Instance(through(gate), LONG);
            takeInVain(gate, next);

            assertThat(next.hold()).isEqualTo(Hold.TAKEN);
            assertThat(next.running()).isEqualTo(ceiling);
        }
    }

    private TcpGate gate() {
        TcpGate gate = new TcpGate();
        gate.leadTo(TestPostgres.shared().port());
        return gate;
    }

    private String through(TcpGate gate) {
        return url.replace(":" + TestPostgres.shared().port() + "/", ":" + gate.port() + "/");
    }

    /** The database gives it the channel, and its answer is lost. */
    private static void takeInVain(TcpGate gate, Instance instance) {
        gate.loseAnswerTo("update snet4j_channel c set holder");
        assertThatThrownBy(instance::hold).isInstanceOf(IOException.class);
    }

    // Guard: MarksAhead.floor.
    @Test
    void whatADeadInstanceHadMarkedStaysMarked() throws Exception {
        Instance dead = new Instance(url, SHORT);
        dead.hold();
        dead.stopClock();
        Cogs signed = calls(dead, 20, Cogs.ZERO);
        Cogs ceiling = dead.marked();
        assertThat(ceiling).isGreaterThan(signed);
        Instance next = new Instance(url, SHORT);
        takeOver(next);

        next.call(signed);
        next.close();

        assertThat(next.marked()).isEqualTo(ceiling);
    }

    @Test
    void whoNoticesThatItsTimePassedAsksAgainAndGoesOnIfNobodyCame() throws Exception {
        Instance alone = new Instance(url, SHORT);
        alone.hold();
        Cogs signed = alone.call(alone.call(Cogs.ZERO));
        TestTables.run(url, "select pg_sleep(1.6)");

        assertThat(alone.hold()).isEqualTo(Hold.OURS);

        Cogs last = alone.call(signed);
        alone.close();
        assertThat(alone.marked()).isEqualTo(last);
    }

    // Guard: HeldChannels.raise, which ends a hold whose time has passed.
    @Test
    void whatIsSignedWithoutAHoldStaysMarked() throws Exception {
        Instance alone = new Instance(url, SHORT);
        alone.hold();
        Cogs signed = alone.call(alone.call(Cogs.ZERO));
        TestTables.run(url, "select pg_sleep(1.6)");
        assertThatThrownBy(() -> alone.call(signed)).hasMessage("not held");

        Cogs last = alone.signWithoutHold(alone.marked().plus(Instance.PRICE));
        alone.hold();
        alone.close();

        assertThat(alone.marked()).isEqualTo(last);
    }

    // Guard: HeldChannels.endCall.
    @Test
    void whoHasAChannelForAWhileGivesItToWhoWaits() throws Exception {
        Instance one = new Instance(url, SHORT);
        Instance other = new Instance(url, SHORT);
        one.hold();
        Cogs signed = one.call(Cogs.ZERO);
        assertThat(other.want()).isEqualTo(Hold.OTHERS);

        while (one.hold() == Hold.OURS) {
            signed = one.call(signed);
            one.tend();
            other.want();
        }

        assertThat(other.hold()).isNotEqualTo(Hold.OTHERS);
        assertThat(other.marked()).isEqualTo(signed);
    }

    // Guard: Marking.ask, which hears with each mark that the channel is wanted.
    @Test
    void whoHadAChannelForAWhileMakesNoMoreCallsThanItMarksAtATime() throws Exception {
        Instance one = new Instance(url, LONG);
        Instance other = new Instance(url, LONG);
        one.hold();
        Cogs signed = calls(one, 100, Cogs.ZERO);
        assertThat(other.want()).isEqualTo(Hold.OTHERS);
        one.advance(LONG.multipliedBy(8).dividedBy(10));

        int more = 0;
        while (one.hold() == Hold.OURS && more < 10 * MarksAhead.MOST) {
            signed = one.call(signed);
            more++;
        }

        assertThat(more).isLessThanOrEqualTo(MarksAhead.MOST);
        other.advance(LONG);
        assertThat(other.want()).isEqualTo(Hold.TAKEN);
        assertThat(other.marked()).isEqualTo(signed);
    }

    // Guards: WantedChannels, whose pauses grow, and HeldChannels.areFresh.
    @Test
    void sixThatShareFourChannelsAskOnceInTenCallsAtMostAndNobodyStarves() throws Exception {
        // A hold's life is six seconds, in which a channel serves 200 calls.
        Duration call = LONG.dividedBy(200);
        int betweenTends = 66;
        int longestWait = 320;
        Cogs[] signed = {Cogs.ZERO, Cogs.ZERO, Cogs.ZERO, Cogs.ZERO};
        List<Instance> all =
                Stream.generate(() -> new Instance(url, LONG)).limit(6).toList();
        int[] has = {-1, -1, -1, -1, -1, -1};
        int[] waits = new int[all.size()];
        int calls = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < all.size(); i++) {
                Instance instance = all.get(i);
                instance.advance(call);
                if (round % betweenTends == 11 * i) {
                    instance.tend();
                }
                if (has[i] < 0 || instance.hold(ChannelId.of(has[i])) == Hold.OTHERS) {
                    has[i] = anyOf(instance, signed.length, has[i] < 0);
                }
                if (has[i] < 0) {
                    assertThat(++waits[i])
                            .as("calls of the others on each channel")
                            .isLessThan(longestWait);
                } else {
                    signed[has[i]] = instance.call(ChannelId.of(has[i]), signed[has[i]]);
                    waits[i] = 0;
                    calls++;
                }
            }
        }

        assertThat(calls).isGreaterThan(3 * ROUNDS);
        assertThat(all.stream().mapToInt(Instance::asked).sum()).isLessThan(calls / 10);
    }

    /**
     * As a client does that has none.
     *
     * @return negative if it gets none
     */
    private static int anyOf(Instance instance, int channels, boolean waits) throws IOException {
        for (int channel = 0; channel < channels; channel++) {
            ChannelId id = ChannelId.of(channel);
            if ((waits ? instance.want(id) : instance.hold(id)) != Hold.OTHERS) {
                return channel;
            }
        }
        return -1;
    }

    @Test
    void aChannelIsNotGivenAwayInTheMiddleOfACall() throws Exception {
        Instance one = new Instance(url, SHORT);
        Instance other = new Instance(url, SHORT);
        one.hold();
        SignedAmount payment = new SignedAmount(
                Instance.CHANNEL,
                ChannelNonce.ZERO,
                one.sign(Instance.PRICE),
                Instance.PRICE,
                "a.B/c",
                Optional.empty());
        one.begin(payment);

        for (int i = 0; i < 12; i++) {
            assertThat(other.want()).isEqualTo(Hold.OTHERS);
            TestTables.run(url, "select pg_sleep(0.25)");
            one.tend();
        }
        one.end(payment);
        one.tend();

        takeOver(other);
        assertThat(other.served()).isEqualTo(Instance.PRICE);
        assertThat(other.running()).isEqualTo(Cogs.ZERO);
    }

    @Test
    void whileTheDatabaseIsAwayCallsGoOnWithinWhatIsMarked() throws Exception {
        try (TestPostgres postgres = TestPostgres.fresh()) {
            Instance instance = new Instance(postgres.freshSchema(), LONG);
            instance.hold();
            Cogs signed = calls(instance, 20, Cogs.ZERO);
            Cogs ceiling = instance.marked();
            postgres.stop();

            while (signed.compareTo(ceiling) < 0) {
                signed = instance.call(signed);
            }
            Cogs last = signed;
            assertThatThrownBy(() -> instance.call(last)).hasMessageContaining("the database fails");
            postgres.start();

            assertThat(instance.marked()).isEqualTo(ceiling);
            assertThat(instance.call(last)).isGreaterThan(ceiling);
        }
    }
}
