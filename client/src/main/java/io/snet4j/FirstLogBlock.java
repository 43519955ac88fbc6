package io.snet4j;

import io.snet4j.chain.Chain;
import io.snet4j.errors.ChainException;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From where channels are searched: the escrow's deployment, if the node still knows it. Thread-safe; blocks once. */
final class FirstLogBlock implements LongSupplier {
    private static final Logger LOG = LoggerFactory.getLogger(FirstLogBlock.class);
    private static final long NOT_ASKED = -1;

    private final Chain chain;
    private final Network network;
    private volatile long asked = NOT_ASKED;

    FirstLogBlock(Chain chain, Network network) {
        this.chain = chain;
        this.network = network;
    }

    @Override
    public long getAsLong() {
        if (network.escrowDeployment().isEmpty()) {
            return network.firstLogBlock();
        }
        if (asked == NOT_ASKED) {
            asked = Math.max(
                    network.firstLogBlock(),
                    deployment(network.escrowDeployment().get()));
        }
        return asked;
    }

    private long deployment(String transactionHash) {
        try {
            OptionalLong block = chain.deploymentBlock(network.escrow(), transactionHash);
            return block.orElse(0);
        } catch (ChainException e) {
            LOG.debug("the node does not tell where the escrow begins: {}", e.getMessage());
            return 0;
        }
    }
}
