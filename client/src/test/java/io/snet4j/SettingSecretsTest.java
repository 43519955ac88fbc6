package io.snet4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.snet4j.errors.InvalidRequestException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets in the wrong place, and in places where they belong: no message and no cause repeats them. */
class SettingSecretsTest {
    private static final String KEY = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
    private static final String WORDS =
            "abandon secretword abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

    /** In all secrets of this test that are not the two above. */
    private static final String MARK = "s3cr3t";

    private static Map<String, String> environment() {
        Map<String, String> values = new HashMap<>();
        values.put("SNET4J_NETWORK", "sepolia");
        values.put("SNET4J_RPC", "https://user:" + MARK + "@rpc.example.org/v3/" + MARK + "?key=" + MARK);
        values.put("SNET4J_STORAGE", "https://user:" + MARK + "@ipfs.example.org/" + MARK);
        values.put("SNET4J_PRIVATE_KEY", KEY);
        return values;
    }

    private static void assertNothingTold(Throwable failure) {
        assertThat(failure).isNotNull();
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        assertThat(all.toString())
                .doesNotContainIgnoringCase(KEY)
                .doesNotContain("secretword")
                .doesNotContain(MARK);
    }

    static Stream<Arguments> secretsInTheWrongPlace() {
        return Stream.of(Setting.values())
                .flatMap(setting -> Stream.of(KEY, "0x" + KEY, WORDS, "ftp://user:" + MARK + "@example.org/" + MARK)
                        .map(secret -> Arguments.of(setting, secret)));
    }

    @ParameterizedTest
    @MethodSource("secretsInTheWrongPlace")
    void aSecretInTheWrongSettingIsNotRepeated(Setting setting, String secret, @TempDir Path folder) throws Exception {
        Map<String, String> values = environment();
        if (setting.name().startsWith("KEYSTORE") || setting.name().startsWith("MNEMONIC")) {
            values.remove("SNET4J_PRIVATE_KEY");
            values.put(
                    "SNET4J_KEYSTORE",
                    Files.writeString(folder.resolve("k"), "{}").toString());
            if (setting.name().startsWith("MNEMONIC")) {
                values.remove("SNET4J_KEYSTORE");
                values.put(
                        "SNET4J_MNEMONIC_FILE",
                        Files.writeString(folder.resolve("m"), "test ".repeat(11) + "junk")
                                .toString());
            }
        }
        if (setting == Setting.REMOTE_SIGNER_ADDRESS) {
            values.remove("SNET4J_PRIVATE_KEY");
            values.put("SNET4J_REMOTE_SIGNER", "http://127.0.0.1:1");
        }
        values.put(setting.variable(), secret);

        Throwable failure = catchThrowable(
                () -> new SnetClient.Builder(values).fromEnvironment().build().close());

        if (failure != null) {
            assertThat(failure)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining(setting.variable().replace("_PATH", ""));
            assertNothingTold(failure);
        } else {
            // A key for a key, and what may be the name of anything.
            assertThat(setting)
                    .isIn(Setting.PRIVATE_KEY, Setting.SIGNER_PRIVATE_KEY, Setting.STATE_DIR, Setting.AUDIT_FILE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SNET4J_RPC, https://user:s3cr3t@exa mple.org",
        "SNET4J_RPC, wss://user:s3cr3t@example.org/s3cr3t",
        "SNET4J_RPC, s3cr3ts3cr3ts3cr3ts3cr3t",
        "SNET4J_STORAGE, 'https://example.org, s3cr3t'",
        "SNET4J_MNEMONIC_FILE, s3cr3t",
        "SNET4J_KEYSTORE, s3cr3t",
        "SNET4J_TLS_KEY, s3cr3t",
        "SNET4J_TLS_CERTIFICATE, s3cr3t",
    })
    void theValueOfASettingThatMayHoldASecretIsNotRepeated(String variable, String value) {
        Map<String, String> values = environment();
        if (!variable.contains("TLS")) {
            values.remove("SNET4J_PRIVATE_KEY");
        }
        values.put(variable, value);

        Throwable failure = catchThrowable(() -> new SnetClient.Builder(values).fromEnvironment());

        assertThat(failure).isInstanceOf(InvalidRequestException.class).hasMessageContaining(variable);
        assertNothingTold(failure);
    }

    @Test
    void aKeyInALineOfItsOwnIsNotRepeated(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("snet4j.properties"), "0x" + KEY + "\n");
        assertNothingTold(catchThrowable(() -> SnetClient.builder().fromProperties(file)));
    }

    @Test
    void whatTheNodeOrTheStorageFailsWithNamesNoSecretOfItsUrl() {
        Map<String, String> values = environment();
        values.put("SNET4J_RPC", "http://user:" + MARK + "@127.0.0.1:1/v3/" + MARK + "?key=" + MARK);
        try (SnetClient client =
                new SnetClient.Builder(values).fromEnvironment().build()) {
            assertThat(client.toString()).doesNotContain(MARK).doesNotContain(KEY);
            assertThat(client.identity().toString()).doesNotContain(KEY);
            Throwable failure = catchThrowable(() -> client.account().escrowBalance());
            assertThat(failure).hasMessageContaining("http://127.0.0.1:1");
            assertNothingTold(failure);
        }
        URI storage = URI.create("http://user:" + MARK + "@127.0.0.1:1/" + MARK + "/ipfs/?key=" + MARK);
        Throwable failure = catchThrowable(() -> io.snet4j.storage.Storage.of(
                        List.of(storage, URI.create("http://u:" + MARK + "@127.0.0.1:1/" + MARK)),
                        Duration.ofSeconds(20))
                .fetch(URI.create("ipfs://Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD")));
        assertThat(failure).hasMessageContaining("http://127.0.0.1:1");
        assertNothingTold(failure);
    }
}
