package io.snet4j.payment;

import io.snet4j.value.Cogs;
import java.math.BigInteger;

/**
 * What came back from an expired channel, into the payer's balance in the escrow.
 *
 * @param channelId the channel, which is empty now
 * @param amount in cogs
 * @since 0.1.0
 */
public record Refund(BigInteger channelId, Cogs amount) {}
