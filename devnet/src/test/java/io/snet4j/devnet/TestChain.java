package io.snet4j.devnet;

import io.snet4j.chain.Chain;
import io.snet4j.identity.Identity;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A fresh node with the contracts, and nothing else of a devnet. */
final class TestChain implements AutoCloseable {
    private final Anvil anvil = Anvil.start(0, Optional.empty());
    final AnvilRpc rpc;
    final Chain chain;

    TestChain() {
        try {
            rpc = new AnvilRpc(anvil.rpc());
            chain = Chain.connect(anvil.rpc(), Duration.ofSeconds(10));
            ContractDeployment.deploy(chain, account(0));
        } catch (RuntimeException | Error e) {
            anvil.close();
            throw e;
        }
    }

    URI uri() {
        return anvil.rpc();
    }

    static Identity account(int index) {
        return Identity.ofPrivateKey(DevAccounts.privateKey(index));
    }

    @Override
    public void close() {
        chain.close();
        anvil.close();
    }
}
