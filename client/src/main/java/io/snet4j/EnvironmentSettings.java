package io.snet4j;

import io.snet4j.errors.InvalidRequestException;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the {@code SNET4J_} variables. A wrong one is named, with its value unless that is secret. */
final class EnvironmentSettings {
    private final Map<String, String> environment;

    EnvironmentSettings(Map<String, String> environment) {
        this.environment = environment;
    }

    void applyTo(SnetClient.Builder builder) {
        if (text("SNET4J_NETWORK").isPresent()) {
            builder.network(network());
        }
        read("SNET4J_RPC", URI::create).ifPresent(builder::ethereumRpc);
        read("SNET4J_STORAGE", EnvironmentSettings::uris).ifPresent(uris -> builder.storage(Arrays.asList(uris)));
        privateKey("SNET4J_PRIVATE_KEY").ifPresent(builder::identity);
        privateKey("SNET4J_SIGNER_PRIVATE_KEY").ifPresent(builder::signer);
        read("SNET4J_STATE_DIR", Path::of).ifPresent(builder::stateDirectory);
        read("SNET4J_AUDIT_FILE", Path::of).ifPresent(builder::auditFile);
        limit().ifPresent(builder::spendingLimit);
    }

    private Network network() {
        String name = required("SNET4J_NETWORK", Function.identity());
        return switch (name) {
            case "mainnet" -> Network.mainnet();
            case "sepolia" -> Network.sepolia();
            case "local" ->
                Network.local(
                        required("SNET4J_CHAIN_ID", Long::parseLong),
                        required("SNET4J_REGISTRY", Address::parse),
                        required("SNET4J_ESCROW", Address::parse),
                        required("SNET4J_TOKEN", Address::parse));
            default ->
                throw new InvalidRequestException(
                        "SNET4J_NETWORK is \"" + name + "\"; expected mainnet, sepolia or local");
        };
    }

    private Optional<Identity> privateKey(String variable) {
        return text(variable).map(key -> {
            try {
                return Identity.ofPrivateKey(key);
            } catch (IllegalArgumentException e) {
                // Without cause or value: neither may end up in a log.
                throw new InvalidRequestException(variable + " is no private key; expected 64 hexadecimal digits");
            }
        });
    }

    private Optional<SpendingLimit> limit() {
        Optional<Cogs> perCall = read("SNET4J_LIMIT_PER_CALL", Cogs::parse);
        Optional<Cogs> total = read("SNET4J_LIMIT_TOTAL", Cogs::parse);
        Optional<Cogs> deposit = read("SNET4J_LIMIT_DEPOSIT", Cogs::parse);
        if (perCall.isEmpty() && total.isEmpty() && deposit.isEmpty()) {
            return Optional.empty();
        }
        SpendingLimit.Builder limit = SpendingLimit.builder();
        perCall.ifPresent(limit::perCall);
        total.ifPresent(limit::total);
        deposit.ifPresent(limit::channelDeposit);
        return Optional.of(limit.build());
    }

    private static URI[] uris(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .map(URI::create)
                .toArray(URI[]::new);
    }

    private <T> T required(String variable, Function<String, T> parser) {
        return read(variable, parser)
                .orElseThrow(() -> new InvalidRequestException(
                        variable + " is not set; SNET4J_NETWORK=" + environment.get("SNET4J_NETWORK") + " needs it"));
    }

    private <T> Optional<T> read(String variable, Function<String, T> parser) {
        return text(variable).map(value -> {
            try {
                return parser.apply(value);
            } catch (IllegalArgumentException e) {
                throw new InvalidRequestException(variable + " is wrong: " + e.getMessage(), e);
            }
        });
    }

    private Optional<String> text(String variable) {
        return Optional.ofNullable(environment.get(variable)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
