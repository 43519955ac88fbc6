package io.snet4j;

import io.snet4j.chain.FeeLimit;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.identity.Identity;
import io.snet4j.internal.files.KeyFiles;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.payment.SpendingScope;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings that came as texts. A wrong one is named as its user wrote it, with its value unless that is secret, or may
 * be: URLs have keys in them, and what should be a file's name or an address may be the key itself.
 */
final class Settings {
    private static final Duration SIGNER_TIMEOUT = Duration.ofSeconds(30);

    private final Map<Setting, String> values;
    private final Function<Setting, String> names;

    private Settings(Map<Setting, String> values, Function<Setting, String> names) {
        this.values = values;
        this.names = names;
    }

    static Settings ofEnvironment(Map<String, String> environment) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            put(values, setting, environment.get(setting.variable()));
        }
        return new Settings(values, Setting::variable);
    }

    /** @param lookup from a variable's name to its value, or from a property's */
    static Settings of(Function<String, Optional<String>> lookup) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        Map<Setting, String> found = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            for (String name : List.of(setting.variable(), setting.property())) {
                if (!values.containsKey(setting)) {
                    put(values, setting, lookup.apply(name).orElse(null));
                    found.put(setting, name);
                }
            }
        }
        found.keySet().retainAll(values.keySet());
        return new Settings(values, setting -> found.getOrDefault(setting, setting.variable()));
    }

    /** @throws InvalidRequestException if the file cannot be read, or has a key that is none */
    static Settings ofFile(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidRequestException("cannot read the settings in " + file + ": " + e, e);
        }
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            Setting setting = Setting.ofProperty(key)
                    .orElseThrow(
                            () -> new InvalidRequestException(shown(key) + " in " + file + " is no setting; there are "
                                    + Arrays.stream(Setting.values())
                                            .map(Setting::property)
                                            .toList()));
            put(values, setting, properties.getProperty(key));
        }
        return new Settings(values, setting -> setting.property() + " in " + file);
    }

    private static void put(Map<Setting, String> values, Setting setting, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.put(setting, value.strip());
        }
    }

    void applyTo(SnetClient.Builder builder) {
        network().ifPresent(builder::network);
        read(Setting.RPC, SettingValues::uri).ifPresent(builder::ethereumRpc);
        read(Setting.CONFIRMATIONS, Integer::parseInt).ifPresent(apply(Setting.CONFIRMATIONS, builder::confirmations));
        read(Setting.STORAGE, SettingValues::uris).ifPresent(builder::storage);
        payer().ifPresent(builder::identity);
        privateKey(Setting.SIGNER_PRIVATE_KEY).ifPresent(builder::signer);
        limit(builder.spendingLimit().feeLimit()).ifPresent(builder::spendingLimit);
        builder.spendingLimit(withFees(builder.spendingLimit()));
        read(Setting.CALL_DEADLINE, SettingValues::duration)
                .ifPresent(apply(Setting.CALL_DEADLINE, builder::callDeadline));
        read(Setting.STATE_DIR, Path::of).ifPresent(builder::stateDirectory);
        read(Setting.AUDIT_FILE, Path::of).ifPresent(builder::auditFile);
        read(Setting.ALLOW_PLAINTEXT, SettingValues::yesOrNo).ifPresent(builder::allowPlaintext);
        read(Setting.ALLOW_PRIVATE_ENDPOINTS, SettingValues::yesOrNo).ifPresent(builder::allowPrivateEndpoints);
        tls().ifPresent(builder::tls);
        read(Setting.MAX_MESSAGE_BYTES, Integer::parseInt)
                .ifPresent(apply(Setting.MAX_MESSAGE_BYTES, builder::maxMessageBytes));
        read(Setting.CHECK_BLOCKS_BY_CLOCK, SettingValues::yesOrNo).ifPresent(builder::checkBlocksByClock);
        read(Setting.REUSABLE_AUTHORIZATIONS, SettingValues::yesOrNo).ifPresent(builder::reusableAuthorizations);
    }

    private Optional<Network> network() {
        List<Setting> parts =
                List.of(Setting.CHAIN_ID, Setting.REGISTRY, Setting.ESCROW, Setting.TOKEN, Setting.FIRST_LOG_BLOCK);
        if (text(Setting.NETWORK).isEmpty()) {
            parts.stream().filter(values::containsKey).findFirst().ifPresent(part -> {
                throw new InvalidRequestException(name(part) + " is set, but not " + name(Setting.NETWORK)
                        + ", which it belongs to; expected mainnet, sepolia or local");
            });
            return Optional.empty();
        }
        return Optional.of(network(text(Setting.NETWORK).orElseThrow()));
    }

    private Network network(String name) {
        Optional<Network> preset =
                switch (name) {
                    case "mainnet" -> Optional.of(Network.mainnet());
                    case "sepolia" -> Optional.of(Network.sepolia());
                    case "local" -> Optional.empty();
                    default ->
                        throw new InvalidRequestException(
                                name(Setting.NETWORK) + " is " + shown(name) + "; expected mainnet, sepolia or local");
                };
        Optional<Long> chainId = read(Setting.CHAIN_ID, Long::parseLong);
        preset.filter(known -> chainId.isPresent() && known.chainId() != chainId.get())
                .ifPresent(known -> {
                    throw new InvalidRequestException(name(Setting.CHAIN_ID) + " is " + chainId.get() + ", but " + known
                            + "; use NETWORK local for another");
                });
        Network.Builder network = Network.builder(
                        name, preset.map(Network::chainId).orElseGet(() -> required(Setting.CHAIN_ID, chainId)))
                .registry(contract(Setting.REGISTRY, preset.map(Network::registry)))
                .escrow(contract(Setting.ESCROW, preset.map(Network::escrow)))
                .token(contract(Setting.TOKEN, preset.map(Network::token)))
                .firstLogBlock(preset.map(Network::firstLogBlock).orElse(BlockNumber.ZERO));
        preset.flatMap(Network::escrowDeployment).ifPresent(network::escrowDeployment);
        preset.flatMap(Network::knownBlock).ifPresent(network::knownBlock);
        preset.filter(Network::isPublic).ifPresent(known -> network.ofPublicServices());
        read(Setting.FIRST_LOG_BLOCK, BlockNumber::parse)
                .ifPresent(apply(Setting.FIRST_LOG_BLOCK, network::firstLogBlock));
        return network.build();
    }

    private Address contract(Setting setting, Optional<Address> preset) {
        return required(setting, read(setting, Address::parse).or(() -> preset));
    }

    private Optional<Identity> payer() {
        List<Setting> given =
                List.of(Setting.PRIVATE_KEY, Setting.KEYSTORE, Setting.MNEMONIC_FILE, Setting.REMOTE_SIGNER).stream()
                        .filter(values::containsKey)
                        .toList();
        if (given.size() > 1) {
            throw new InvalidRequestException("one payer is enough, but there are "
                    + given.stream().map(this::name).toList() + "; keep one");
        }
        return privateKey(Setting.PRIVATE_KEY)
                .or(this::keystore)
                .or(this::mnemonic)
                .or(this::remote);
    }

    private Optional<Identity> privateKey(Setting setting) {
        return text(setting).map(key -> {
            try {
                return Identity.ofPrivateKey(key);
            } catch (IllegalArgumentException e) {
                // Without cause or value: neither may end up in a log.
                throw new InvalidRequestException(name(setting) + " is no private key; expected 64 hexadecimal digits");
            }
        });
    }

    private Optional<Identity> keystore() {
        return file(Setting.KEYSTORE).map(file -> {
            Path secret = required(Setting.KEYSTORE_PASSWORD_FILE, file(Setting.KEYSTORE_PASSWORD_FILE));
            return Identity.ofKeystore(
                    file, firstLine(Setting.KEYSTORE_PASSWORD_FILE, secret).toCharArray());
        });
    }

    private String firstLine(Setting setting, Path file) {
        return content(setting, file).lines().findFirst().orElse("");
    }

    private Optional<Identity> mnemonic() {
        return file(Setting.MNEMONIC_FILE).map(file -> {
            String words = content(Setting.MNEMONIC_FILE, file);
            String passphrase = file(Setting.MNEMONIC_PASSPHRASE_FILE)
                    .map(secret -> firstLine(Setting.MNEMONIC_PASSPHRASE_FILE, secret))
                    .orElse("");
            try {
                return Identity.ofMnemonic(
                        words, text(Setting.MNEMONIC_PATH).orElse(Identity.FIRST_ACCOUNT), passphrase);
            } catch (IllegalArgumentException e) {
                // Its message names words by position only.
                throw new InvalidRequestException(name(Setting.MNEMONIC_FILE) + " is wrong: " + e.getMessage());
            }
        });
    }

    private Optional<Identity> remote() {
        return read(Setting.REMOTE_SIGNER, SettingValues::uri).map(signer -> {
            Address address =
                    required(Setting.REMOTE_SIGNER_ADDRESS, read(Setting.REMOTE_SIGNER_ADDRESS, Address::parse));
            try {
                return Identity.ofRemoteSigner(signer, address, SIGNER_TIMEOUT);
            } catch (IllegalArgumentException e) {
                throw wrong(Setting.REMOTE_SIGNER, e);
            }
        });
    }

    /** @param fees what holds until now */
    private Optional<SpendingLimit> limit(FeeLimit fees) {
        Optional<Cogs> perCall = read(Setting.LIMIT_PER_CALL, Cogs::parse);
        Optional<Cogs> total = read(Setting.LIMIT_TOTAL, Cogs::parse);
        Optional<Cogs> deposit = read(Setting.LIMIT_DEPOSIT, Cogs::parse);
        Optional<BlockCount> expiration = read(Setting.LIMIT_EXPIRATION, BlockCount::parse);
        List<SpendingBudget> budgets = list(Setting.LIMIT_BUDGETS, SpendingBudget::parse);
        List<SpendingScope> allowed = list(Setting.LIMIT_ALLOW, SpendingScope::parse);
        List<SpendingScope> denied = list(Setting.LIMIT_DENY, SpendingScope::parse);
        boolean rules = !budgets.isEmpty() || !allowed.isEmpty() || !denied.isEmpty();
        if (!rules && perCall.isEmpty() && total.isEmpty() && deposit.isEmpty() && expiration.isEmpty()) {
            return Optional.empty();
        }
        SpendingLimit.Builder limit = SpendingLimit.builder().feeLimit(fees);
        perCall.ifPresent(limit::perCall);
        total.ifPresent(limit::total);
        deposit.ifPresent(limit::channelDeposit);
        expiration.ifPresent(apply(Setting.LIMIT_EXPIRATION, limit::expirationCap));
        budgets.forEach(limit::budget);
        allowed.forEach(apply(Setting.LIMIT_ALLOW, limit::allow));
        denied.forEach(apply(Setting.LIMIT_DENY, limit::deny));
        return Optional.of(limit.build());
    }

    private <T> List<T> list(Setting setting, Function<String, T> parser) {
        return read(setting, text -> SettingValues.list(text, parser)).orElse(List.of());
    }

    /** What is not set stays: fees are limited apart from what services cost. */
    private SpendingLimit withFees(SpendingLimit limit) {
        FeeLimit before = limit.feeLimit();
        Wei perTransaction = read(Setting.LIMIT_FEE, Wei::parse).orElse(before.perTransaction());
        Wei total = read(Setting.LIMIT_FEES, Wei::parse).orElse(before.total());
        return limit.toBuilder().feeLimit(new FeeLimit(perTransaction, total)).build();
    }

    private Optional<TlsOptions> tls() {
        Optional<Path> trusted = file(Setting.TLS_TRUSTED);
        Optional<Path> certificate = file(Setting.TLS_CERTIFICATE);
        Optional<Path> key = file(Setting.TLS_KEY);
        if (trusted.isEmpty() && certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        TlsOptions.Builder tls = TlsOptions.builder();
        trusted.ifPresent(tls::trustedCertificates);
        if (certificate.isPresent() || key.isPresent()) {
            tls.clientCertificate(required(Setting.TLS_CERTIFICATE, certificate), required(Setting.TLS_KEY, key));
        }
        return Optional.of(tls.build());
    }

    /** One that is there; else its name is not shown, because it may be the secret that the file should hold. */
    private Optional<Path> file(Setting setting) {
        return text(setting).map(value -> SettingValues.file(value)
                .orElseThrow(() -> new InvalidRequestException(name(setting)
                        + " names no file that can be read; its value is not shown, it may be a secret; expected a "
                        + setting.meaning())));
    }

    private String content(Setting setting, Path file) {
        KeyFiles.warnIfOpen(file, "the file of " + name(setting));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new InvalidRequestException(name(setting) + ": cannot read " + file + ": " + e, e);
        }
    }

    private <T> T required(Setting setting, Optional<T> value) {
        return value.orElseThrow(
                () -> new InvalidRequestException(name(setting) + " is not set: " + setting.meaning()));
    }

    private <T> Consumer<T> apply(Setting setting, Consumer<T> setter) {
        return value -> {
            try {
                setter.accept(value);
            } catch (IllegalArgumentException e) {
                throw wrong(setting, e);
            }
        };
    }

    private <T> Optional<T> read(Setting setting, Function<String, T> parser) {
        return text(setting).map(value -> {
            try {
                return Objects.requireNonNull(parser.apply(value));
            } catch (NumberFormatException e) {
                throw new InvalidRequestException(name(setting) + " is " + shown(value) + ", which is no whole number");
            } catch (IllegalArgumentException e) {
                throw SettingValues.looksSecret(value)
                        ? new InvalidRequestException(
                                name(setting) + " is wrong: it is " + shown(value) + "; expected " + setting.meaning())
                        : wrong(setting, e);
            }
        });
    }

    private static String shown(String value) {
        return SettingValues.shown(value);
    }

    private InvalidRequestException wrong(Setting setting, IllegalArgumentException e) {
        return new InvalidRequestException(name(setting) + " is wrong: " + e.getMessage(), e);
    }

    private Optional<String> text(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    private String name(Setting setting) {
        return names.apply(setting);
    }
}
