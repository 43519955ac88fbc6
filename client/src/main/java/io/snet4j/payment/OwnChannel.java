package io.snet4j.payment;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.value.Cogs;

/**
 * A channel that the payer funded, as the chain has it, with what this client knows of it. No daemon was asked.
 *
 * @param onChain as the contract has it; absurd expirations are shown as they are
 * @param claimable the most that the recipient could still claim by the signatures this client knows of: those of its
 *     own life, and of earlier ones if it has a state directory
 * @param waiting how many paid calls of this client hold the channel or wait for it
 * @param refundable whether it has expired and holds something, so that the payer may take it back
 * @since 0.1.0
 */
public record OwnChannel(PaymentChannel onChain, Cogs claimable, int waiting, boolean refundable) {}
