package io.snet4j.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.RegistryContract;
import io.snet4j.chain.RegistryContract.RegisteredOrganization;
import io.snet4j.errors.MetadataException;
import io.snet4j.errors.ServiceNotFoundException;
import io.snet4j.registry.ProtoFile;
import io.snet4j.storage.Storage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is published now: the Registry's entries, and the files that they name. */
final class PublishedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedFiles.class);
    private static final long MAX_API_BYTES = 16 << 20;

    private final RegistryContract contract;
    private final Storage storage;

    PublishedFiles(RegistryContract contract, Storage storage) {
        this.contract = contract;
        this.storage = storage;
    }

    Optional<RegisteredOrganization> organization(String id) {
        return contract.getOrganizationById(id);
    }

    /** @throws ServiceNotFoundException if there is none */
    RegisteredOrganization registered(String id) {
        return organization(id)
                .orElseThrow(() -> new ServiceNotFoundException("the Registry at " + contract.address()
                        + " knows no organization \"" + id + "\"; publish it first"));
    }

    Optional<String> serviceUri(String organizationId, String serviceId) {
        return contract.getServiceRegistrationById(organizationId, serviceId);
    }

    /**
     * @param of whose file it is, for messages
     * @return empty if it is no JSON object, so that nothing of it can be kept
     */
    Optional<ObjectNode> file(String of, String uri) {
        byte[] json = fetch("the file of " + of, uri, FileJson.MAX_BYTES);
        try {
            return Optional.of(FileJson.parse("published file", new String(json, StandardCharsets.UTF_8)));
        } catch (InvalidFileException e) {
            LOG.warn("what {} published before is not kept: {}", of, e.getMessage());
            return Optional.empty();
        }
    }

    /** @throws MetadataException if nothing of it can be read */
    ObjectNode required(String of, String uri) {
        return file(of, uri)
                .orElseThrow(() -> new MetadataException(
                        of + " has published nothing that can be read; publish it again as a whole"));
    }

    List<ProtoFile> api(String of, String uri) {
        return ProtoFile.unpack(of, fetch("the API of " + of, uri, MAX_API_BYTES));
    }

    private byte[] fetch(String what, String uri, long most) {
        try {
            return storage.fetch(uri(uri), most);
        } catch (IllegalArgumentException e) {
            throw new MetadataException(
                    what + " is registered as \"" + uri + "\", which cannot be read: " + e.getMessage(), e);
        }
    }

    /** Where the API is that a file names; empty if it names none. */
    static Optional<String> apiUri(ObjectNode file) {
        String source = file.path(ServiceJson.API_SOURCE).asText("");
        String uri = source.isEmpty() ? file.path(ServiceJson.API_HASH).asText("") : source;
        return uri.isEmpty() ? Optional.empty() : Optional.of(uri(uri).toString());
    }

    /** @throws IllegalArgumentException if it is none */
    static URI uri(String text) {
        return URI.create(text.contains("://") ? text : "ipfs://" + text);
    }
}
