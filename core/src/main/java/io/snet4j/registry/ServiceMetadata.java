package io.snet4j.registry;

import io.snet4j.chain.GroupId;
import io.snet4j.registry.Service.FreeCalls;
import io.snet4j.registry.Service.Group;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A service's published JSON. */
final class ServiceMetadata {
    private static final String IPFS = "ipfs://";
    private static final String API_SOURCE = "service_api_source";
    private static final String API_HASH = "model_ipfs_hash";
    private static final String DESCRIBED_BY = "service_description";
    /** A name of the DNS has 253 characters. */
    private static final int MAX_ENDPOINT = 400;

    private static final int MAX_PORT = 65_535;
    private static final BigInteger MAX_FREE_CALLS = BigInteger.valueOf(Long.MAX_VALUE);
    private static final String FREE_CALLS = "free_calls";
    private static final String FREE_CALL_SIGNER = "free_call_signer_address";

    private ServiceMetadata() {}

    static Service read(String organizationId, String id, byte[] json) {
        return Fields.read(
                "service \"" + organizationId + "/" + id + "\"", json, fields -> read(organizationId, id, fields));
    }

    private static Service read(String organizationId, String id, Fields fields) {
        boolean current = fields.has(API_SOURCE) && !fields.text(API_SOURCE).isEmpty();
        Service all = new Service(
                organizationId,
                id,
                fields.has("display_name") ? fields.text("display_name") : id,
                fields.name("encoding"),
                fields.name("service_type"),
                fields.text(current ? API_SOURCE : API_HASH, ServiceMetadata::contentUri),
                fields.text("mpe_address", Fields::account),
                List.of(),
                ListingMetadata.read(fields.json(), DESCRIBED_BY));
        return all.with(Groups.read(fields, ServiceMetadata::readGroup));
    }

    private static Group readGroup(Fields group) {
        return new Group(
                group.name("group_name"),
                group.text("group_id", GroupId::parse),
                group.goodTexts("endpoints", ServiceMetadata::endpoint),
                PricingMetadata.read(group),
                freeCalls(group),
                PricingMetadata.alternatives(group),
                ListingMetadata.licenses(group.json()));
    }

    private static Optional<FreeCalls> freeCalls(Fields group) {
        if (!group.has(FREE_CALL_SIGNER) || group.text(FREE_CALL_SIGNER).isEmpty()) {
            return Optional.empty();
        }
        BigInteger calls = group.has(FREE_CALLS) ? group.natural(FREE_CALLS, MAX_FREE_CALLS) : BigInteger.ZERO;
        return Optional.of(new FreeCalls(calls.longValue(), group.text(FREE_CALL_SIGNER, Address::parse)));
    }

    /** Where content lies; a bare CID means IPFS. */
    static URI contentUri(String text) {
        URI uri = URI.create(text.contains("://") ? text : IPFS + text);
        if (!uri.toString().matches("(ipfs|filecoin)://[A-Za-z0-9]+/?")) {
            throw new IllegalArgumentException("expected ipfs://CID or filecoin://CID");
        }
        return uri;
    }

    private static URI endpoint(String text) {
        if (text.length() > MAX_ENDPOINT) {
            throw new IllegalArgumentException("expected at most " + MAX_ENDPOINT + " characters");
        }
        URI uri = URI.create(text);
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException("expected http:// or https:// and a host");
        }
        if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            throw new IllegalArgumentException("expected a port from 1 to " + MAX_PORT);
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("expected nothing but a host, a port and perhaps a path");
        }
        return uri;
    }
}
