package io.snet4j.cli.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.publish.OrganizationFile;
import io.snet4j.publish.ServiceFile;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Reads {@code snet.yaml}. */
final class SnetYaml {
    private static final String ORGANIZATION = "organization";
    private static final String SERVICE = "service";

    private final YamlFile file;
    private final Path folder;
    private final Places ofOrganization;
    private final Places ofService;
    private final Conversion conversion;

    private SnetYaml(YamlFile file, Path folder) {
        this.file = file;
        this.folder = folder;
        ofOrganization = new Places(file.name());
        ofService = new Places(file.name());
        conversion = new Conversion(file.name(), ofOrganization);
    }

    static boolean isOne(YamlFile file) {
        return Conversion.find(file.root(), ORGANIZATION).isPresent()
                || Conversion.find(file.root(), SERVICE).isPresent();
    }

    /** @param folder where paths in it begin */
    static Draft read(YamlFile file, Path folder) {
        return new SnetYaml(file, folder).read();
    }

    private Draft read() {
        for (NodeTuple part : file.root().getValue()) {
            String name = Json.name(part);
            if (SnetKeys.ALL.stream().noneMatch(key -> key.name().equals(name))) {
                conversion.problem(part.getKeyNode(), name, "is no name here; expected organization and service");
            }
        }
        Optional<ObjectNode> organization = Conversion.find(file.root(), ORGANIZATION)
                .map(node -> conversion.object(node, SnetKeys.ORGANIZATION, "", ORGANIZATION));
        organization.ifPresent(SnetYaml::complete);
        Conversion services = new Conversion(file.name(), ofService);
        Optional<Draft.OfService> service =
                Conversion.find(file.root(), SERVICE).map(node -> service(services, node, organization));
        conversion.problems().addAll(services.problems());
        return new Draft(
                organization.map(
                        json -> new Draft.OfOrganization(OrganizationFile.parse(json.toString()), ofOrganization)),
                service,
                conversion.problems());
    }

    private Draft.OfService service(Conversion services, Node node, Optional<ObjectNode> organization) {
        ObjectNode json = services.object(node, SnetKeys.SERVICE, "", SERVICE);
        putIfAbsent(json, "encoding", "proto");
        putIfAbsent(json, "service_type", "grpc");
        String owner = own(services, node, "organization")
                .orElseGet(() ->
                        organization.map(one -> one.path("org_id").asText()).orElse(""));
        String id = own(services, node, "id").orElse("");
        require(services, node, id, "id");
        require(services, node, owner, "organization");
        Optional<Path> proto = own(services, node, "proto").map(folder::resolve);
        return new Draft.OfService(owner, id, ServiceFile.parse(json.toString()), proto, ofService);
    }

    private static void require(Conversion services, Node node, String value, String name) {
        if (value.isEmpty()) {
            services.problem(node, SERVICE + "." + name, "is missing");
        }
    }

    /** What is said beside the platform's file. */
    private Optional<String> own(Conversion services, Node node, String name) {
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        String field = SERVICE + "." + name;
        Optional<Node> found = Conversion.find(mapping, name);
        found.ifPresent(value -> ofService.put(name, YamlFile.line(value), field));
        return found.flatMap(value -> services.text(value, field));
    }

    /** What daemons need and nobody wants to write. */
    private static void complete(ObjectNode organization) {
        putIfAbsent(organization, "org_type", "individual");
        for (JsonNode group : organization.path("groups")) {
            ObjectNode payment = ((ObjectNode) group).withObjectProperty("payment");
            putIfAbsent(payment, "payment_channel_storage_type", "etcd");
            ObjectNode client = payment.withObjectProperty("payment_channel_storage_client");
            putIfAbsent(client, "connection_timeout", "5s");
            putIfAbsent(client, "request_timeout", "5s");
            if (!client.has("endpoints")) {
                client.putArray("endpoints").add("http://127.0.0.1:2379");
            }
        }
    }

    private static void putIfAbsent(ObjectNode json, String name, String value) {
        if (!json.has(name)) {
            json.put(name, value);
        }
    }
}
