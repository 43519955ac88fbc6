package io.snet4j.interop;

import io.snet4j.chain.Chain;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Collects what both clients paid. */
final class Provider {
    private static final Duration CHAIN_TIMEOUT = Duration.ofSeconds(30);

    private final DevnetConnection net;
    private CompletableFuture<Cogs> claim = CompletableFuture.failedFuture(new IllegalStateException("no claim"));

    Provider(DevnetConnection net) {
        this.net = net;
    }

    /** In the background, because the chain may stand still meanwhile. */
    boolean startClaim(ChannelId channel) {
        claim = CompletableFuture.supplyAsync(() -> claim(channel));
        return true;
    }

    /** What the provider got on chain; waits for it. */
    Cogs finishClaim() {
        return claim.join();
    }

    private Cogs claim(ChannelId channel) {
        try (Chain chain = Chain.connect(net.rpcUrl(), CHAIN_TIMEOUT);
                ProviderClaims claims = ProviderClaims.connect(
                        net.daemonUrl(),
                        chain,
                        net.contracts().mpe(),
                        net.account("provider").identity())) {
            return claims.claim(channel).amount();
        }
    }
}
