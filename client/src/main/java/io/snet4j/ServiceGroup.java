package io.snet4j;

import io.snet4j.chain.GroupId;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.registry.Pricing;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/**
 * The group of daemon replicas that a service was opened with: what organization and service say of it, joined.
 *
 * @param recipient who is paid
 * @param expirationThreshold in blocks: a payment is refused unless its channel lives longer than this
 * @param endpoints the daemons that may be called, in order of preference
 * @param pricing what the service's own methods cost
 * @param freeCalls how many calls each user may make for free; empty if nobody signs for them
 * @since 0.1.0
 */
public record ServiceGroup(
        String name,
        GroupId id,
        Address recipient,
        BlockCount expirationThreshold,
        List<URI> endpoints,
        Pricing pricing,
        OptionalLong freeCalls) {
    public ServiceGroup {
        endpoints = List.copyOf(endpoints);
    }

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("ServiceGroup[name=" + name + ", id=" + id + ", recipient=" + recipient
                + ", expirationThreshold=" + expirationThreshold + ", endpoints=" + endpoints + ", pricing=" + pricing
                + ", freeCalls=" + freeCalls + "]");
    }
}
