package io.snet4j;

import io.snet4j.chain.Chain;
import io.snet4j.errors.ChainException;
import io.snet4j.value.BlockNumber;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From where channels are searched: the escrow's deployment, if the node still knows it. Thread-safe; blocks once. */
final class FirstLogBlock implements Supplier<BlockNumber> {
    private static final Logger LOG = LoggerFactory.getLogger(FirstLogBlock.class);

    private final Chain chain;
    private final Network network;
    private volatile @Nullable BlockNumber asked;

    FirstLogBlock(Chain chain, Network network) {
        this.chain = chain;
        this.network = network;
    }

    @Override
    public BlockNumber get() {
        if (network.escrowDeployment().isEmpty()) {
            return network.firstLogBlock();
        }
        BlockNumber first = asked;
        if (first == null) {
            BlockNumber deployed = deployment(network.escrowDeployment().get());
            first = network.firstLogBlock().max(deployed);
            asked = first;
        }
        return first;
    }

    private BlockNumber deployment(String transactionHash) {
        try {
            return chain.deploymentBlock(network.escrow(), transactionHash).orElse(BlockNumber.ZERO);
        } catch (ChainException e) {
            LOG.debug("the node does not tell where the escrow begins: {}", e.getMessage());
            return BlockNumber.ZERO;
        }
    }
}
