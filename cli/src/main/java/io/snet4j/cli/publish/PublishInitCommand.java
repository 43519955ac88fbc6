package io.snet4j.cli.publish;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.RefusedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snet4j publish init}. */
@Command(
        name = "init",
        description = {
            "Writes a snet.yaml to start from, with a word about each name in it. In the folder of a provider's project, as"
                    + " snet4j provider new makes it, what snetd.json says is filled in.",
            "snet4j publish check says then what is still to be written."
        },
        footer = {
            "",
            "Examples:",
            "  snet4j publish init",
            "  snet4j publish init my-service --organization my-org --service my-service"
        })
@Printed(PublishInitCommand.Written.class)
final class PublishInitCommand extends SnetCommand {
    record Written(Path file) {}

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Where to. Default: here.")
    private @Nullable Path folder;

    @Option(names = "--organization", paramLabel = "ID", description = "The organization's id.")
    private @Nullable String organization;

    @Option(names = "--service", paramLabel = "ID", description = "The service's id.")
    private @Nullable String service;

    @Option(names = "--payment-address", paramLabel = "ADDRESS", description = "Who is paid, 0x and 40 digits.")
    private @Nullable String paymentAddress;

    PublishInitCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        Path where = folder == null ? Path.of("") : folder;
        Path file = where.resolve(Sources.FILE);
        StartingPoint start = StartingPoint.in(where).with(organization, service, paymentAddress);
        try {
            Files.writeString(file, start.text(), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException(file + " is there already; nothing was written");
        } catch (IOException e) {
            throw new RefusedException("cannot write " + file + ": " + e);
        }
        output().print(new Written(file), written -> {
            output().line(written.file().toString());
            output().line("snet4j publish check says what is still to be written there.");
        });
        return ExitCode.OK;
    }
}
