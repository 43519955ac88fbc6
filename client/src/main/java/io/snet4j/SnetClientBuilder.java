package io.snet4j;

import io.snet4j.dataset.DatasetHost;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.identity.Identity;
import io.snet4j.internal.core.Positive;
import io.snet4j.internal.memory.MemorySource;
import io.snet4j.internal.transport.Connections;
import io.snet4j.internal.transport.Loading;
import io.snet4j.internal.transport.Tls;
import io.snet4j.observe.SnetListener;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.PaymentState;
import io.snet4j.payment.SpendingLimit;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects and checks the settings of a client. */
final class SnetClientBuilder implements SnetClient.Builder {
    private static final Duration DEFAULT_CALL_DEADLINE = Duration.ofMinutes(2);

    private final Map<String, String> environment;
    private @Nullable Network network;
    private @Nullable URI ethereumRpc;
    private List<URI> storage = List.of();
    private @Nullable Identity identity;
    private @Nullable Identity signer;
    private SpendingLimit spendingLimit = SpendingLimit.existingChannelsOnly();
    private Duration callDeadline = DEFAULT_CALL_DEADLINE;
    private final List<PaymentListener> paymentListeners = new ArrayList<>();
    private boolean allowPlaintext;
    private boolean allowPrivateEndpoints;
    private TlsOptions tls = TlsOptions.defaults();
    private int maxMessageBytes = Connections.Rules.MAX_MESSAGE_BYTES;
    private boolean reusableAuthorizations = true;
    private Optional<DatasetHost> datasetHost = Optional.empty();
    private MemorySource state = MemorySource.ofProcess();
    private Optional<Path> auditFile = Optional.empty();
    private SnetListener listener = SnetListener.none();
    private int confirmations = 1;
    private boolean checkBlocksByClock = true;

    SnetClientBuilder(Map<String, String> environment) {
        Loading.begin();
        this.environment = environment;
    }

    @Override
    public SnetClient.Builder fromEnvironment() {
        Settings.ofEnvironment(environment).applyTo(this);
        return this;
    }

    @Override
    public SnetClient.Builder from(Map<String, String> settings) {
        return from(name -> Optional.ofNullable(settings.get(name)));
    }

    @Override
    public SnetClient.Builder from(Function<String, Optional<String>> lookup) {
        Settings.of(lookup).applyTo(this);
        return this;
    }

    @Override
    public SnetClient.Builder fromProperties(Path file) {
        Settings.ofFile(file).applyTo(this);
        return this;
    }

    @Override
    public SnetClient.Builder network(Network value) {
        network = value;
        return this;
    }

    @Override
    public SnetClient.Builder ethereumRpc(URI endpoint) {
        ethereumRpc = endpoint;
        return this;
    }

    @Override
    public SnetClient.Builder storage(List<URI> endpoints) {
        storage = List.copyOf(endpoints);
        return this;
    }

    @Override
    public SnetClient.Builder identity(Identity value) {
        identity = value;
        return this;
    }

    @Override
    public SnetClient.Builder signer(Identity value) {
        signer = value;
        return this;
    }

    @Override
    public SnetClient.Builder stateDirectory(Path directory) {
        state = MemorySource.inFolder(directory);
        return this;
    }

    @Override
    public SnetClient.Builder state(PaymentState shared) {
        state = MemorySource.of(shared);
        return this;
    }

    @Override
    public SnetClient.Builder auditFile(Path file) {
        auditFile = Optional.of(file);
        return this;
    }

    @Override
    public SnetClient.Builder spendingLimit(SpendingLimit limit) {
        spendingLimit = limit;
        return this;
    }

    SpendingLimit spendingLimit() {
        return spendingLimit;
    }

    @Override
    public SnetClient.Builder callDeadline(Duration deadline) {
        Positive.of("a deadline", deadline);
        callDeadline = deadline;
        return this;
    }

    @Override
    public SnetClient.Builder onPayment(PaymentListener listener) {
        paymentListeners.add(listener);
        return this;
    }

    @Override
    public SnetClient.Builder allowPlaintext(boolean allow) {
        allowPlaintext = allow;
        return this;
    }

    @Override
    public SnetClient.Builder allowPrivateEndpoints(boolean allow) {
        allowPrivateEndpoints = allow;
        return this;
    }

    @Override
    public SnetClient.Builder tls(TlsOptions options) {
        tls = options;
        return this;
    }

    @Override
    public SnetClient.Builder maxMessageBytes(int bytes) {
        maxMessageBytes = Positive.of("a number of bytes for a message", bytes);
        return this;
    }

    @Override
    public SnetClient.Builder listener(SnetListener value) {
        listener = SnetListener.both(listener, value);
        return this;
    }

    @Override
    public SnetClient.Builder confirmations(int blocks) {
        confirmations = Positive.of("a number of confirmations", blocks);
        return this;
    }

    @Override
    public SnetClient.Builder checkBlocksByClock(boolean check) {
        checkBlocksByClock = check;
        return this;
    }

    @Override
    public SnetClient.Builder reusableAuthorizations(boolean reuse) {
        reusableAuthorizations = reuse;
        return this;
    }

    @Override
    public SnetClient.Builder datasetHost(DatasetHost host) {
        datasetHost = Optional.of(host);
        return this;
    }

    @Override
    public SnetClient build() {
        RequestCounter counter = new RequestCounter();
        SnetListener all = SnetListener.both(counter, listener);
        ClientSettings settings = settings(all);
        URI rpc = required(ethereumRpc, "ethereumRpc", "SNET4J_RPC");
        if (storage.isEmpty()) {
            throw missing("storage", "SNET4J_STORAGE");
        }
        return DefaultSnetClient.connect(settings, counter, rpc, storage);
    }

    ClientSettings settings(SnetListener all) {
        Identity payer = required(identity, "identity", "SNET4J_PRIVATE_KEY");
        return new ClientSettings(
                required(network, "network", "SNET4J_NETWORK"),
                payer,
                signer == null ? payer : signer,
                spendingLimit,
                callDeadline,
                List.copyOf(paymentListeners),
                new Connections.Rules(allowPlaintext, tls(), maxMessageBytes, all),
                allowPrivateEndpoints,
                reusableAuthorizations,
                datasetHost,
                state,
                auditFile,
                all,
                confirmations,
                checkBlocksByClock);
    }

    private Tls tls() {
        return Tls.of(tls.trustedCertificates(), tls.clientCertificates(), tls.clientKey());
    }

    private static <T> T required(@Nullable T value, String setter, String variable) {
        if (value == null) {
            throw missing(setter, variable);
        }
        return value;
    }

    private static InvalidRequestException missing(String setter, String variable) {
        return new InvalidRequestException("the client needs a setting: call " + setter + "(…) on its builder, or set "
                + variable + " and call fromEnvironment() or from(…)");
    }
}
