package io.snet4j.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

class SeedsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Map<String, String> options = new HashMap<>();
    private long now = 5;

    private Seeds seeds(RandomTest test, int part, int parts) {
        return Seeds.of(test, part, parts, options::get, () -> now);
    }

    private List<Long> all(Seeds seeds, long nanosEach) {
        List<Long> all = new ArrayList<>();
        for (OptionalLong seed = seeds.next(); seed.isPresent(); seed = seeds.next()) {
            all.add(seed.getAsLong());
            now += nanosEach;
        }
        return all;
    }

    @Test
    void withoutOptionsTheSeedsAreAlwaysTheSameHoweverLongTheyTake() {
        List<Long> expected =
                LongStream.range(0, RandomTest.SCRYPT.rounds()).boxed().toList();

        assertThat(all(seeds(RandomTest.SCRYPT, 0, 1), 0)).isEqualTo(expected);
        assertThat(all(seeds(RandomTest.SCRYPT, 0, 1), 1000 * SECOND)).isEqualTo(expected);
    }

    @Test
    void severalThreadsShareTheSeedsAlwaysInTheSameWay() {
        assertThat(all(seeds(RandomTest.DEVNET_KILLS, 0, 3), 0)).containsExactly(0L, 3L, 6L, 9L);
        assertThat(all(seeds(RandomTest.DEVNET_KILLS, 1, 3), 0)).containsExactly(1L, 4L, 7L);
        assertThat(all(seeds(RandomTest.DEVNET_KILLS, 2, 3), 0)).containsExactly(2L, 5L, 8L);
    }

    @Test
    void exploringTakesFreshSeedsUntilAnEqualPartOfTheTimeIsOver() {
        options.put(Seeds.MINUTES, "" + RandomTest.values().length / 2.0);

        List<Long> first = all(seeds(RandomTest.SCRYPT, 0, 1), SECOND);
        List<Long> second = all(seeds(RandomTest.SCRYPT, 0, 1), SECOND);

        assertThat(first).hasSize(30).doesNotHaveDuplicates().doesNotContainAnyElementsOf(second);
        assertThat(second).hasSize(30);
        assertThat(all(seeds(RandomTest.SCRYPT, 0, 1), 1000 * SECOND))
                .as("one round at least")
                .hasSize(1);
    }

    @Test
    void whatIsRepeatedIsOneRoundOfOneTest() {
        options.put(Seeds.MINUTES, "30");
        options.put(Seeds.REPEAT, "SCRYPT:-17");

        assertThat(all(seeds(RandomTest.SCRYPT, 0, 2), 0)).containsExactly(-17L);
        assertThat(all(seeds(RandomTest.SCRYPT, 1, 2), 0)).isEmpty();
        assertThatThrownBy(() -> seeds(RandomTest.PROTOS, 0, 1)).isInstanceOf(TestAbortedException.class);
    }

    @Test
    void oneTestMayHaveAnotherNumberOfRoundsAlwaysWithTheSameSeeds() {
        options.put(Seeds.MINUTES, "30");
        options.put(Seeds.ROUNDS, "PROVIDER_KILLS:100");

        assertThat(all(seeds(RandomTest.PROVIDER_KILLS, 0, 1), 1000 * SECOND))
                .isEqualTo(LongStream.range(0, 100).boxed().toList());
        assertThat(all(seeds(RandomTest.PROVIDER_KILLS, 1, 60), 0)).containsExactly(1L, 61L);
        assertThatThrownBy(() -> seeds(RandomTest.PROTOS, 0, 1)).isInstanceOf(TestAbortedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SCRYPT", "SCRYPT:", "SCRYPT:x", "SCRYPT:0", "SCRYPT:-1", "NONE:1", "7"})
    void aNumberOfRoundsIsATestAndAPositiveNumber(String text) {
        options.put(Seeds.ROUNDS, text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> seeds(RandomTest.SCRYPT, 0, 1))
                .withMessageContaining("=" + text + " is not of the form TEST:NUMBER");
    }

    @Test
    void aFailureSaysHowToRepeatIt() {
        assertThat(seeds(RandomTest.SCRYPT, 0, 1).failed(12, new IllegalStateException("broken")))
                .hasMessage("SCRYPT failed with seed 12: broken\n"
                        + "to repeat it: mvn -Pexplore verify -Dsnet4j.explore.repeat=SCRYPT:12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "NaN", "soon", "1e9"})
    void minutesAreANumber(String text) {
        options.put(Seeds.MINUTES, text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> seeds(RandomTest.SCRYPT, 0, 1))
                .withMessageContaining("=" + text + " is no number of minutes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SCRYPT", "SCRYPT:", "SCRYPT:x", "NONE:1", "7"})
    void whatIsRepeatedIsATestAndASeed(String text) {
        options.put(Seeds.REPEAT, text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> seeds(RandomTest.SCRYPT, 0, 1))
                .withMessageContaining("=" + text + " is not of the form TEST:SEED");
    }

    @Test
    void neighboursHaveNothingInCommon() {
        Set<Integer> values = new HashSet<>();
        for (long seed = 0; seed < 16; seed++) {
            values.add(Seeds.random(seed).nextInt(16));
        }
        assertThat(values).hasSizeGreaterThan(7);
    }
}
