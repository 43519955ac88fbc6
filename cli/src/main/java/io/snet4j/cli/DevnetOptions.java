package io.snet4j.cli;

import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.daemon.DaemonVersion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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
            names = "--state",
            paramLabel = "FILE",
            description = "Begin with the chain saved in FILE, if it exists, and save it there at the end.")
    private @Nullable Path state;

    /** @throws IllegalArgumentException naming a value that is out of range */
    Devnet.Builder apply(Devnet.Builder devnet) {
        given(daemonEndpoint, devnet::daemonEndpoint);
        given(daemonVersion, devnet::daemonVersion);
        given(blockTime, seconds -> devnet.blockTime(Duration.ofSeconds(seconds)));
        given(portBase, devnet::portBase);
        given(expirationThreshold, devnet::expirationThreshold);
        given(state, devnet::stateFile);
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
