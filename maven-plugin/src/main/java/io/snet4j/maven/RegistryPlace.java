package io.snet4j.maven;

import io.snet4j.chain.Chain;
import io.snet4j.value.Address;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which contract on which chain. */
record RegistryPlace(long chainId, Address registry) {
    private static final RegistryPlace MAINNET =
            new RegistryPlace(1, Address.parse("0x247DEbEBB766E4fA99667265A158060018D5f4F8"));
    private static final RegistryPlace SEPOLIA =
            new RegistryPlace(11155111, Address.parse("0x4DCc70c6FCE4064803f0ae0cE48497B3f7182e5D"));

    /** @throws IllegalArgumentException naming the setting that is missing or wrong */
    static RegistryPlace of(String network, @Nullable String registry, @Nullable Long chainId) {
        Optional<RegistryPlace> preset =
                switch (network) {
                    case "mainnet" -> Optional.of(MAINNET);
                    case "sepolia" -> Optional.of(SEPOLIA);
                    case "local" -> Optional.empty();
                    default ->
                        throw new IllegalArgumentException(
                                "network is \"" + network + "\"; expected mainnet, sepolia or local");
                };
        return new RegistryPlace(
                Optional.ofNullable(chainId)
                        .or(() -> preset.map(RegistryPlace::chainId))
                        .orElseThrow(() -> missing("chainId")),
                Optional.ofNullable(registry)
                        .map(Address::parse)
                        .or(() -> preset.map(RegistryPlace::registry))
                        .orElseThrow(() -> missing("registry")));
    }

    private static IllegalArgumentException missing(String setting) {
        return new IllegalArgumentException("a local network needs " + setting);
    }

    /** The same address means another contract on another chain. */
    void check(Chain chain) {
        long actual = chain.chainId();
        if (actual != chainId) {
            throw new IllegalArgumentException(
                    "the Ethereum node at rpc is on chain " + actual + ", the network's is " + chainId);
        }
    }
}
