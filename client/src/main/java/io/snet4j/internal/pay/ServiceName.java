package io.snet4j.internal.pay;

import io.snet4j.chain.GroupId;
import java.util.OptionalLong;

/**
 * What is called, in the words of the registry.
 *
 * @param freeCalls how many its metadata offers to each user; empty if it names nobody who signs for them
 */
public record ServiceName(String organizationId, String serviceId, GroupId groupId, OptionalLong freeCalls) {
    boolean offersFreeCalls() {
        return freeCalls.isPresent() && freeCalls.getAsLong() > 0;
    }
}
