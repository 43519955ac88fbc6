package io.snet4j.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.registry.Organization;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import java.net.URI;
import java.util.List;

/** An organization's groups as its file has them. */
final class OrganizationJson {
    private static final List<URI> LOCAL_ETCD = List.of(URI.create("http://127.0.0.1:2379"));
    private static final String TIMEOUT = "5s";

    private OrganizationJson() {}

    static void group(ObjectNode json, Organization.Group group) {
        json.put("group_id", group.id().toString());
        payment(json, group.paymentAddress(), group.paymentExpirationThreshold(), group.channelStorage());
    }

    /**
     * The storage of payment channels is named although clients need none: daemons refuse to start without.
     *
     * @param channelStorage on daemons' own machine if there is none
     */
    static void payment(ObjectNode group, Address address, BlockCount threshold, List<URI> channelStorage) {
        ObjectNode payment = Json.object(group, "payment")
                .put("payment_address", address.toString())
                .put("payment_expiration_threshold", threshold.value())
                .put("payment_channel_storage_type", "etcd");
        ObjectNode storage = Json.object(payment, "payment_channel_storage_client");
        for (String timeout : List.of("connection_timeout", "request_timeout")) {
            if (!storage.has(timeout)) {
                storage.put(timeout, TIMEOUT);
            }
        }
        ArrayNode endpoints = storage.putArray("endpoints");
        List<URI> all = channelStorage.isEmpty() ? LOCAL_ETCD : channelStorage;
        all.forEach(endpoint -> endpoints.add(endpoint.toString()));
    }
}
