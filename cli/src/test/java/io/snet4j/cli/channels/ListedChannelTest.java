package io.snet4j.cli.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.GroupId;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.cli.channels.ListedChannel.State;
import io.snet4j.payment.OwnChannel;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListedChannelTest {
    private static final BlockNumber NOW = BlockNumber.of(1000);
    private static final BlockCount CAP = BlockCount.of(500_000);
    private static final Optional<Duration> SLOT = Optional.of(Duration.ofSeconds(12));

    private static ListedChannel channel(long value, BlockNumber expiration) {
        PaymentChannel onChain = new PaymentChannel(
                ChannelId.of(1),
                ChannelNonce.ZERO,
                Address.ZERO,
                Address.ZERO,
                Address.ZERO,
                GroupId.of(new byte[32]),
                Cogs.of(value),
                expiration);
        boolean refundable = value > 0 && !expiration.isAfter(NOW);
        return ListedChannel.of(new OwnChannel(onChain, Cogs.ZERO, 0, refundable), NOW, CAP, Optional.empty());
    }

    private static State state(long value, BlockNumber expiration) {
        return channel(value, expiration).state();
    }

    @Test
    void theStateSaysWhetherMoneyComesBackAndWhen() {
        assertThat(state(5, NOW.plus(BlockCount.of(1)))).isEqualTo(State.OPEN);
        assertThat(state(5, NOW.plus(CAP))).isEqualTo(State.OPEN);
        assertThat(state(5, NOW.plus(CAP).plus(BlockCount.of(1)))).isEqualTo(State.LOCKED);
        assertThat(state(0, NOW.plus(CAP).plus(BlockCount.of(1)))).isEqualTo(State.LOCKED);
        assertThat(state(5, BlockNumber.of(BigInteger.TWO.pow(255)))).isEqualTo(State.ABSURD);
        assertThat(state(5, NOW)).isEqualTo(State.EXPIRED);
        assertThat(state(0, NOW)).isEqualTo(State.EMPTY);
        assertThat(state(0, NOW.plus(BlockCount.of(1)))).isEqualTo(State.EMPTY);
    }

    @Test
    void blocksAreTimesWhereTheirPaceIsKnown() {
        ListedChannel hours = channel(5, NOW.plus(BlockCount.of(1200)));

        assertThat(hours.left(NOW, SLOT)).contains("in 1200 blocks, 4 hours");
        assertThat(hours.left(NOW, Optional.empty())).contains("in 1200 blocks");
        assertThat(channel(5, NOW.plus(BlockCount.of(50_400))).left(NOW, SLOT)).contains("in 50400 blocks, 7 days");
        assertThat(channel(5, BlockNumber.of(BigInteger.TWO.pow(255)))
                        .left(NOW, SLOT)
                        .orElseThrow())
                .endsWith(" blocks");
        assertThat(channel(5, NOW).left(NOW, SLOT)).isEmpty();
    }
}
