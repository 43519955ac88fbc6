package io.snet4j.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.GroupId;
import io.snet4j.registry.Organization.Group;
import io.snet4j.value.Address;

/** An organization's published JSON. */
final class OrganizationMetadata {
    private OrganizationMetadata() {}

    static Organization read(String id, byte[] json) {
        Fields fields = Fields.parse("organization \"" + id + "\"", json);
        return new Organization(
                id,
                fields.has("org_name") ? fields.text("org_name") : id,
                fields.objects("groups").stream()
                        .map(OrganizationMetadata::readGroup)
                        .toList());
    }

    private static Group readGroup(Fields group) {
        Fields payment = group.object("payment");
        return new Group(
                group.text("group_name"),
                group.text("group_id", GroupId::parse),
                payment.text("payment_address", Address::parse),
                payment.natural("payment_expiration_threshold"));
    }

    /** The storage of payment channels is named although clients need none: daemons refuse to start without. */
    static ObjectNode write(Organization organization) {
        ObjectNode json = Fields.JSON
                .createObjectNode()
                .put("org_name", organization.name())
                .put("org_id", organization.id())
                .put("org_type", "individual");
        for (Group group : organization.groups()) {
            ObjectNode payment = json.withArray("groups")
                    .addObject()
                    .put("group_name", group.name())
                    .put("group_id", group.id().toString())
                    .putObject("payment")
                    .put("payment_address", group.paymentAddress().toString())
                    .put("payment_expiration_threshold", group.paymentExpirationThreshold())
                    .put("payment_channel_storage_type", "etcd");
            payment.putObject("payment_channel_storage_client")
                    .put("connection_timeout", "100s")
                    .put("request_timeout", "5s")
                    .putArray("endpoints")
                    .add("http://127.0.0.1:2379");
        }
        return json;
    }
}
