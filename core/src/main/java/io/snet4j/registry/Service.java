package io.snet4j.registry;

import io.snet4j.chain.GroupId;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.Address;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a service publishes of itself, the part that this library uses.
 *
 * @param encoding {@code proto} or {@code json}: in what the daemon talks to the service
 * @param serviceType {@code grpc} for all that this library can call
 * @param api where the archive of its proto files lies; {@link Registry#protoFiles} reads them
 * @param escrow the contract it is paid through; to be compared with the network's own
 * @param groups at least one, of different names
 * @param listing for people
 * @param unreadableGroups what cannot be called; never in a file of ours
 * @since 0.1.0
 */
public record Service(
        String organizationId,
        String id,
        String displayName,
        String encoding,
        String serviceType,
        URI api,
        Address escrow,
        List<Group> groups,
        Listing listing,
        List<UnreadableGroup> unreadableGroups) {
    public Service {
        groups = List.copyOf(groups);
        unreadableGroups = List.copyOf(unreadableGroups);
    }

    /** With all groups readable. */
    public Service(
            String organizationId,
            String id,
            String displayName,
            String encoding,
            String serviceType,
            URI api,
            Address escrow,
            List<Group> groups,
            Listing listing) {
        this(organizationId, id, displayName, encoding, serviceType, api, escrow, groups, listing, List.of());
    }

    /** With nothing for people to read. */
    public Service(
            String organizationId,
            String id,
            String displayName,
            String encoding,
            String serviceType,
            URI api,
            Address escrow,
            List<Group> groups) {
        this(organizationId, id, displayName, encoding, serviceType, api, escrow, groups, Listing.NONE);
    }

    /**
     * Reads what a service published.
     *
     * @throws io.snet4j.errors.MetadataException naming the field that cannot be used
     */
    public static Service parse(String organizationId, String id, String json) {
        return ServiceMetadata.read(organizationId, id, json.getBytes(StandardCharsets.UTF_8));
    }

    Service with(Groups<Group> read) {
        return new Service(
                organizationId,
                id,
                displayName,
                encoding,
                serviceType,
                api,
                escrow,
                read.readable(),
                listing,
                read.unreadable());
    }

    /**
     * The replicas that share one payment channel, and what calling them costs.
     *
     * @param endpoints at least one, http or https, with a host
     * @param pricing the one entry that is in force
     * @param freeCalls what is offered without payment; empty if nobody is named who could sign for it
     * @param alternatives prices that are published beside the one in force; daemons ignore them
     * @param licenses plans beside paying for each call; never in a file of ours
     */
    public record Group(
            String name,
            GroupId id,
            List<URI> endpoints,
            Pricing pricing,
            Optional<FreeCalls> freeCalls,
            List<Pricing> alternatives,
            List<License> licenses) {
        public Group {
            endpoints = List.copyOf(endpoints);
            alternatives = List.copyOf(alternatives);
            licenses = List.copyOf(licenses);
        }

        /** Without free calls. */
        public Group(String name, GroupId id, List<URI> endpoints, Pricing pricing) {
            this(name, id, endpoints, pricing, Optional.empty());
        }

        /** At one price, without licenses. */
        public Group(String name, GroupId id, List<URI> endpoints, Pricing pricing, Optional<FreeCalls> freeCalls) {
            this(name, id, endpoints, pricing, freeCalls, List.of(), List.of());
        }

        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("Group[name=" + name + ", id=" + id + ", endpoints=" + endpoints + ", pricing="
                    + pricing + ", freeCalls=" + freeCalls + ", alternatives=" + alternatives + ", licenses=" + licenses
                    + "]");
        }
    }

    /**
     * An offer of free calls.
     *
     * @param calls that each user may make, zero or more; a daemon may know other numbers for some users
     * @param signer whose key signs the daemon's free-call tokens
     */
    public record FreeCalls(long calls, Address signer) {}

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("Service[organizationId=" + organizationId + ", id=" + id + ", displayName=" + displayName
                + ", encoding=" + encoding + ", serviceType=" + serviceType + ", api=" + api + ", escrow=" + escrow
                + ", groups=" + groups + ", listing=" + listing + ", unreadableGroups=" + unreadableGroups + "]");
    }
}
