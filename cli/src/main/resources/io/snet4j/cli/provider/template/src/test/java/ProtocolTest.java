package com.example.classifier;

import io.snet4j.provider.tck.ProviderConformance;
import io.snet4j.provider.tck.ProviderUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The service keeps the rules of the protocol, also when it is killed. */
class ProtocolTest extends ProviderConformance {
    private final Path folder;

    ProtocolTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    protected ProviderUnderTest provider() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String path = System.getProperty("java.class.path");
        String models = folder.resolve("models").toString();
        try {
            String port = freePort();
            return ProviderUnderTest.at(URI.create("http://127.0.0.1:" + port))
                    .service("classifier.Classifier", "classify")
                    .goodDataset(SampleTexts.zip(folder.resolve("good.zip"), SampleTexts.TWO_LABELS))
                    .badDataset(SampleTexts.zip(folder.resolve("bad.zip"), SampleTexts.ONE_LABEL))
                    .startCommand(java, "-cp", path, Service.class.getName(), models, port, "127.0.0.1")
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
