package io.snet4j.registry;

import io.snet4j.chain.GroupId;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.List;

/**
 * What an organization publishes of itself, the part that this library uses.
 *
 * @param groups at least one
 */
public record Organization(String id, String name, List<Group> groups) {
    /**
     * Who is paid, and how long a channel must live.
     *
     * @param paymentAddress the recipient of every channel of the group
     * @param paymentExpirationThreshold in blocks: a payment is refused unless the channel lives longer than this
     */
    public record Group(String name, GroupId id, Address paymentAddress, BigInteger paymentExpirationThreshold) {}
}
