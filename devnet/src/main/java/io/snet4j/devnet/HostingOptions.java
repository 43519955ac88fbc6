package io.snet4j.devnet;

import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.internal.text.TimeText;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the two builders are told of a service. Not thread-safe. */
final class HostingOptions {
    private static final int THRESHOLD = 100;
    private static final int CLIENT_MARGIN = 20;

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
    private OptionalInt expirationThreshold = OptionalInt.empty();
    private int freeCalls;
    private int minBalanceForFreeCalls = 10;
    private Duration prepaidTokenLife = Duration.ofDays(1);

    void expirationThreshold(int blocks) {
        expirationThreshold = OptionalInt.of(notNegative(blocks, "expirationThreshold"));
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

    /** @param channelLife of the network's clients, in blocks */
    HostingSettings settings(OptionalInt channelLife) {
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

    private int threshold(OptionalInt channelLife) {
        int threshold = expirationThreshold.orElse(channelLife.isPresent() ? channelLife.getAsInt() / 4 : THRESHOLD);
        // As much as clients add, because the head moves between their look and the daemon's.
        if (channelLife.isPresent() && threshold + CLIENT_MARGIN >= channelLife.getAsInt()) {
            throw new IllegalArgumentException("channelLife of " + channelLife.getAsInt()
                    + " blocks is too short for an expirationThreshold of " + threshold
                    + ": a client pays only from a channel with more than " + (threshold + CLIENT_MARGIN) + " left");
        }
        return threshold;
    }
}
