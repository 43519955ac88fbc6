package io.snet4j.cli;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.devnet.HostedService;
import io.snet4j.errors.MetadataException;
import io.snet4j.internal.proto.ServiceProtos;
import io.snet4j.registry.ProtoFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * A service of the user's own, whose provider is another process: the devnet publishes it and puts a daemon before it.
 */
final class OutsideProvider {
    @Option(
            names = "--organization",
            required = true,
            paramLabel = "ORG",
            description = "Publish a service of your own, under this organization, instead of the digits.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String organization;

    @Option(names = "--service", required = true, paramLabel = "ID", description = "Its id.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String service;

    @Option(names = "--proto", required = true, paramLabel = "FILE", description = "Its proto file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path proto;

    @Option(
            names = "--provider",
            required = true,
            paramLabel = "URI",
            description = "Where its provider listens, which you start: http://HOST:PORT.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private URI provider;

    String organization() {
        return organization;
    }

    HostedService hosted() {
        if (!"http".equals(provider.getScheme()) || provider.getHost() == null || provider.getPort() < 1) {
            throw new IllegalArgumentException("--provider is " + provider + "; expected http://HOST:PORT");
        }
        String name = proto.getFileName().toString();
        String text = text();
        FileDescriptor file = compiled(name, text);
        return HostedService.of(service, file, text, host -> HostedService.Running.at(provider, () -> {}));
    }

    private FileDescriptor compiled(String name, String text) {
        try {
            return ServiceProtos.of(List.of(new ProtoFile(name, text))).files().stream()
                    .filter(known -> known.getName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(proto + " has no method that can be called"));
        } catch (MetadataException e) {
            throw new RefusedException(proto + ": " + e.getMessage());
        }
    }

    private String text() {
        try {
            return Files.readString(proto);
        } catch (NoSuchFileException e) {
            throw new RefusedException("there is no file " + proto);
        } catch (IOException e) {
            throw new RefusedException("cannot read " + proto + ": " + e);
        }
    }
}
