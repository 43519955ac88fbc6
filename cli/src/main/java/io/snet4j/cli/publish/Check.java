package io.snet4j.cli.publish;

import io.snet4j.ApiRules;
import io.snet4j.publish.FileProblem;
import io.snet4j.publish.InvalidFileException;
import io.snet4j.publish.ProtoArchive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All that is wrong in what is to be published, as far as the files tell. Asks nobody. */
final class Check {
    /** As {@link SnetYaml} names the folder; the platform's file has what was packed of it. */
    private static final String PROTO = "proto";

    private final Draft draft;
    private final List<Problem> problems;

    Check(Draft draft) {
        this.draft = draft;
        problems = new ArrayList<>(draft.problems());
    }

    /** By file and line; what keeps it from being published and what does not. */
    List<Problem> run() {
        draft.organization().ifPresent(this::organization);
        draft.service().ifPresent(this::service);
        if (draft.organization().isEmpty() && draft.service().isEmpty()) {
            problems.add(Problem.wrong("", 0, "", "there is nothing to be published in the files"));
        }
        return problems.stream()
                .sorted(Comparator.comparing(Problem::file).thenComparing(Problem::line))
                .toList();
    }

    private void organization(Draft.OfOrganization organization) {
        add(organization.places(), organization.file().problems(), false);
        add(organization.places(), organization.file().warnings(), true);
    }

    private void service(Draft.OfService service) {
        Places places = service.places();
        add(places, service.file().problems(), false);
        draft.organization()
                .ifPresent(organization -> add(places, service.file().problems(organization.file()), false));
        add(places, service.file().warnings(), true);
        if (service.id().isEmpty() || service.organization().isEmpty()) {
            add(
                    places,
                    List.of(new FileProblem("", "say --organization ID and --service ID: " + missing(service))),
                    false);
        }
        protoFiles(service)
                .ifPresent(archive ->
                        add(places, withoutFiles(ApiRules.problems(archive.files(), service.file())), false));
    }

    private static String missing(Draft.OfService service) {
        return service.organization().isEmpty()
                ? "nothing says in which organization the service is"
                : "nothing says what the service's id is";
    }

    private Optional<ProtoArchive> protoFiles(Draft.OfService service) {
        try {
            return service.proto().map(ProtoArchive::ofFolder);
        } catch (InvalidFileException e) {
            add(
                    service.places(),
                    e.problems().stream()
                            .map(problem -> new FileProblem(PROTO, problem.toString()))
                            .toList(),
                    false);
            return Optional.empty();
        }
    }

    /** What is wrong in a proto file is at no field of the service's. */
    private static List<FileProblem> withoutFiles(List<FileProblem> found) {
        return found.stream()
                .map(problem -> problem.path().endsWith(".proto")
                        ? new FileProblem(PROTO, problem.path() + ": " + problem.message())
                        : problem)
                .toList();
    }

    /** What the file says wrongly is told once, and not again as missing. */
    private void add(Places places, List<FileProblem> found, boolean warnings) {
        Set<String> told = new LinkedHashSet<>();
        problems.forEach(problem -> told.add(problem.file() + problem.line() + problem.field()));
        for (Problem problem : places.of(found, warnings)) {
            if (problem.field().isEmpty() || !told.contains(problem.file() + problem.line() + problem.field())) {
                problems.add(problem);
            }
        }
    }
}
