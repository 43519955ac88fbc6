package io.snet4j;

import io.snet4j.chain.Chain;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.NodeUnavailableException;
import io.snet4j.errors.SnetException;
import io.snet4j.registry.Registry;
import java.util.concurrent.Executor;

/** Finds services on the network's chain. Thread-safe; blocks. */
final class ServiceLookup {
    private final Network network;
    private final Chain chain;
    private final Registry registry;
    private final Executor threads;

    ServiceLookup(Network network, Chain chain, Registry registry, Executor threads) {
        this.network = network;
        this.chain = chain;
        this.registry = registry;
        this.threads = threads;
    }

    /** The chain's id comes with the entries. What another chain has under the same addresses is no news to anybody. */
    Registry.Published find(String organizationId, String serviceId) {
        try {
            Registry.Published found = registry.published(organizationId, serviceId, threads);
            requireChain();
            return found;
        } catch (NodeUnavailableException e) {
            throw e;
        } catch (SnetException | IllegalArgumentException e) {
            requireChain();
            throw e;
        }
    }

    /** The same addresses mean other contracts on another chain. */
    void requireChain() {
        long actual = chain.chainId();
        if (actual != network.chainId()) {
            throw new ChainException("the Ethereum node is on chain " + actual + ", the network is " + network
                    + "; choose the node that belongs to it");
        }
    }
}
