package io.snet4j.internal.memory;

import io.snet4j.chain.GroupId;
import io.snet4j.payment.PaymentOrigin;

/** Whose daemon says something: the organization and service in the registry, and the group. */
public record ServiceKey(String organizationId, String serviceId, GroupId groupId) {
    public static ServiceKey of(PaymentOrigin origin) {
        return new ServiceKey(origin.organizationId(), origin.serviceId(), origin.groupId());
    }

    @Override
    public String toString() {
        return organizationId + "/" + serviceId;
    }
}
