package io.snet4j.devnet.daemon;

import io.snet4j.value.Address;

/**
 * Whose free calls are counted together, and are made one after the other.
 *
 * @param address as the user spells it; the real daemon, too, counts another spelling as another user
 * @param userId empty for a user of their own address
 */
record FreeCallUser(String address, String userId, String organizationId, String serviceId, String groupId) {
    static FreeCallUser of(String address, String userId, Replica replica) {
        return new FreeCallUser(
                address,
                userId,
                replica.organizationId(),
                replica.serviceId(),
                replica.groupId().toString());
    }

    Address parsed() {
        return Signers.parse(address);
    }

    /** As the real daemon shows it. */
    @Override
    public String toString() {
        return "{ID:" + address + "/" + userId + "/" + organizationId + "/" + serviceId + "/" + groupId + "}";
    }
}
