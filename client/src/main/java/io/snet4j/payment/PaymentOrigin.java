package io.snet4j.payment;

import io.snet4j.chain.GroupId;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;

/**
 * Where a payment was signed, and for whom. With it an outcome that nobody saw can be asked for later.
 *
 * @param chainId of the network
 * @param escrow the contract that holds the channel
 * @param payer the sender of the channel
 * @param organizationId whose service it pays, as is the next one
 * @param groupId the service's group
 * @param block one that was there when it was signed
 * @param process that signed it; printable, and unique on its machine
 * @since 0.1.0
 */
public record PaymentOrigin(
        long chainId,
        Address escrow,
        Address payer,
        String organizationId,
        String serviceId,
        GroupId groupId,
        BlockNumber block,
        String process) {}
