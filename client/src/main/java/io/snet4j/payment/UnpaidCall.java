package io.snet4j.payment;

import io.snet4j.value.Cogs;
import java.net.URI;
import java.util.Optional;

/**
 * A call that goes without a payment because its daemon takes none.
 *
 * @param method the call, as {@code package.Service/method}
 * @param modelId the model it is for, in a training call
 * @param price what would have been paid, in cogs
 * @param daemon the endpoint that is called
 * @param reason why, for people
 * @since 0.1.0
 */
public record UnpaidCall(String method, Optional<String> modelId, Cogs price, URI daemon, String reason) {}
