package io.snet4j.cli;

import io.snet4j.cli.command.Addresses;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How the devnet is made. What is not given is left to the devnet's own defaults. */
final class DevnetOptions {
    @Option(
            names = "--daemon-endpoint",
            paramLabel = "URI",
            description = "Register this endpoint and start no daemon: another one takes its place.")
    private @Nullable URI daemonEndpoint;

    @Option(
            names = "--daemon-version",
            paramLabel = "VERSION",
            converter = VersionConverter.class,
            description = "Behave like snetd 6.0, 6.1 or 6.2. Default: 6.0, the last that streams uploads.")
    private @Nullable DaemonVersion daemonVersion;

    @Option(
            names = "--block-time",
            paramLabel = "SECONDS",
            description = "Mine a block at this pace. Default: one for each transaction, at once.")
    private @Nullable Integer blockTime;

    @Option(names = "--port-base", paramLabel = "N", description = "Use the ports from N on. Default: free ones.")
    private @Nullable Integer portBase;

    @Option(
            names = "--expiration-threshold",
            paramLabel = "N",
            description = "For how many blocks a channel must last beyond a payment. Default: 100.")
    private @Nullable Integer expirationThreshold;

    @Option(
            names = "--channel-life",
            paramLabel = "N",
            description =
                    "For how many blocks new channels of clients with the printed settings live: 50 to 500, so that"
                            + " they can expire. Default: 50400 beyond the threshold.")
    private @Nullable Integer channelLife;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Begin with the chain saved in FILE, if it exists, and save it there at the end.")
    private @Nullable Path state;

    @Option(
            names = "--free-calls",
            paramLabel = "N",
            description = "Give each user N calls of the service for nothing. Default: 0.")
    private @Nullable Integer freeCalls;

    @Option(
            names = "--min-balance-for-free-calls",
            paramLabel = "FET",
            description = "What a user must have in the wallet for free calls, in whole FET. Default: 10.")
    private @Nullable Integer minBalanceForFreeCalls;

    @Option(
            names = "--prepaid-token-life",
            paramLabel = "SECONDS",
            description = "For how long a token for prepaid calls is good. Default: a day.")
    private @Nullable Integer prepaidTokenLife;

    @Option(
            names = "--token-at",
            paramLabel = "ADDRESS",
            converter = Addresses.class,
            description = "Make this address, too, answer as the token does. A real snetd reads balances for free calls"
                    + " at the token's address in Sepolia or the main net. May be repeated.")
    private List<Address> tokensAt = List.of();

    /** @throws IllegalArgumentException naming a value that is out of range */
    Devnet.Builder apply(Devnet.Builder devnet) {
        given(daemonEndpoint, devnet::daemonEndpoint);
        given(daemonVersion, devnet::daemonVersion);
        given(blockTime, seconds -> devnet.blockTime(Duration.ofSeconds(seconds)));
        given(portBase, devnet::portBase);
        given(expirationThreshold, blocks -> devnet.expirationThreshold(BlockCount.of(blocks)));
        given(channelLife, blocks -> devnet.channelLife(BlockCount.of(blocks)));
        given(state, devnet::stateFile);
        given(freeCalls, devnet::freeCalls);
        given(minBalanceForFreeCalls, devnet::minBalanceForFreeCalls);
        given(prepaidTokenLife, seconds -> devnet.prepaidTokenLife(Duration.ofSeconds(seconds)));
        tokensAt.forEach(devnet::tokenAt);
        return devnet;
    }

    private static <T> void given(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    /** {@code 6.2} for {@code V6_2}. */
    static final class VersionConverter implements ITypeConverter<DaemonVersion> {
        @Override
        public DaemonVersion convert(String text) {
            return Arrays.stream(DaemonVersion.values())
                    .filter(version -> name(version).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is none of "
                            + Arrays.stream(DaemonVersion.values())
                                    .map(VersionConverter::name)
                                    .collect(Collectors.joining(", "))));
        }

        private static String name(DaemonVersion version) {
            return version.name().substring(1).replace('_', '.');
        }
    }
}
