package io.snet4j.devnet;

import io.snet4j.value.Cogs;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a client of a network is told, by the names of its environment variables. */
final class AccountSettings {
    /** The network's money is worth nothing, so a client may open channels without being asked. */
    private static final Cogs CHANNEL_DEPOSIT = Cogs.ofFet("1");

    private AccountSettings() {}

    static Map<String, String> of(DevnetConnection net, DevnetConnection.Account account) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("SNET4J_NETWORK", "local");
        settings.put("SNET4J_CHAIN_ID", Long.toString(net.chainId()));
        settings.put("SNET4J_REGISTRY", net.contracts().registry().toString());
        settings.put("SNET4J_ESCROW", net.contracts().mpe().toString());
        settings.put("SNET4J_TOKEN", net.contracts().token().toString());
        settings.put("SNET4J_RPC", net.rpcUrl().toString());
        settings.put("SNET4J_STORAGE", net.ipfsUrl().toString());
        settings.put("SNET4J_PRIVATE_KEY", account.privateKey());
        settings.put("SNET4J_LIMIT_DEPOSIT", CHANNEL_DEPOSIT.value().toString());
        net.channelLife().ifPresent(blocks -> settings.put("SNET4J_LIMIT_EXPIRATION", blocks.toString()));
        return Collections.unmodifiableMap(settings);
    }
}
