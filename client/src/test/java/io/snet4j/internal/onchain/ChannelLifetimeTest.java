package io.snet4j.internal.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.free.FreeCallToken;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Block numbers are added exactly, however large. */
class ChannelLifetimeTest {
    private static final SpendingLimit WIDEST =
            SpendingLimit.builder().expirationCap(BlockCount.of(Long.MAX_VALUE)).build();

    @ParameterizedTest
    @ValueSource(longs = {0, 1000, Long.MAX_VALUE - 20, Long.MAX_VALUE - 19, Long.MAX_VALUE})
    void theLeastExpirationIsBlockAndThresholdAndAMargin(long block) {
        ChannelLifetime horizon = ChannelLifetime.at(BlockNumber.of(block), BlockCount.of(100));

        assertThat(horizon.least())
                .isEqualTo(BlockNumber.of(BigInteger.valueOf(block).add(BigInteger.valueOf(120))));
        assertThat(horizon.newExpiration(WIDEST)).isEqualTo(horizon.least().plus(BlockCount.of(50_400)));
    }

    @Test
    void aThresholdBeyondEveryCapIsRefusedAsSuch() {
        ChannelLifetime horizon =
                ChannelLifetime.at(BlockNumber.of(Long.MAX_VALUE), BlockCount.of(BigInteger.TWO.pow(256)));

        assertThatExceptionOfType(SpendingLimitException.class)
                .isThrownBy(() -> horizon.newExpiration(WIDEST))
                .withMessageContaining("expirationCap");
        assertThatExceptionOfType(SpendingLimitException.class)
                .isThrownBy(() -> horizon.requireWithinCap(BlockNumber.of(BigInteger.TWO.pow(256)), WIDEST))
                .withMessageContaining("expirationCap");
    }

    @Test
    void theCapIsCountedFromTheBlockWithoutPassingTheLargestNumber() {
        ChannelLifetime horizon =
                ChannelLifetime.at(BlockNumber.of(Long.MAX_VALUE), BlockCount.of(Long.MAX_VALUE - 100));

        assertThat(horizon.newExpiration(WIDEST))
                .isEqualTo(BlockNumber.of(BigInteger.valueOf(Long.MAX_VALUE).shiftLeft(1)));
        assertThat(horizon.isBeyondCap(
                        BlockNumber.of(BigInteger.valueOf(Long.MAX_VALUE).shiftLeft(1)), WIDEST))
                .isFalse();
    }

    @Test
    void aFreeCallTokenIsComparedAsAnUnsignedNumber() {
        FreeCallToken token = new FreeCallToken(ByteString.EMPTY, BlockNumber.ofUnsigned(Long.MIN_VALUE));

        assertThat(token.isGoodAt(BlockNumber.of(Long.MAX_VALUE - 10))).isTrue();
        assertThat(token.isGoodAt(BlockNumber.of(Long.MAX_VALUE))).isFalse();
    }
}
