package io.snet4j.cli.publish;

import io.snet4j.cli.shell.RefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which files say what is to be published. */
final class Sources {
    static final String FILE = "snet.yaml";

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = {
                "snet.yaml, or a metadata file in JSON as snet-cli has it; may be given twice. Default: " + FILE + "."
            })
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--organization",
            paramLabel = "ID",
            description = "The organization's id, where the files do not say.")
    private @Nullable String organization;

    @Option(names = "--service", paramLabel = "ID", description = "The service's id, where the files do not say.")
    private @Nullable String service;

    @Option(
            names = "--proto",
            paramLabel = "DIR",
            description = "The folder of the service's proto files, where the files do not say.")
    private @Nullable Path proto;

    /** @throws RefusedException if one cannot be read at all, or they say the same thing twice */
    Draft read() {
        List<Path> all = files.isEmpty() ? List.of(Path.of(FILE)) : files;
        Optional<Draft.OfOrganization> ofOrganization = Optional.empty();
        Optional<Draft.OfService> ofService = Optional.empty();
        List<Problem> problems = new ArrayList<>();
        for (Path path : all) {
            Draft draft = read(path);
            ofOrganization = one(ofOrganization, draft.organization(), "an organization");
            ofService = one(ofService, draft.service(), "a service");
            problems.addAll(draft.problems());
        }
        return new Draft(ofOrganization, complete(ofOrganization, ofService), problems);
    }

    private static Draft read(Path path) {
        YamlFile file = YamlFile.read(path);
        if (SnetYaml.isOne(file)) {
            Path folder = Objects.requireNonNullElse(path.toAbsolutePath().getParent(), path);
            return SnetYaml.read(file, folder);
        }
        return PlatformFile.isOfOrganization(file.root())
                ? new Draft(Optional.of(PlatformFile.organization(file)), Optional.empty(), List.of())
                : new Draft(Optional.empty(), Optional.of(PlatformFile.service(file)), List.of());
    }

    private static <T> Optional<T> one(Optional<T> before, Optional<T> now, String what) {
        if (before.isPresent() && now.isPresent()) {
            throw new RefusedException("two files describe " + what + "; name one of them");
        }
        return before.or(() -> now);
    }

    /** A file's own word comes before an option's. */
    private Optional<Draft.OfService> complete(
            Optional<Draft.OfOrganization> ofOrganization, Optional<Draft.OfService> ofService) {
        return ofService.map(found -> new Draft.OfService(
                first(
                        found.organization(),
                        organization == null ? "" : organization,
                        ofOrganization.map(one -> one.file().organizationId()).orElse("")),
                first(found.id(), service == null ? "" : service, ""),
                found.file(),
                found.proto().or(() -> Optional.ofNullable(proto)),
                found.places()));
    }

    private static String first(String one, String two, String three) {
        return !one.isEmpty() ? one : !two.isEmpty() ? two : three;
    }
}
