package io.snet4j.devnet;

import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a {@link Devnet.Builder} was told. */
record DevnetSettings(
        HostingSettings hosting,
        Optional<BlockCount> channelLife,
        Optional<Duration> blockTime,
        int portBase,
        Optional<Path> stateFile,
        boolean journal,
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
}
