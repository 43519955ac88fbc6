package io.snet4j.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.GroupId;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.registry.Organization.Group;
import io.snet4j.value.BlockCount;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An organization's published JSON. */
final class OrganizationMetadata {
    private static final Logger LOG = LoggerFactory.getLogger(OrganizationMetadata.class);
    private static final List<URI> LOCAL_ETCD = List.of(URI.create("http://127.0.0.1:2379"));
    private static final String INDIVIDUAL = "individual";
    private static final String DESCRIBED_BY = "description";

    /** Some 380 years of mainnet: a channel that has to live as long would be a trap. */
    private static final BigInteger MAX_THRESHOLD = BigInteger.valueOf(1_000_000_000);

    private OrganizationMetadata() {}

    static Organization read(String id, byte[] json) {
        return Fields.read("organization \"" + id + "\"", json, fields -> read(id, fields));
    }

    private static Organization read(String id, Fields fields) {
        Organization all = new Organization(
                id,
                fields.has("org_name") ? fields.text("org_name") : id,
                List.of(),
                fields.has("org_type") ? fields.text("org_type") : INDIVIDUAL,
                ListingMetadata.read(fields.json(), DESCRIBED_BY));
        return all.with(Groups.read(fields, OrganizationMetadata::readGroup));
    }

    private static Group readGroup(Fields group) {
        Fields payment = group.object("payment");
        return new Group(
                group.name("group_name"),
                group.text("group_id", GroupId::parse),
                payment.text("payment_address", Fields::account),
                BlockCount.of(payment.natural("payment_expiration_threshold", MAX_THRESHOLD)),
                channelStorage(payment.json().at("/payment_channel_storage_client/endpoints")));
    }

    private static List<URI> channelStorage(JsonNode endpoints) {
        List<URI> uris = new ArrayList<>();
        for (JsonNode endpoint : endpoints) {
            try {
                uris.add(new URI(endpoint.asText()));
            } catch (URISyntaxException e) {
                // It is the daemons' matter, and they will say so; clients can do without.
                LOG.debug("passed over a storage of payment channels: {}", ForeignText.of(e.toString()));
            }
        }
        return uris;
    }

    /** The storage of payment channels is named although clients need none: daemons refuse to start without. */
    static ObjectNode write(Organization organization) {
        ObjectNode json = Fields.JSON
                .createObjectNode()
                .put("org_name", organization.name())
                .put("org_id", organization.id())
                .put("org_type", organization.type());
        ListingMetadata.write(organization.listing(), json, DESCRIBED_BY);
        for (Group group : organization.groups()) {
            ObjectNode payment = json.withArray("groups")
                    .addObject()
                    .put("group_name", group.name())
                    .put("group_id", group.id().toString())
                    .putObject("payment")
                    .put("payment_address", group.paymentAddress().toString())
                    .put(
                            "payment_expiration_threshold",
                            group.paymentExpirationThreshold().value())
                    .put("payment_channel_storage_type", "etcd");
            ArrayNode storage = payment.putObject("payment_channel_storage_client")
                    .put("connection_timeout", "100s")
                    .put("request_timeout", "5s")
                    .putArray("endpoints");
            List<URI> endpoints = group.channelStorage().isEmpty() ? LOCAL_ETCD : group.channelStorage();
            endpoints.forEach(endpoint -> storage.add(endpoint.toString()));
        }
        return json;
    }
}
