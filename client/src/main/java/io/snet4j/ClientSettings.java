package io.snet4j;

import io.snet4j.identity.Identity;
import io.snet4j.internal.transport.Connections;
import io.snet4j.observe.SnetListener;
import io.snet4j.payment.PaymentListener;
import io.snet4j.training.DatasetHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What a built client was told. */
record ClientSettings(
        Network network,
        Identity identity,
        Identity signer,
        SpendingLimit spendingLimit,
        Duration callDeadline,
        PaymentListener paymentListener,
        Connections.Rules connections,
        boolean reusableAuthorizations,
        Optional<DatasetHost> datasetHost,
        Optional<Path> stateDirectory,
        Optional<Path> auditFile,
        SnetListener listener,
        int confirmations,
        boolean checkBlocksByClock) {}
