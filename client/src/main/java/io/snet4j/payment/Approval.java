package io.snet4j.payment;

import io.snet4j.value.Cogs;

/**
 * Who is asked about which payments.
 *
 * @param above payments of more than this, in cogs
 * @since 0.1.0
 */
public record Approval(Cogs above, Approver approver) {}
