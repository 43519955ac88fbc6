package io.snet4j.registry;

import io.snet4j.chain.GroupId;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an organization publishes of itself, the part that this library uses.
 *
 * @param groups at least one, of different names
 * @param type {@code organization} or {@code individual}
 * @param listing for people
 * @param unreadableGroups who cannot be paid; never in a file of ours
 * @since 0.1.0
 */
public record Organization(
        String id,
        String name,
        List<Group> groups,
        String type,
        Listing listing,
        List<UnreadableGroup> unreadableGroups) {
    public Organization {
        groups = List.copyOf(groups);
        unreadableGroups = List.copyOf(unreadableGroups);
    }

    /** With all groups readable. */
    public Organization(String id, String name, List<Group> groups, String type, Listing listing) {
        this(id, name, groups, type, listing, List.of());
    }

    /** An individual, with nothing for people to read. */
    public Organization(String id, String name, List<Group> groups) {
        this(id, name, groups, "individual", Listing.NONE);
    }

    /**
     * Reads what an organization published.
     *
     * @throws io.snet4j.errors.MetadataException naming the field that cannot be used
     */
    public static Organization parse(String id, String json) {
        return OrganizationMetadata.read(id, json.getBytes(StandardCharsets.UTF_8));
    }

    Organization with(Groups<Group> read) {
        return new Organization(id, name, read.readable(), type, listing, read.unreadable());
    }

    /**
     * Who is paid, and how long a channel must live.
     *
     * @param paymentAddress the recipient of every channel of the group
     * @param paymentExpirationThreshold in blocks: a payment is refused unless the channel lives longer than this
     * @param channelStorage where the group's daemons keep the state of channels: etcd, on their own machine if
     *     there is none here; no matter for clients
     */
    public record Group(
            String name,
            GroupId id,
            Address paymentAddress,
            BlockCount paymentExpirationThreshold,
            List<URI> channelStorage) {
        public Group {
            channelStorage = List.copyOf(channelStorage);
        }

        /** With channels stored where daemons look by default. */
        public Group(String name, GroupId id, Address paymentAddress, BlockCount paymentExpirationThreshold) {
            this(name, id, paymentAddress, paymentExpirationThreshold, List.of());
        }

        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("Group[name=" + name + ", id=" + id + ", paymentAddress=" + paymentAddress
                    + ", paymentExpirationThreshold=" + paymentExpirationThreshold + ", channelStorage="
                    + channelStorage + "]");
        }
    }

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("Organization[id=" + id + ", name=" + name + ", groups=" + groups + ", type=" + type
                + ", listing=" + listing + ", unreadableGroups=" + unreadableGroups + "]");
    }
}
