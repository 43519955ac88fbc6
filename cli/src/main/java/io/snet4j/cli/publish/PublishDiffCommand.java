package io.snet4j.cli.publish;

import io.snet4j.SnetClient;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.publish.Publisher;
import io.snet4j.storage.ContentStore;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code snet4j publish diff}. */
@Command(
        name = "diff",
        description = {
            "Shows what is published beside what is in the files, field by field, in the platform's words.",
            "Needs no key. Stores nothing and sends nothing. What the files do not mention stays as it is published."
        },
        footer = {"", "Examples:", "  snet4j publish diff", "  snet4j publish diff --file snet.yaml --json"})
@Printed(PublishDiffCommand.Compared.class)
final class PublishDiffCommand extends SnetCommand {
    /** @param changes none where both are the same */
    record Compared(List<Change> changes) {}

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Sources sources;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Stores stores;

    PublishDiffCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        Draft draft = sources.read();
        try (SnetClient reader = context().reader();
                ContentStore store = stores.open(context().settings())) {
            Publisher publisher = reader.publisher(store);
            List<Change> changes = new ArrayList<>();
            if (draft.organization().isPresent()) {
                Wanted organization = Wanted.organization(output(), draft);
                changes.add(compared(organization, publisher));
            }
            if (draft.service().isPresent()) {
                Wanted service = Wanted.service(output(), draft);
                boolean first = changes.stream().anyMatch(Change::createsOrganization);
                changes.add(first ? Change.later(service.what()) : compared(service, publisher));
            }
            output().print(new Compared(changes), compared -> compared.changes()
                    .forEach(change -> change.print(output())));
        }
        return ExitCode.OK;
    }

    /** Who would publish is not known, so neither is whether it may, and what that costs. */
    private static Change compared(Wanted wanted, Publisher publisher) {
        return Change.of(wanted.what(), publisher.plan(wanted.change())).ofNobody();
    }
}
