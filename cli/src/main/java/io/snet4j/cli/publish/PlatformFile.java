package io.snet4j.cli.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.publish.OrganizationFile;
import io.snet4j.publish.ServiceFile;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** A metadata file as other tools write it: {@code organization_metadata.json} or {@code service_metadata.json}. */
final class PlatformFile {
    private static final List<String> OF_ORGANIZATIONS = List.of("org_id", "org_name", "org_type");

    private PlatformFile() {}

    static boolean isOfOrganization(MappingNode root) {
        return OF_ORGANIZATIONS.stream()
                .anyMatch(name -> Conversion.find(root, name).isPresent());
    }

    static Draft.OfOrganization organization(YamlFile file) {
        return new Draft.OfOrganization(OrganizationFile.parse(json(file)), places(file));
    }

    /** Where its service is registered and where its proto files are, such a file does not say. */
    static Draft.OfService service(YamlFile file) {
        return new Draft.OfService("", "", ServiceFile.parse(json(file)), Optional.empty(), places(file));
    }

    private static String json(YamlFile file) {
        if (!file.text().stripLeading().startsWith("{")) {
            throw new RefusedException(file.name() + " is neither snet.yaml, which has organization: or service:, nor a"
                    + " metadata file in JSON");
        }
        return file.text();
    }

    private static Places places(YamlFile file) {
        Places places = new Places(file.name());
        JsonNode read = Json.of(file.root(), "", "", places);
        if (read.isEmpty()) {
            places.put("", 1, "");
        }
        return places;
    }
}
