package io.snet4j.devnet;

import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.internal.text.TimeText;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the two builders are told of a service. Not thread-safe. */
final class HostingOptions {
    private static final BlockCount THRESHOLD = BlockCount.of(100);
    private static final BlockCount CLIENT_MARGIN = BlockCount.of(20);

    @Nullable
    HostedService service;

    String organizationId = "snet4j-org";
    String groupName = "default_group";
    Cogs callPrice = Cogs.ofFet("0.0001");
    DaemonVersion daemonVersion = DaemonVersion.V6_0;
    Optional<URI> daemonEndpoint = Optional.empty();
    Map<String, Cogs> methodPrices = Map.of();
    private List<FaultyDaemon> ways = List.of();
    Set<Address> trustedFreeCallSigners = Set.of();
    private Optional<BlockCount> expirationThreshold = Optional.empty();
    private int freeCalls;
    private int minBalanceForFreeCalls = 10;
    private Duration prepaidTokenLife = Duration.ofDays(1);

    void expirationThreshold(BlockCount blocks) {
        expirationThreshold = Optional.of(blocks);
    }

    void freeCalls(int calls) {
        freeCalls = notNegative(calls, "freeCalls");
    }

    void minBalanceForFreeCalls(int fet) {
        minBalanceForFreeCalls = notNegative(fet, "minBalanceForFreeCalls");
    }

    void prepaidTokenLife(Duration life) {
        if (life.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("prepaidTokenLife must be one second or more, not " + TimeText.of(life));
        }
        prepaidTokenLife = life;
    }

    void behind(List<FaultyDaemon> wanted) {
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("a service needs one daemon or more");
        }
        ways = List.copyOf(wanted);
    }

    private static int notNegative(int value, String name) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative: " + value);
        }
        return value;
    }

    /** @param channelLife of the network's clients */
    HostingSettings settings(Optional<BlockCount> channelLife) {
        if (service == null) {
            throw new IllegalArgumentException("a devnet hosts a service; give it one with service(…)");
        }
        if (daemonEndpoint.isPresent() && !ways.isEmpty()) {
            throw new IllegalArgumentException("with daemonEndpoint no daemon starts that could be behind(…) something;"
                    + " lead the way to " + daemonEndpoint.get() + " and give its own address as the endpoint");
        }
        return new HostingSettings(
                service,
                organizationId,
                groupName,
                callPrice,
                threshold(channelLife),
                daemonVersion,
                daemonEndpoint,
                ways,
                methodPrices,
                freeCalls,
                minBalanceForFreeCalls,
                trustedFreeCallSigners,
                prepaidTokenLife);
    }

    private BlockCount threshold(Optional<BlockCount> channelLife) {
        BlockCount threshold = expirationThreshold
                .or(() -> channelLife.map(life -> BlockCount.of(life.toLong() / 4)))
                .orElse(THRESHOLD);
        // As much as clients add, because the head moves between their look and the daemon's.
        BlockCount needed = threshold.plus(CLIENT_MARGIN);
        if (channelLife.filter(life -> needed.compareTo(life) >= 0).isPresent()) {
            throw new IllegalArgumentException("channelLife of " + channelLife.get()
                    + " blocks is too short for an expirationThreshold of " + threshold
                    + ": a client pays only from a channel with more than " + needed + " left");
        }
        return threshold;
    }
}
