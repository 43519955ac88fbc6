package io.snet4j.internal.pay;

import io.snet4j.value.Cogs;
import java.util.Optional;

/**
 * What is to be paid.
 *
 * @param method {@code package.Service/method}
 * @param modelId for training calls, which are paid by {@code train-call}; others are by {@code escrow}
 */
public record PaymentRequest(String method, Cogs price, Optional<String> modelId) {}
