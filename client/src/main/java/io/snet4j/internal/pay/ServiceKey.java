package io.snet4j.internal.pay;

import io.snet4j.chain.GroupId;

/** Whose daemon says something: the organization and service in the registry, and the group. */
record ServiceKey(String organizationId, String serviceId, GroupId groupId) {
    @Override
    public String toString() {
        return organizationId + "/" + serviceId;
    }
}
