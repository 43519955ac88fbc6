package io.snet4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.errors.MetadataException;
import io.snet4j.internal.proto.ProtoRules;
import io.snet4j.publish.ApiCheck;
import io.snet4j.publish.FileProblem;
import io.snet4j.publish.ServiceFile;
import io.snet4j.registry.ProtoFile;
import java.util.ArrayList;
import java.util.List;

/**
 * What daemons and clients want of the proto files of a service: that they can be read, imports, too, that what is to
 * be trained can be, and that prices are for methods that there are. Asks nobody.
 *
 * @since 0.1.0
 */
public final class ApiRules {
    /** These rules, for a publisher that is built by hand; those of clients have them. */
    public static final ApiCheck CHECK = ApiRules::check;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ApiRules() {}

    /** @return what is wrong with the files, each with the file's name as far as it is that of one */
    public static List<FileProblem> problems(List<ProtoFile> files) {
        try {
            return ProtoRules.of(files).problems();
        } catch (MetadataException e) {
            return List.of(new FileProblem("", String.valueOf(e.getMessage())));
        }
    }

    /** As {@link #problems(List)}; also what does not fit together with the service's file, by that one's paths. */
    public static List<FileProblem> problems(List<ProtoFile> files, ServiceFile service) {
        return check(files).problems(service);
    }

    /** What daemons take and other clients stumble over: SDK 6 for Python reads proto files line by line. */
    public static List<FileProblem> warnings(List<ProtoFile> files) {
        return check(files).warnings();
    }

    private static ApiCheck.Checked check(List<ProtoFile> files) {
        ProtoRules rules;
        try {
            rules = ProtoRules.of(files);
        } catch (MetadataException e) {
            List<FileProblem> unreadable = List.of(new FileProblem("", String.valueOf(e.getMessage())));
            return service -> unreadable;
        }
        return new ApiCheck.Checked() {
            @Override
            public List<FileProblem> problems(ServiceFile service) {
                return ApiRules.problems(rules, service);
            }

            @Override
            public List<FileProblem> warnings() {
                return rules.warnings();
            }
        };
    }

    private static List<FileProblem> problems(ProtoRules rules, ServiceFile service) {
        List<FileProblem> problems = new ArrayList<>(rules.problems());
        JsonNode json = json(service);
        if (rules.isTrainable() && !json.path("service_type").asText("grpc").equals("grpc")) {
            problems.add(new FileProblem(
                    "service_type", "is " + json.path("service_type") + "; daemons train services of type grpc only"));
        }
        int group = 0;
        for (JsonNode each : json.path("groups")) {
            prices("groups[" + group++ + "]", each, rules, problems);
        }
        return List.copyOf(problems);
    }

    private static JsonNode json(ServiceFile service) {
        try {
            return JSON.readTree(service.json());
        } catch (JsonProcessingException e) {
            throw new AssertionError("a file writes what it reads", e);
        }
    }

    /** A price for a method that there is not would be found by nobody. */
    private static void prices(String path, JsonNode group, ProtoRules rules, List<FileProblem> problems) {
        for (int i = 0; i < group.path("pricing").size(); i++) {
            JsonNode entry = group.path("pricing").get(i);
            String prefix = entry.path("package_name").asText("");
            for (int j = 0; j < entry.path("details").size(); j++) {
                JsonNode service = entry.path("details").get(j);
                String name = (prefix.isEmpty() ? "" : prefix + ".")
                        + service.path("service_name").asText();
                for (int k = 0; k < service.path("method_pricing").size(); k++) {
                    String method = name + "/"
                            + service.path("method_pricing")
                                    .get(k)
                                    .path("method_name")
                                    .asText();
                    if (!rules.methods().contains(method)) {
                        problems.add(new FileProblem(
                                path + ".pricing[" + i + "].details[" + j + "].method_pricing[" + k + "].method_name",
                                "the proto files have no method " + method + "; they have " + rules.methods()));
                    }
                }
            }
        }
    }
}
