package io.snet4j.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A service's groups beside those of its organization, who is paid in them. */
final class GroupMatch {
    private static final String NAME = "group_name";
    private static final String ID = "group_id";

    private GroupMatch() {}

    static List<FileProblem> problems(ObjectNode service, ObjectNode organization) {
        Map<String, String> ids = ids(organization);
        Findings findings = new Findings();
        for (Value group : new Value(service, "", new Findings()).at("groups").objects()) {
            Value found = group.at(NAME).into(findings);
            String name = found.json().asText();
            if (!ids.containsKey(name)) {
                found.problem("the organization has no group of this name; it has " + ids.keySet());
            } else if (group.at(ID).isThere()
                    && !ids.getOrDefault(name, "").isEmpty()
                    && !group.at(ID).json().asText().equals(ids.get(name))) {
                group.at(ID)
                        .into(findings)
                        .problem("the organization's group of this name has the id " + ids.get(name));
            }
        }
        return findings.problems();
    }

    /** Fills in the ids that the service's file leaves out. */
    static void fill(ObjectNode service, ObjectNode organization) {
        Map<String, String> ids = ids(organization);
        for (JsonNode group : service.path("groups")) {
            String id = ids.getOrDefault(group.path(NAME).asText(), "");
            if (group instanceof ObjectNode object && !group.hasNonNull(ID) && !id.isEmpty()) {
                object.put(ID, id);
            }
        }
    }

    private static Map<String, String> ids(ObjectNode organization) {
        Map<String, String> ids = new LinkedHashMap<>();
        organization
                .path("groups")
                .forEach(group ->
                        ids.put(group.path(NAME).asText(), group.path(ID).asText("")));
        return ids;
    }
}
