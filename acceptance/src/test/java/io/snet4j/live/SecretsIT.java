package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.junit.TestSession;
import io.snet4j.testing.OtherJvm;
import io.snet4j.testing.Zips;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is logged, at the most talkative level there is. */
class SecretsIT {
    /** A daemon's web token. */
    private static final Pattern WEB_TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{10,}\\.");

    /** A signature has 65 bytes; a transaction's hash, which may be told, has 32. */
    private static final Pattern LONG_HEX = Pattern.compile("(?i)[0-9a-f]{120,}");

    private static final Pattern LONG_BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{86,}={0,2}");

    @Test
    void noLogLineHoldsAKeyATokenOrASignature(@TempDir Path folder) throws Exception {
        Path dataset = Zips.write(folder.resolve("dataset.zip"), 2000);
        Path output = folder.resolve("output.txt");
        try (TestSession net = Toys.session(new ToyService()).freeCalls(1).start()) {
            net.account("consumer");
            String connection = net.connection().toJson();
            Process program = OtherJvm.of(
                            TalkativeClient.class, List.of("-Dorg.slf4j.simpleLogger.log.io.snet4j=trace"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try (var in = program.outputWriter(StandardCharsets.UTF_8)) {
                in.write(connection + "\n" + dataset + "\n");
            }

            assertThat(program.waitFor()).as(Files.readString(output)).isZero();

            String told = Files.readString(output);
            String key = net.account("consumer").privateKey().replaceFirst("^0x", "");
            assertThat(told).contains("READY_TO_USE").contains("DEBUG").doesNotContainIgnoringCase(key);
            assertThat(told).doesNotContainPattern(WEB_TOKEN);
            assertThat(told).doesNotContainPattern(LONG_HEX);
            assertThat(told).doesNotContainPattern(LONG_BASE64);
        }
    }
}
