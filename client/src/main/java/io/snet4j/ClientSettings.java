package io.snet4j;

import io.snet4j.dataset.DatasetHost;
import io.snet4j.identity.Identity;
import io.snet4j.internal.core.AddressRule;
import io.snet4j.internal.memory.MemorySource;
import io.snet4j.internal.transport.Connections;
import io.snet4j.observe.SnetListener;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.SpendingLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a built client was told. */
record ClientSettings(
        Network network,
        Identity identity,
        Identity signer,
        SpendingLimit spendingLimit,
        Duration callDeadline,
        List<PaymentListener> paymentListeners,
        Connections.Rules connections,
        boolean allowPrivateEndpoints,
        boolean reusableAuthorizations,
        Optional<DatasetHost> datasetHost,
        MemorySource state,
        Optional<Path> auditFile,
        SnetListener listener,
        int confirmations,
        boolean checkBlocksByClock) {
    private static final AddressRule PUBLIC_ONLY =
            AddressRule.publicOnly("if the daemon is meant to be there, allow it:"
                    + " allowPrivateEndpoints(true) on the client's builder or in ServiceOptions, or"
                    + " SNET4J_ALLOW_PRIVATE_ENDPOINTS=true");

    /** Whether strangers may name addresses outside of the public internet. */
    boolean privateAddresses() {
        return allowPrivateEndpoints || !network.isPublic();
    }

    /** How a service's daemons are connected to. What the user named, the user wants. */
    Connections.Rules connections(ServiceOptions options) {
        boolean any = privateAddresses()
                || options.allowPrivateEndpoints()
                || options.endpoint().isPresent();
        return connections.withAddresses(any ? AddressRule.any() : PUBLIC_ONLY);
    }
}
