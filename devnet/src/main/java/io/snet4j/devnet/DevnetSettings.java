package io.snet4j.devnet;

import io.snet4j.chain.GroupId;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What a {@link Devnet.Builder} was told. */
record DevnetSettings(
        HostedService service,
        String organizationId,
        String groupName,
        Cogs callPrice,
        int expirationThreshold,
        OptionalInt channelLife,
        Optional<Duration> blockTime,
        int portBase,
        DaemonVersion daemonVersion,
        Optional<URI> daemonEndpoint,
        Optional<Path> stateFile,
        int freeCalls,
        int minBalanceForFreeCalls,
        Set<Address> trustedFreeCallSigners,
        Duration prepaidTokenLife,
        List<Address> tokensAt) {
    private static final int RPC = 0;
    private static final int IPFS = 1;
    private static final int DAEMON = 2;
    private static final int SERVICE = 3;

    int rpcPort() {
        return portBase == 0 ? 0 : portBase + RPC;
    }

    int ipfsPort() {
        return port(IPFS);
    }

    int daemonPort() {
        return port(DAEMON);
    }

    int servicePort() {
        return port(SERVICE);
    }

    private int port(int offset) {
        if (portBase == 0) {
            return Ports.free();
        }
        Ports.requireFree(portBase + offset);
        return portBase + offset;
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
