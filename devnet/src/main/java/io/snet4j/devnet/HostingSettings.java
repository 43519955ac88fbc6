package io.snet4j.devnet;

import io.snet4j.chain.GroupId;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.registry.Pricing;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One service of a network: what is published of it, and how its daemon is. */
record HostingSettings(
        HostedService service,
        String organizationId,
        String groupName,
        Cogs callPrice,
        int expirationThreshold,
        DaemonVersion daemonVersion,
        Optional<URI> daemonEndpoint,
        Optional<URI> publishedAt,
        Map<String, Cogs> methodPrices,
        int freeCalls,
        int minBalanceForFreeCalls,
        Set<Address> trustedFreeCallSigners,
        Duration prepaidTokenLife) {
    /** @param daemonUrl where the daemon is */
    URI endpoint(URI daemonUrl) {
        return publishedAt.or(() -> daemonEndpoint).orElse(daemonUrl);
    }

    Pricing pricing() {
        return methodPrices.isEmpty() ? new Pricing.Fixed(callPrice) : new Pricing.PerMethod(methodPrices);
    }

    /** The same at each start, so that channels in a saved state still belong to the group. */
    GroupId groupId() {
        try {
            String name = "snet4j devnet " + organizationId + " " + groupName;
            return GroupId.of(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
