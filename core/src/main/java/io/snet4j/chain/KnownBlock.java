package io.snet4j.chain;

import io.snet4j.internal.text.TimeText;
import io.snet4j.value.BlockNumber;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/**
 * A block whose time is known, on a chain on which blocks cannot come faster than one in each slot. With it and this
 * machine's clock the number of the latest block has an upper bound, whatever a node says.
 *
 * @param number of the block
 * @param time of the block
 * @param slot the shortest time between two blocks, 100 ms or more
 * @since 0.1.0
 */
public record KnownBlock(BlockNumber number, Instant time, Duration slot) {
    /** For clocks that are slow: two hours at slots of twelve seconds. */
    private static final BigInteger SLACK = BigInteger.valueOf(600);

    private static final Duration SHORTEST_SLOT = Duration.ofMillis(100);
    private static final Duration ETHEREUM_SLOT = Duration.ofSeconds(12);

    /** The first blocks of the Cancun upgrade. */
    private static final KnownBlock MAINNET =
            new KnownBlock(BlockNumber.of(19_426_587), Instant.ofEpochSecond(1_710_338_135), ETHEREUM_SLOT);

    private static final KnownBlock SEPOLIA =
            new KnownBlock(BlockNumber.of(5_187_023), Instant.ofEpochSecond(1_706_655_072), ETHEREUM_SLOT);

    /** @throws IllegalArgumentException for a shorter slot */
    public KnownBlock {
        if (slot.compareTo(SHORTEST_SLOT) < 0) {
            throw new IllegalArgumentException("a slot lasts 100 ms or more, not " + TimeText.of(slot));
        }
    }

    /** Of Ethereum. */
    public static KnownBlock mainnet() {
        return MAINNET;
    }

    /** Of the Sepolia test network. */
    public static KnownBlock sepolia() {
        return SEPOLIA;
    }

    /** The highest number that a block can have at some time, and 600 blocks more for clocks that are slow. */
    BigInteger highestAt(Instant now) {
        long slots = Duration.between(time, now).dividedBy(slot);
        return number.value().add(BigInteger.valueOf(slots)).add(SLACK);
    }
}
