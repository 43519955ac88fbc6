package io.snet4j.cli.publish;

import io.snet4j.cli.shell.Output;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.publish.ProtoArchive;
import io.snet4j.publish.RegistryChange;
import java.util.List;
import java.util.Optional;

/**
 * A change that is asked for.
 *
 * @param what is changed, in words
 */
record Wanted(String what, RegistryChange change) {
    /** @throws RefusedException if the files cannot be published; all problems were told before */
    static Wanted organization(Output output, Draft draft) {
        Draft.OfOrganization organization = draft.organization()
                .orElseThrow(() -> new RefusedException("the files describe no organization; snet.yaml has"
                        + " organization:, other tools organization_metadata.json"));
        requireValid(output, new Draft(draft.organization(), Optional.empty(), draft.problems()));
        return new Wanted(
                "organization " + organization.file().organizationId(),
                RegistryChange.organization(organization.file()));
    }

    /** @throws RefusedException if the files cannot be published; all problems were told before */
    static Wanted service(Output output, Draft draft) {
        Draft.OfService service = draft.service()
                .orElseThrow(() -> new RefusedException(
                        "the files describe no service; snet.yaml has service:, other tools service_metadata.json"));
        requireValid(output, draft);
        String what = "service " + service.organization() + "/" + service.id();
        return new Wanted(
                what,
                service.proto()
                        .map(folder -> RegistryChange.service(
                                service.organization(), service.id(), service.file(), ProtoArchive.ofFolder(folder)))
                        .orElseGet(() -> RegistryChange.service(service.organization(), service.id(), service.file())));
    }

    private static void requireValid(Output output, Draft draft) {
        List<Problem> wrong = new Check(draft)
                .run().stream().filter(problem -> !problem.warning()).toList();
        if (!wrong.isEmpty()) {
            wrong.forEach(problem -> output.note(problem.toString()));
            throw new RefusedException(
                    wrong.size() + " problem(s) keep the files from being published; snet4j publish check shows them");
        }
    }
}
