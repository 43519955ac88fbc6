package io.snet4j.examples.text;

import io.snet4j.internal.core.FreePort;
import io.snet4j.provider.tck.ProviderConformance;
import io.snet4j.provider.tck.ProviderUnderTest;
import io.snet4j.testing.OtherJvm;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The classifier keeps the rules of the protocol, also when it is killed. */
class TextConformanceIT extends ProviderConformance {
    private final Path folder;

    TextConformanceIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    protected ProviderUnderTest provider() {
        String port = Integer.toString(FreePort.find());
        String models = folder.resolve("models").toString();
        return ProviderUnderTest.at(URI.create("http://127.0.0.1:" + port))
                .service("text.Classifier", "classify")
                .goodDataset(SampleTexts.tarGz(folder.resolve("good.tar.gz"), SampleTexts.all()))
                .badDataset(SampleTexts.tarGz(folder.resolve("bad.tar.gz"), Map.of("sea/1.txt", "Waves.")))
                .startCommand(OtherJvm.quick(TextService.class, models, port, "127.0.0.1")
                        .command()
                        .toArray(String[]::new))
                .build();
    }
}
