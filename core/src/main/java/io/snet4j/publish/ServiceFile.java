package io.snet4j.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.registry.Listing;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.Service;
import io.snet4j.value.Address;
import java.net.URI;
import java.util.Collection;
import java.util.List;

/**
 * A service's metadata file, as the platform has it: JSON with its own names of fields. Fields that are not known here
 * stay in it. Immutable. Whatever is wrong in a file is told by {@link #problems}; a {@link Publisher} publishes none
 * that has any. It may leave out what the publisher knows: the ids of groups that the organization has, the escrow's
 * address, and where the API is, if that is published along.
 *
 * @since 0.1.0
 */
public final class ServiceFile {
    private final FileDocument document;

    private ServiceFile(FileDocument document) {
        this.document = document;
    }

    /**
     * Reads a file, such as {@code service_metadata.json} of other tools.
     *
     * @throws InvalidFileException if it is no JSON object, has a name twice, is nested deeper than 64, or longer than
     *     4 MiB
     */
    public static ServiceFile parse(String json) {
        return new ServiceFile(FileDocument.parse("file of a service", json, ServiceRules::check));
    }

    static ServiceFile of(ObjectNode json) {
        return new ServiceFile(FileDocument.of("file of a service", json, ServiceRules::check));
    }

    /**
     * Starts a file of a service that is called by gRPC and takes protobuf.
     *
     * @param displayName for people
     */
    public static Builder builder(String displayName) {
        ObjectNode json = FileJson.object();
        json.put("version", 1)
                .put("display_name", displayName)
                .put("encoding", "proto")
                .put("service_type", "grpc");
        return new Builder(json);
    }

    /** Starts with what is in this file, unknown fields, too. */
    public Builder toBuilder() {
        return new Builder(document.json());
    }

    /** All that keeps it from being published, in the order of its fields; at most 500. */
    public List<FileProblem> problems() {
        return document.problems();
    }

    /**
     * What is wrong only together with the file of its organization: groups that the organization does not have, or has
     * under another id.
     */
    public List<FileProblem> problems(OrganizationFile organization) {
        return GroupMatch.problems(document.json(), organization.document());
    }

    /** What can be published, but is not read by everybody: other clients of the platform are stricter than daemons. */
    public List<FileProblem> warnings() {
        return document.warnings();
    }

    /** @throws InvalidFileException with all problems, if there are any */
    public ServiceFile requireValid() {
        document.requireValid();
        return this;
    }

    /** In many lines, for people. What is stored has no spaces between its parts. */
    public String json() {
        return FileJson.text(document.json());
    }

    ObjectNode document() {
        return document.json();
    }

    /**
     * As readers of the Registry see it.
     *
     * @throws io.snet4j.errors.MetadataException if it leaves out what a publisher fills in
     */
    public Service service(String organizationId, String serviceId) {
        requireValid();
        return Service.parse(organizationId, serviceId, document.compact());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceFile that && document.equals(that.document);
    }

    @Override
    public int hashCode() {
        return document.hashCode();
    }

    /** Printable and short. */
    @Override
    public String toString() {
        return "ServiceFile" + document;
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final ObjectNode json;

        private Builder(ObjectNode json) {
            this.json = json;
        }

        /** For people. */
        public Builder displayName(String name) {
            json.put("display_name", name);
            return this;
        }

        /** @param encoding {@code proto} or {@code json}: in what the daemon talks to the service */
        public Builder encoding(String encoding) {
            json.put("encoding", encoding);
            return this;
        }

        /** @param type {@code grpc}, {@code http}, {@code jsonrpc} or {@code process} */
        public Builder serviceType(String type) {
            json.put("service_type", type);
            return this;
        }

        /** Where the archive of its proto files is; not needed where a {@link ProtoArchive} is published along. */
        public Builder api(URI api) {
            ServiceJson.api(json, api);
            return this;
        }

        /** The contract it is paid through; the publisher's network's unless set. */
        public Builder escrow(Address escrow) {
            json.put("mpe_address", escrow.toString());
            return this;
        }

        /** Texts, tags, contributors and assets, in place of those before. */
        public Builder listing(Listing listing) {
            ListingJson.describe(json, "service_description", listing);
            ListingJson.tagsAndPeople(json, listing);
            ListingJson.assets(json, listing);
            return this;
        }

        /**
         * Adds a picture or a film.
         *
         * @param url or a name in content storage
         * @param fileType {@code image}, {@code video}, …
         * @param assetType {@code hero_image}, …; may be empty
         * @param altText may be empty
         */
        public Builder media(String url, String fileType, String assetType, String altText) {
            ArrayNode media = Json.list(json, "media");
            int order = 1 + Json.most(media, "order");
            ObjectNode one =
                    media.addObject().put("order", order).put("url", url).put("file_type", fileType);
            one.put("alt_text", altText);
            if (!assetType.isEmpty()) {
                one.put("asset_type", assetType);
            }
            return this;
        }

        /** No pictures, no films. */
        public Builder withoutMedia() {
            json.putArray("media");
            return this;
        }

        /** Adds a group, or changes the one of that name: id, endpoints, prices and free calls. */
        public Builder group(Service.Group group) {
            ServiceJson.group(Json.element(Json.list(json, "groups"), "group_name", group.name()), group);
            return this;
        }

        /**
         * As {@link #group(Service.Group)}, without an id, which is that of the organization's group of this name, and
         * with nothing said of free calls.
         *
         * @param endpoints where its daemons are
         * @param pricing what calls cost; other prices that were named are taken away
         */
        public Builder group(String name, Collection<URI> endpoints, Pricing pricing) {
            ServiceJson.offer(
                    Json.element(Json.list(json, "groups"), "group_name", name), endpoints, pricing, List.of());
            return this;
        }

        /** The accounts of a group's daemons, in place of those before. */
        public Builder daemonAddresses(String group, Collection<Address> addresses) {
            ArrayNode list =
                    Json.element(Json.list(json, "groups"), "group_name", group).putArray("daemon_addresses");
            addresses.forEach(address -> list.add(address.toString()));
            return this;
        }

        /** Takes a group away. */
        public Builder withoutGroup(String name) {
            Json.remove(Json.list(json, "groups"), "group_name", name);
            return this;
        }

        /**
         * Any field, by its name in the file, for what has no method here.
         *
         * @param value in JSON; {@code null} takes a published field away
         * @throws IllegalArgumentException if that is no JSON
         */
        public Builder field(String name, String value) {
            json.set(name, FileJson.value(value));
            return this;
        }

        /** Does not check it: see {@link ServiceFile#problems}. */
        public ServiceFile build() {
            return of(json);
        }
    }
}
