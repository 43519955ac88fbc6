package io.snet4j.devnet.daemon;

import io.snet4j.chain.Chain;
import io.snet4j.errors.ChainException;
import io.snet4j.value.BlockNumber;
import java.math.BigInteger;

/** The chain's head, against which signatures expire. Blocks on the network. */
final class Blocks {
    /** How far from the head the block of a signature may be, in either direction. */
    static final long WINDOW = 5;

    private final Chain chain;
    private volatile BlockNumber known = BlockNumber.ZERO;

    Blocks(Chain chain) {
        this.chain = chain;
    }

    BlockNumber latest() {
        BlockNumber latest = chain.blockNumber();
        known = latest;
        return latest;
    }

    /** The latest that was read; 0 before the first. Asks nobody. */
    BlockNumber known() {
        return known;
    }

    /** @throws GrpcFailure if there is no telling */
    BigInteger head() {
        try {
            return latest().value();
        } catch (ChainException e) {
            throw GrpcFailure.unknown(Texts.noBlock(e.getMessage()));
        }
    }

    /**
     * @param block unsigned, as signed
     * @param window in blocks
     * @throws GrpcFailure if it is too far from the head, or there is no telling
     */
    void check(long block, long window) {
        check(new BigInteger(Long.toUnsignedString(block)), window);
    }

    /** As above, of a block that the daemon takes for a signed number: from 2^63 on for a negative one. */
    void checkSigned(long block, long window) {
        check(BigInteger.valueOf(block), window);
    }

    /** As above. The daemon looks at the low 64 bits of the distance only. */
    void check(BigInteger block, long window) {
        BigInteger distance = block.subtract(head()).abs();
        if (Long.compareUnsigned(distance.longValue(), window) > 0) {
            throw GrpcFailure.unknown(Texts.SIGNATURE_EXPIRED);
        }
    }
}
