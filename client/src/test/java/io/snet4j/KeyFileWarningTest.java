package io.snet4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("looks at what is logged")
class KeyFileWarningTest {
    @ParameterizedTest
    @CsvSource({
        "KEYSTORE, rw-r--r--",
        "KEYSTORE_PASSWORD_FILE, rw-r-----",
        "MNEMONIC_FILE, rw----r--",
        "TLS_KEY, rw-r--r--"
    })
    void aKeyFileThatOthersCanReadBringsOneWarning(Setting setting, String permissions, @TempDir Path folder)
            throws IOException {
        assertThat(logged(setting, permissions, folder).lines())
                .singleElement()
                .asString()
                .contains("WARN")
                .contains(folder.resolve(setting.name()).toString());
    }

    @ParameterizedTest
    @CsvSource({"KEYSTORE", "KEYSTORE_PASSWORD_FILE", "MNEMONIC_FILE", "TLS_KEY"})
    void oneThatOnlyItsOwnerCanReadBringsNone(Setting setting, @TempDir Path folder) throws IOException {
        assertThat(logged(setting, "rw-------", folder)).isEmpty();
    }

    /** What reading it twice logs; all other files are closed to others. */
    private static String logged(Setting setting, String permissions, Path folder) throws IOException {
        Map<String, String> values = new HashMap<>();
        boolean keystore = setting.name().startsWith("KEYSTORE");
        for (Setting each : keystore
                ? new Setting[] {Setting.KEYSTORE, Setting.KEYSTORE_PASSWORD_FILE}
                : setting == Setting.TLS_KEY
                        ? new Setting[] {Setting.TLS_KEY, Setting.TLS_CERTIFICATE}
                        : new Setting[] {setting}) {
            Path file = Files.writeString(folder.resolve(each.name()), "test ".repeat(11) + "junk");
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString(each == setting ? permissions : "rw-------"));
            values.put(each.variable(), file.toString());
        }
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            for (int i = 0; i < 2; i++) {
                // What is in the keystore is none: it is read all the same.
                Throwable failure = catchThrowable(() -> new SnetClient.Builder(values).fromEnvironment());
                assertThat(failure == null || keystore).isTrue();
            }
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
