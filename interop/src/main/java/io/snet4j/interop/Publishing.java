package io.snet4j.interop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.Chain;
import io.snet4j.chain.RegistryContract;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.publish.OrganizationFile;
import io.snet4j.publish.ProtoArchive;
import io.snet4j.publish.Publisher;
import io.snet4j.publish.RegistryChange;
import io.snet4j.publish.ServiceFile;
import io.snet4j.registry.ProtoFile;
import io.snet4j.registry.Registry;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Publishes with our library, and reads what is published as it stands in content storage. */
final class Publishing implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DevnetConnection net;
    private final Chain chain;
    private final IpfsStorage storage;
    private final RegistryContract contract;
    private final Publisher publisher;

    Publishing(DevnetConnection net) {
        this.net = net;
        chain = Chain.connect(net.rpcUrl(), TIMEOUT);
        storage = Storage.ipfs(net.ipfsUrl(), TIMEOUT);
        contract = new RegistryContract(chain, net.contracts().registry());
        publisher = Publisher.builder(chain, net.contracts().registry())
                .storage(storage)
                .store(storage)
                .escrow(net.contracts().mpe())
                .identity(net.account("provider").identity())
                .build();
    }

    /**
     * An organization and its service, with the proto files of a folder. The owner is a member, too: without that the
     * official Python client lets nobody change the service.
     */
    String publish(JsonNode step) {
        OrganizationFile organization =
                OrganizationFile.parse(step.path("organization").toString());
        ServiceFile service = ServiceFile.parse(step.path("metadata").toString());
        ProtoArchive api = ProtoArchive.ofFolder(Path.of(step.path("protos").asText()));
        publisher.apply(RegistryChange.organization(organization));
        publisher.apply(RegistryChange.addMembers(
                organization.organizationId(), Set.of(net.account("provider").address())));
        return publisher
                .apply(RegistryChange.service(
                        organization.organizationId(), step.path("service").asText(), service, api))
                .action()
                .name();
    }

    /** Changes one field of each document that somebody published. */
    String rename(JsonNode step) {
        String organization = step.path("organization").asText();
        String name = step.path("name").asText();
        ObjectNode ofOrganization =
                JSON.createObjectNode().put("org_id", organization).put("org_name", name);
        ObjectNode ofService = JSON.createObjectNode().put("display_name", name);
        publisher.apply(RegistryChange.organization(OrganizationFile.parse(ofOrganization.toString())));
        return publisher
                .apply(RegistryChange.service(
                        organization, step.path("service").asText(), ServiceFile.parse(ofService.toString())))
                .action()
                .name();
    }

    Map<String, JsonNode> documents(JsonNode step) {
        String organization = step.path("organization").asText();
        String service = step.path("service").asText();
        return Map.of(
                "organization",
                document(
                        contract.getOrganizationById(organization).orElseThrow().metadataUri()),
                "service",
                document(contract.getServiceRegistrationById(organization, service)
                        .orElseThrow()));
    }

    private JsonNode document(String uri) {
        try {
            return JSON.readTree(new String(storage.fetch(URI.create(uri)), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(uri + " is no JSON", e);
        }
    }

    /** Writes the proto files of the devnet's service into a folder. */
    String protos(JsonNode step) {
        Path folder = Path.of(step.path("folder").asText());
        Registry registry = new Registry(chain, net.contracts().registry(), storage);
        try {
            Files.createDirectories(folder);
            for (ProtoFile file : registry.protoFiles(registry.service(net.orgId(), net.serviceId()))) {
                Files.writeString(folder.resolve(file.path()), file.text());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder.toString();
    }

    @Override
    public void close() {
        storage.close();
        chain.close();
    }
}
