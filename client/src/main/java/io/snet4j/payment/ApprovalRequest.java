package io.snet4j.payment;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.util.Optional;

/**
 * What is about to be paid, all attempts of the call together.
 *
 * @param method the call it is for, as {@code package.Service/method}; for a batch of prepaid calls the daemon's method
 *     that takes it
 * @param modelId the model it is for, in a training call
 * @param amount the price of the call, or the batch
 * @param payer whose money it is
 * @since 0.1.0
 */
public record ApprovalRequest(
        String organizationId, String serviceId, String method, Optional<String> modelId, Cogs amount, Address payer) {
    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("ApprovalRequest[organizationId=" + organizationId + ", serviceId=" + serviceId
                + ", method=" + method + ", modelId=" + modelId + ", amount=" + amount + ", payer=" + payer + "]");
    }
}
