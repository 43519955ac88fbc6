package io.snet4j.cli.provider;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snet4j provider new}. */
@Command(
        name = "new",
        description = {
            "Writes a trainable service to start from: a Maven project that builds, with its tests and its daemon's"
                    + " configuration.",
            "It learns to tell texts apart, without any library. The folder must be empty or not there yet."
        },
        footer = {
            "",
            "Examples:",
            "  snet4j provider new my-service",
            "  snet4j provider new my-service --organization my-org --package org.example.texts"
        })
@Printed(ProviderNewCommand.Written.class)
final class ProviderNewCommand extends SnetCommand {
    /** They become parts of file names, of metadata, and of 32 bytes in the registry. */
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

    /** @param files relative to the folder */
    record Written(Path folder, String organization, String service, List<Path> files) {}

    @Parameters(paramLabel = "DIR", description = "Where to; it is made if it is not there.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path folder;

    @Option(
            names = "--organization",
            paramLabel = "ORG",
            defaultValue = "example-org",
            description = "The organization's id. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String organization;

    @Option(names = "--service", paramLabel = "ID", description = "The service's id. Default: the folder's name.")
    private @Nullable String service;

    @Option(
            names = "--package",
            paramLabel = "NAME",
            defaultValue = ServiceProject.PACKAGE,
            description = "Of its Java code. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String packageName;

    ProviderNewCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        String id = Optional.ofNullable(service)
                .orElseGet(
                        () -> String.valueOf(folder.toAbsolutePath().normalize().getFileName()));
        requireId("--organization", organization);
        requireId(service == null ? "the folder's name, without --service," : "--service", id);
        if (!SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
            throw wrongUsage("--package is \"" + packageName + "\"; expected the name of a Java package, such as "
                    + ServiceProject.PACKAGE);
        }
        List<Path> files = new ServiceProject(organization, id, packageName).write(folder);
        output().print(new Written(folder, organization, id, files), written -> {
            written.files().forEach(file -> output().line(folder.resolve(file).toString()));
            output().line("");
            output().line("mvn verify in " + folder + " builds and tests it; README.md there goes on from that.");
        });
        return ExitCode.OK;
    }

    private void requireId(String what, String id) {
        if (!ID.matcher(id).matches()) {
            throw wrongUsage(what + " is \"" + id + "\"; expected at most 32 small letters, digits, - and _");
        }
    }
}
