package io.snet4j.devnet;

import io.snet4j.chain.GroupId;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.registry.Pricing;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** One service of a network: what is published of it, and how its daemon is. */
record HostingSettings(
        HostedService service,
        String organizationId,
        String groupName,
        Cogs callPrice,
        BlockCount expirationThreshold,
        DaemonVersion daemonVersion,
        Optional<URI> daemonEndpoint,
        List<FaultyDaemon> ways,
        Map<String, Cogs> methodPrices,
        int freeCalls,
        int minBalanceForFreeCalls,
        Set<Address> trustedFreeCallSigners,
        Duration prepaidTokenLife) {
    /** @param firstPort of the first daemon; the others have free ones */
    List<URI> daemonUrls(int firstPort) {
        return IntStream.concat(IntStream.of(firstPort), IntStream.generate(Ports::free))
                .limit(Math.max(1, ways.size()))
                .mapToObj(port -> URI.create("http://127.0.0.1:" + port))
                .toList();
    }

    /** @param daemonUrls where the daemons are, one or more */
    List<URI> endpoints(List<URI> daemonUrls) {
        return ways.isEmpty()
                ? daemonEndpoint.map(List::of).orElse(daemonUrls)
                : ways.stream().map(FaultyDaemon::uri).toList();
    }

    /** Lets what was published lead to the daemons. */
    void lead(List<URI> daemonUrls) {
        for (int i = 0; i < ways.size(); i++) {
            ways.get(i).leadTo(daemonUrls.get(i));
        }
    }

    Pricing pricing() {
        return methodPrices.isEmpty() ? new Pricing.Fixed(callPrice) : new Pricing.PerMethod(methodPrices);
    }

    HostingSettings withDaemonVersion(DaemonVersion version) {
        return new HostingSettings(
                service,
                organizationId,
                groupName,
                callPrice,
                expirationThreshold,
                version,
                daemonEndpoint,
                ways,
                methodPrices,
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
