package io.snet4j.cli.demo;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.snet4j.devnet.HostContext;
import io.snet4j.devnet.HostedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The digits service, whose files a test may look at. */
final class RecordingHost implements HostedService {
    private final HostedService digits = new DigitsHost();
    private volatile Optional<Path> workFolder = Optional.empty();

    /** The files of this size that the provider keeps. */
    List<Path> received(long bytes) throws IOException {
        try (var files = Files.walk(workFolder.orElseThrow())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toFile().length() == bytes)
                    .toList();
        }
    }

    @Override
    public String serviceId() {
        return digits.serviceId();
    }

    @Override
    public String displayName() {
        return digits.displayName();
    }

    @Override
    public Map<String, String> protoFiles() {
        return digits.protoFiles();
    }

    @Override
    public FileDescriptor descriptor() {
        return digits.descriptor();
    }

    @Override
    public Running start(HostContext context) throws Exception {
        workFolder = Optional.of(context.workFolder());
        return digits.start(context);
    }
}
