package io.snet4j.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.GroupId;
import io.snet4j.registry.Service.FreeCalls;
import io.snet4j.registry.Service.Group;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.net.URI;
import java.util.Optional;

/** A service's published JSON. */
final class ServiceMetadata {
    private static final String IPFS = "ipfs://";
    private static final String FREE_CALLS = "free_calls";
    private static final String FREE_CALL_SIGNER = "free_call_signer_address";

    private ServiceMetadata() {}

    static Service read(String organizationId, String id, byte[] json) {
        Fields fields = Fields.parse("service \"" + organizationId + "/" + id + "\"", json);
        return new Service(
                organizationId,
                id,
                fields.has("display_name") ? fields.text("display_name") : id,
                fields.text("encoding"),
                fields.text("service_type"),
                fields.text(
                        fields.has("service_api_source") ? "service_api_source" : "model_ipfs_hash",
                        ServiceMetadata::contentUri),
                fields.text("mpe_address", Address::parse),
                fields.objects("groups").stream()
                        .map(ServiceMetadata::readGroup)
                        .toList());
    }

    private static Group readGroup(Fields group) {
        return new Group(
                group.text("group_name"),
                group.text("group_id", GroupId::parse),
                group.texts("endpoints", ServiceMetadata::endpoint),
                PricingMetadata.read(group),
                freeCalls(group));
    }

    private static Optional<FreeCalls> freeCalls(Fields group) {
        if (!group.has(FREE_CALL_SIGNER) || group.text(FREE_CALL_SIGNER).isEmpty()) {
            return Optional.empty();
        }
        BigInteger calls = group.has(FREE_CALLS) ? group.natural(FREE_CALLS) : BigInteger.ZERO;
        if (calls.bitLength() >= Long.SIZE) {
            throw group.wrong(FREE_CALLS, "expected less than 2^63");
        }
        return Optional.of(new FreeCalls(calls.longValue(), group.text(FREE_CALL_SIGNER, Address::parse)));
    }

    /** Where content lies; a bare CID means IPFS. */
    static URI contentUri(String text) {
        return URI.create(text.contains("://") ? text : IPFS + text);
    }

    private static URI endpoint(String text) {
        URI uri = URI.create(text);
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException("expected http:// or https:// and a host");
        }
        return uri;
    }

    static ObjectNode write(Service service) {
        ObjectNode json = Fields.JSON
                .createObjectNode()
                .put("version", 1)
                .put("display_name", service.displayName())
                .put("encoding", service.encoding())
                .put("service_type", service.serviceType())
                .put("service_api_source", service.api().toString());
        String api = service.api().toString();
        if (api.startsWith(IPFS)) {
            // Readers from before service_api_source look here.
            json.put("model_ipfs_hash", api.substring(IPFS.length()));
        }
        json.put("mpe_address", service.escrow().toString());
        for (Group group : service.groups()) {
            ObjectNode entry = json.withArray("groups")
                    .addObject()
                    .put("group_name", group.name())
                    .put("group_id", group.id().toString())
                    .put(FREE_CALLS, group.freeCalls().map(FreeCalls::calls).orElse(0L))
                    // The Python client does not read a group without it.
                    .put(
                            FREE_CALL_SIGNER,
                            group.freeCalls()
                                    .map(FreeCalls::signer)
                                    .map(Address::toString)
                                    .orElse(""));
            group.endpoints().forEach(endpoint -> entry.withArray("endpoints").add(endpoint.toString()));
            entry.putArray("pricing").add(PricingMetadata.write(group.pricing()));
        }
        json.putObject("service_description")
                .put("url", "")
                .put("short_description", "")
                .put("description", "");
        return json;
    }
}
