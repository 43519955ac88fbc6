package io.snet4j.benchmark.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlatnessTest {
    private static final int MOMENTS = 40;

    @Test
    void whatStaysAsItIsIsFlat() {
        assertThat(Flatness.growths(moments(at -> moment(at, 10_000, 40, 60, 2))))
                .isEmpty();
    }

    @Test
    void whatIsLoadedAtTheBeginningIsNoGrowth() {
        assertThat(Flatness.growths(
                        moments(at -> at < MOMENTS / 4 ? moment(at, 1_000, 4, 6, 0.1) : moment(at, 20_000, 40, 60, 2))))
                .isEmpty();
    }

    @Test
    void eachThingThatGrowsIsNamedWithItsNumbers() {
        assertThat(Flatness.growths(moments(at -> moment(at, 10_000 + 400L * at, 40, 60, 2))))
                .containsExactly("KiB of heap from 15 800 to 23 800");
        assertThat(Flatness.growths(moments(at -> moment(at, 10_000, 40 + at, 60, 2))))
                .containsExactly("threads from 54.5 to 74.5");
        assertThat(Flatness.growths(moments(at -> moment(at, 10_000, 40, 60 + at, 2))))
                .containsExactly("descriptors from 74.5 to 94.5");
        assertThat(Flatness.growths(moments(at -> moment(at, 10_000, 40, 60, at))))
                .containsExactly("ms of a paid call from 14.5 to 34.5");
    }

    @Test
    void fewMomentsSayNothing() {
        assertThat(Flatness.growths(List.of(moment(5, 1, 1, 1, 1)))).hasSize(1);
    }

    @Test
    void aMomentIsReadAsItWasWritten() {
        Moment moment = new Moment(5, 100, 2, 12_345, 40, 60, 1.25);

        assertThat(Moment.of(moment.line())).contains(moment);
        assertThat(Moment.of("over")).isEmpty();
    }

    @Test
    void booksTellWhatWasTakenAndNotCharged() {
        Books books = new Books();
        SignedAmount payment = new SignedAmount(
                ChannelId.of(1), ChannelNonce.of(0), Cogs.of(30), Cogs.of(30), "bench.Bench/echo", Optional.empty());
        books.onSigned(payment);
        books.onSettled(payment, Charge.NONE);

        assertThat(books.differsFrom(ChannelId.of(1), Cogs.ZERO)).isEmpty();
        assertThat(books.differsFrom(ChannelId.of(1), Cogs.of(30))).contains("channel 1: charged 0 cogs, taken 30");

        books.onSettled(payment, Charge.CHARGED);
        assertThat(books.differsFrom(ChannelId.of(1), Cogs.of(30))).isEmpty();
    }

    private static List<Moment> moments(IntFunction<Moment> at) {
        return IntStream.range(0, MOMENTS).mapToObj(at).toList();
    }

    private static Moment moment(int at, long heap, int threads, long descriptors, double millis) {
        return new Moment(5 * at, 100L * at, 0, heap, threads, descriptors, millis);
    }
}
