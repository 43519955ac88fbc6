package io.snet4j;

import io.snet4j.identity.Identity;
import io.snet4j.internal.transport.Connections;
import io.snet4j.payment.PaymentListener;
import io.snet4j.training.DatasetHost;
import java.time.Duration;
import java.util.Optional;

/** What a built client was told. */
record ClientSettings(
        Network network,
        Identity identity,
        SpendingLimit spendingLimit,
        Duration callDeadline,
        PaymentListener paymentListener,
        Connections.Rules connections,
        boolean reusableAuthorizations,
        Optional<DatasetHost> datasetHost) {}
