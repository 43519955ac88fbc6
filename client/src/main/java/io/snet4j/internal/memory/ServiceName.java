package io.snet4j.internal.memory;

import io.snet4j.chain.GroupId;
import io.snet4j.internal.text.ForeignText;
import java.util.OptionalLong;

/**
 * What is called, in the words of the registry.
 *
 * @param freeCalls how many its metadata offers to each user; empty if it names nobody who signs for them
 */
public record ServiceName(String organizationId, String serviceId, GroupId groupId, OptionalLong freeCalls) {
    public ServiceKey key() {
        return new ServiceKey(organizationId, serviceId, groupId);
    }

    public boolean offersFreeCalls() {
        return freeCalls.isPresent() && freeCalls.getAsLong() > 0;
    }

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("ServiceName[organizationId=" + organizationId + ", serviceId=" + serviceId + ", groupId="
                + groupId + ", freeCalls=" + freeCalls + "]");
    }
}
