package io.snet4j.registry;

import com.fasterxml.jackson.databind.JsonNode;
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
}
