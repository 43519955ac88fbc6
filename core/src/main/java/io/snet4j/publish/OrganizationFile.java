package io.snet4j.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.registry.Listing;
import io.snet4j.registry.Organization;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import java.util.List;

/**
 * An organization's metadata file, as the platform has it: JSON with its own names of fields. Fields that are not known
 * here stay in it. Immutable. Whatever is wrong in a file is told by {@link #problems}; a {@link Publisher} publishes
 * none that has any.
 *
 * @since 0.1.0
 */
public final class OrganizationFile {
    private final FileDocument document;

    private OrganizationFile(FileDocument document) {
        this.document = document;
    }

    /**
     * Reads a file, such as {@code organization_metadata.json} of other tools.
     *
     * @throws InvalidFileException if it is no JSON object, has a name twice, is nested deeper than 64, or longer than
     *     4 MiB
     */
    public static OrganizationFile parse(String json) {
        return new OrganizationFile(FileDocument.parse("file of an organization", json, OrganizationRules::check));
    }

    static OrganizationFile of(ObjectNode json) {
        return new OrganizationFile(FileDocument.of("file of an organization", json, OrganizationRules::check));
    }

    /**
     * Starts a file.
     *
     * @param organizationId 1 to 32 bytes in UTF-8, printable; it can never be changed
     */
    public static Builder builder(String organizationId) {
        ObjectNode json = FileJson.object();
        json.put("org_name", organizationId).put("org_id", organizationId).put("org_type", "individual");
        return new Builder(json);
    }

    /** Starts with what is in this file, unknown fields, too. */
    public Builder toBuilder() {
        return new Builder(document.json());
    }

    /** What the file says of itself; empty if it says none. */
    public String organizationId() {
        return document.text("org_id");
    }

    /** All that keeps it from being published, in the order of its fields; at most 500. */
    public List<FileProblem> problems() {
        return document.problems();
    }

    /** What can be published, but is not read by everybody: other clients of the platform are stricter than daemons. */
    public List<FileProblem> warnings() {
        return document.warnings();
    }

    /** @throws InvalidFileException with all problems, if there are any */
    public OrganizationFile requireValid() {
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

    /** As readers of the Registry see it. */
    public Organization organization() {
        requireValid();
        return Organization.parse(organizationId(), document.compact());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrganizationFile that && document.equals(that.document);
    }

    @Override
    public int hashCode() {
        return document.hashCode();
    }

    /** Printable and short. */
    @Override
    public String toString() {
        return "OrganizationFile" + document;
    }

    /** Begins with an individual that is named as its id. Not thread-safe. */
    public static final class Builder {
        private final ObjectNode json;

        private Builder(ObjectNode json) {
            this.json = json;
        }

        /** For people. */
        public Builder name(String name) {
            json.put("org_name", name);
            return this;
        }

        /** @param type {@code organization} or {@code individual} */
        public Builder type(String type) {
            json.put("org_type", type);
            return this;
        }

        /** Texts and assets, in place of those before. An organization has no tags and no contributors. */
        public Builder listing(Listing listing) {
            ListingJson.describe(json, "description", listing);
            ListingJson.assets(json, listing);
            return this;
        }

        /**
         * Adds somebody to be asked.
         *
         * @param type {@code general} or {@code support}
         * @param email may be empty
         * @param phone may be empty
         */
        public Builder contact(String type, String email, String phone) {
            ArrayNode contacts = Json.list(json, "contacts");
            contacts.addObject().put("email", email).put("phone", phone).put("contact_type", type);
            return this;
        }

        /** Nobody to be asked. */
        public Builder withoutContacts() {
            json.putArray("contacts");
            return this;
        }

        /**
         * Adds a group, or changes the one of that name. Without {@link Organization.Group#channelStorage} it is etcd
         * at daemons' own machine; timeouts are 5 seconds where none are set.
         */
        public Builder group(Organization.Group group) {
            OrganizationJson.group(Json.element(Json.list(json, "groups"), "group_name", group.name()), group);
            return this;
        }

        /**
         * As {@link #group(Organization.Group)}, without an id: one that is published keeps its own, a new one gets one
         * that is made of the names of organization and group.
         *
         * @param paymentAddress who is paid
         * @param paymentExpirationThreshold in blocks: how long a channel must live, so that there is time to claim
         */
        public Builder group(String name, Address paymentAddress, BlockCount paymentExpirationThreshold) {
            OrganizationJson.payment(
                    Json.element(Json.list(json, "groups"), "group_name", name),
                    paymentAddress,
                    paymentExpirationThreshold,
                    List.of());
            return this;
        }

        /** Takes a group away. Services of it cannot be paid any more. */
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

        /** Does not check it: see {@link OrganizationFile#problems}. */
        public OrganizationFile build() {
            return of(json);
        }
    }
}
