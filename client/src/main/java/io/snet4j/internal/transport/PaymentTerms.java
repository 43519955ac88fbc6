package io.snet4j.internal.transport;

import io.snet4j.internal.core.ForbiddenAddressException;
import java.net.URI;
import java.util.Optional;

/**
 * What a daemon's page says of payment.
 *
 * @param takesPayments also where the page does not say, or cannot be read
 * @param reached whether there was anybody to ask
 * @param forbidden why nobody was asked, if the daemon is where no stranger's link may lead
 */
public record PaymentTerms(
        URI daemon, boolean takesPayments, boolean reached, Optional<ForbiddenAddressException> forbidden) {}
