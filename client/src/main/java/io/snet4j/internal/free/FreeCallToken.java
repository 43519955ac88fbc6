package io.snet4j.internal.free;

import com.google.protobuf.ByteString;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.wire.escrow.StateServiceProto;

/**
 * What the daemon gives who may make free calls.
 *
 * @param lastBlock the last one it is good at
 */
public record FreeCallToken(ByteString bytes, BlockNumber lastBlock) {
    /** The head moves between our look and the daemon's. */
    private static final BlockCount MARGIN = BlockCount.of(10);

    /** A daemon's has a signature of 65 bytes, an underscore and a block number. */
    static final int MAX_BYTES = 1024;

    /** @throws UntrustedDaemonException if it cannot be kept and sent */
    public static FreeCallToken of(StateServiceProto.FreeCallToken reply) {
        ByteString bytes = reply.getToken();
        if (bytes.isEmpty() || bytes.size() > MAX_BYTES) {
            throw new UntrustedDaemonException("the daemon's token for free calls is not credible: it has "
                    + bytes.size() + " bytes, expected 1 to " + MAX_BYTES + ". Nothing was signed for it.");
        }
        return new FreeCallToken(bytes, BlockNumber.ofUnsigned(reply.getTokenExpirationBlock()));
    }

    public boolean isGoodAt(BlockNumber block) {
        return lastBlock.isAfter(block.plus(MARGIN));
    }

    /** Without the token itself: it is a secret of the user's. */
    @Override
    public String toString() {
        return "FreeCallToken[good up to block " + lastBlock + "]";
    }
}
