package io.snet4j.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumbersTest {
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    /** One of the types, by what reads its values and by what makes them. */
    record Kind(String name, Function<String, Object> parse, Function<BigInteger, Object> of, boolean bounded) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("channel id", ChannelId::parse, ChannelId::of, true),
                new Kind("nonce", ChannelNonce::parse, ChannelNonce::of, true),
                new Kind("block number", BlockNumber::parse, BlockNumber::of, false),
                new Kind("number of blocks", BlockCount::parse, BlockCount::of, false));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aNumberIsReadFromTheDigitsThatItPrints(Kind kind) {
        for (BigInteger value : List.of(BigInteger.ZERO, BigInteger.TEN, MOST)) {
            assertThat(kind.of().apply(value)).hasToString(value.toString());
            assertThat(kind.parse().apply(value.toString())).isEqualTo(kind.of().apply(value));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aNegativeNumberIsRefusedByName(Kind kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.of().apply(BigInteger.valueOf(-7)))
                .withMessageContainingAll(kind.name(), "-7");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void onlyWhatAContractHoldsIsAChannelOrANonce(Kind kind) {
        BigInteger above = MOST.add(BigInteger.ONE);

        if (kind.bounded()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kind.of().apply(above))
                    .withMessageContainingAll(kind.name(), "257");
            assertThatIllegalArgumentException().isThrownBy(() -> kind.parse().apply(above.toString()));
        } else {
            assertThat(kind.of().apply(above)).hasToString(above.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsNoWholeNumberIsRefusedWithItsText(Kind kind) {
        for (String text : List.of("", "-1", "1.5", "0x10", "ten", " 7")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kind.parse().apply(text))
                    .withMessageContainingAll(kind.name(), "\"" + text + "\"");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.parse().apply("7".repeat(100_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(5_000));
    }

    @Test
    void numbersAreOrderedAsNumbersNotAsTexts() {
        assertThat(Stream.of(ChannelId.of(10), ChannelId.of(9)).sorted())
                .containsExactly(ChannelId.of(9), ChannelId.of(10));
        assertThat(ChannelNonce.of(9)).isLessThan(ChannelNonce.of(10));
        assertThat(BlockCount.of(9)).isLessThan(BlockCount.of(10));
        assertThat(BlockNumber.of(9).isBefore(BlockNumber.of(10))).isTrue();
        assertThat(BlockNumber.of(9).isAfter(BlockNumber.of(10))).isFalse();
        assertThat(BlockNumber.of(10).isAfter(BlockNumber.of(10))).isFalse();
        assertThat(BlockNumber.of(10).isBefore(BlockNumber.of(10))).isFalse();
    }

    @Test
    void aClaimRaisesTheNonceByOneUpToTheHighestOfAContract() {
        assertThat(ChannelNonce.ZERO.next()).isEqualTo(ChannelNonce.of(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelNonce.of(MOST).next());
    }

    @Test
    void blocksAreCountedBetweenTheEarlierAndTheLaterOne() {
        BlockNumber block = BlockNumber.of(Long.MAX_VALUE).plus(BlockCount.of(3));

        assertThat(block.minus(BlockNumber.of(Long.MAX_VALUE))).isEqualTo(BlockCount.of(3));
        assertThat(block.minus(block)).isEqualTo(BlockCount.ZERO);
        assertThat(BlockCount.of(2).plus(BlockCount.of(3))).isEqualTo(BlockCount.of(5));
        assertThatIllegalArgumentException().isThrownBy(() -> BlockNumber.ZERO.minus(block));
    }

    @Test
    void noBlockIsBeforeTheGenesisBlock() {
        assertThat(BlockNumber.of(7).minus(BlockCount.of(5))).isEqualTo(BlockNumber.of(2));
        assertThat(BlockNumber.of(7).minus(BlockCount.of(8))).isEqualTo(BlockNumber.ZERO);
    }

    @Test
    void theLaterOfTwoBlocksIsTheHigher() {
        assertThat(BlockNumber.of(9).max(BlockNumber.of(10))).isEqualTo(BlockNumber.of(10));
        assertThat(BlockNumber.of(10).max(BlockNumber.of(9))).isEqualTo(BlockNumber.of(10));
    }

    @Test
    void theUpperHalfOfUnsignedNumbersIsNotNegative() {
        assertThat(BlockNumber.ofUnsigned(-1)).hasToString("18446744073709551615");
        assertThat(ChannelId.ofUnsigned(-1)).hasToString("18446744073709551615");
    }

    @Test
    void aNumberThatIsNoLongIsNotCutToOne() {
        BigInteger above = BigInteger.ONE.shiftLeft(63);

        assertThat(BlockNumber.of(Long.MAX_VALUE).toLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(BlockCount.of(5).toLong()).isEqualTo(5);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> BlockNumber.of(above).toLong());
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> BlockCount.of(above).toLong());
    }
}
