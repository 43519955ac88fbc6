package io.snet4j.devnet;

import io.snet4j.chain.GroupId;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
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
        int freeCalls,
        int minBalanceForFreeCalls,
        Set<Address> trustedFreeCallSigners,
        Duration prepaidTokenLife) {
    HostingSettings withDaemonVersion(DaemonVersion version) {
        return new HostingSettings(
                service,
                organizationId,
                groupName,
                callPrice,
                expirationThreshold,
                version,
                daemonEndpoint,
                freeCalls,
                minBalanceForFreeCalls,
                trustedFreeCallSigners,
                prepaidTokenLife);
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
