package io.snet4j.examples.digits;

import io.snet4j.internal.core.FreePort;
import io.snet4j.provider.sqlite.SqliteModelStore;
import io.snet4j.provider.tck.ProviderConformance;
import io.snet4j.provider.tck.ProviderUnderTest;
import io.snet4j.testing.OtherJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The digits keep the rules of the protocol, also when they are killed, if their models are in a store. */
class DigitsConformanceIT extends ProviderConformance {
    private final DrawnDigits drawn = new DrawnDigits(3);
    private final Path folder;

    DigitsConformanceIT(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Runs until it is killed. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            Path work = Path.of(arguments[0]);
            DigitsService.builder(work)
                    .port(Integer.parseInt(arguments[1]))
                    .store(SqliteModelStore.open(work.resolve("models.db")))
                    .allowLinksTo("127.0.0.1")
                    .start();
            Thread.currentThread().join();
        }
    }

    @Override
    protected ProviderUnderTest provider() {
        try {
            String port = Integer.toString(FreePort.find());
            return ProviderUnderTest.at(URI.create("http://127.0.0.1:" + port))
                    .service("digits.Digits", "recognize")
                    .goodDataset(Zips.write(
                            folder.resolve("good.zip"), Zips.digits(drawn, 20, digit -> Integer.toString(digit))))
                    .badDataset(Zips.write(folder.resolve("bad.zip"), Map.of("3/1.png", drawn.png(3))))
                    .startCommand(
                            OtherJvm.quick(Program.class, folder.resolve("work").toString(), port)
                                    .command()
                                    .toArray(String[]::new))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
