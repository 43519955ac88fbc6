package io.snet4j.live;

import io.snet4j.Network;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.value.Cogs;
import java.util.List;

/** Clients of a devnet. */
final class Clients {
    private Clients() {}

    static SnetClient.Builder of(DevnetConnection net, String role) {
        DevnetConnection.Contracts contracts = net.contracts();
        return SnetClient.builder()
                .network(Network.local(net.chainId(), contracts.registry(), contracts.mpe(), contracts.token()))
                .ethereumRpc(net.rpcUrl())
                .storage(List.of(net.ipfsUrl()))
                .identity(net.account(role).identity())
                .spendingLimit(
                        SpendingLimit.builder().channelDeposit(Cogs.of(10_000)).build());
    }
}
