package io.snet4j.internal.transport;

import java.net.URI;

/**
 * What a daemon's page says of payment.
 *
 * @param takesPayments also where the page does not say, or cannot be read
 * @param reached whether there was anybody to ask
 */
public record PaymentTerms(URI daemon, boolean takesPayments, boolean reached) {}
