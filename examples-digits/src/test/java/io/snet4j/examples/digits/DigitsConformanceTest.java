package io.snet4j.examples.digits;

import io.snet4j.provider.tck.ProviderConformance;
import io.snet4j.provider.tck.ProviderUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The digits keep the rules of the protocol. */
class DigitsConformanceTest extends ProviderConformance {
    private final DrawnDigits drawn = new DrawnDigits(3);
    private final Path folder;
    private final DigitsService service;

    DigitsConformanceTest(@TempDir Path folder) {
        this.folder = folder;
        service = DigitsService.builder(folder.resolve("work"))
                .allowLinksTo("127.0.0.1")
                .start();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Override
    protected ProviderUnderTest provider() {
        try {
            return ProviderUnderTest.at(service.uri())
                    .service("digits.Digits", "recognize")
                    .goodDataset(Zips.write(
                            folder.resolve("good.zip"), Zips.digits(drawn, 20, digit -> Integer.toString(digit))))
                    .badDataset(Zips.write(folder.resolve("bad.zip"), Map.of("3/1.png", drawn.png(3))))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
