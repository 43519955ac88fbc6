package io.snet4j.cli.publish;

import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.storage.ContentStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where files go that are published. */
final class Stores {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @Option(
            names = "--ipfs",
            paramLabel = "URI",
            description = "The IPFS node that stores what is published. Default: the first of SNET4J_STORAGE.")
    private @Nullable URI ipfs;

    @Option(
            names = "--lighthouse-token-file",
            paramLabel = "FILE",
            description = "Store with Lighthouse instead; the file holds the token.")
    private @Nullable Path lighthouse;

    ContentStore open(ClientSettings settings) {
        if (lighthouse != null) {
            return ContentStore.lighthouse(ContentStore.LIGHTHOUSE_UPLOAD, token(lighthouse));
        }
        URI node = ipfs != null ? ipfs : first(settings);
        try {
            return ContentStore.ipfs(node, TIMEOUT);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("no files can be stored at " + node + ": " + e.getMessage()
                    + "; name a node with --ipfs URI, or say --lighthouse-token-file FILE");
        }
    }

    private static URI first(ClientSettings settings) {
        String all = settings.value("SNET4J_STORAGE")
                .orElseThrow(() -> new RefusedException("SNET4J_STORAGE is not set", ExitCode.REFUSED_INPUT));
        try {
            return URI.create(all.split(",")[0].strip());
        } catch (IllegalArgumentException e) {
            throw new RefusedException("SNET4J_STORAGE is no URI");
        }
    }

    private static String token(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new RefusedException("cannot read the token in " + file + ": " + e);
        }
    }
}
