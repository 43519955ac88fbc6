package io.snet4j.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleRulesTest {
    private static final String POM =
            """
            <project><groupId>io.snet4j</groupId><artifactId>one</artifactId><version>1.0</version>
            <name>n</name><description>d</description><url>u</url>
            <licenses><license><name>MIT</name><url>u</url></license></licenses>
            <developers><developer><name>d</name></developer></developers>
            <scm><connection>c</connection><developerConnection>c</developerConnection><url>u</url></scm></project>
            """;

    private final Path repository;
    private final Path folder;

    BundleRulesTest(@TempDir Path repository) {
        this.repository = repository;
        this.folder = repository.resolve("io/snet4j/one/1.0");
    }

    @BeforeEach
    void aBundleThatKeepsAllRules() throws Exception {
        Files.createDirectories(folder);
        write(".pom", POM);
        for (String end : new String[] {".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json"}) {
            write(end, end);
        }
    }

    private void write(String end, String text) throws Exception {
        Path file = folder.resolve("one-1.0" + end);
        Files.writeString(file, text);
        Files.writeString(Path.of(file + ".asc"), "-----BEGIN PGP SIGNATURE-----");
        for (Map.Entry<String, String> digest :
                Map.of("md5", "MD5", "sha1", "SHA-1").entrySet()) {
            byte[] hash = MessageDigest.getInstance(digest.getValue()).digest(Files.readAllBytes(file));
            Files.writeString(
                    Path.of(file + "." + digest.getKey()), HexFormat.of().formatHex(hash));
        }
    }

    @Test
    void whatKeepsAllRulesIsTaken() throws IOException {
        assertThat(BundleRules.broken(repository)).isEmpty();
    }

    @Test
    void aBundleOfNothingIsNone() throws IOException {
        assertThat(BundleRules.broken(Files.createDirectory(repository.resolve("empty"))))
                .singleElement()
                .asString()
                .startsWith("no artifact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "description", "url", "licenses", "developers", "scm"})
    void aPomWithoutOneOfItsElementsIsNamed(String element) throws Exception {
        write(".pom", POM.replaceFirst("(?s)<" + element + ">.*?</" + element + ">", ""));

        assertThat(BundleRules.broken(repository)).isNotEmpty().allMatch(line -> line.contains("one-1.0.pom has no "));
    }

    @Test
    void aSnapshotIsNamed() throws Exception {
        write(".pom", POM.replace("</description>", "</description><!-- 1.0-SNAPSHOT -->"));

        assertThat(BundleRules.broken(repository)).containsExactly("one-1.0.pom names a snapshot");
    }

    @ParameterizedTest
    @ValueSource(strings = {".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json"})
    void aFileThatIsMissingIsNamed(String end) throws IOException {
        Files.delete(folder.resolve("one-1.0" + end));

        assertThat(BundleRules.broken(repository)).containsExactly("one-1.0.pom stands without one-1.0" + end);
    }

    @Test
    void aFileWithoutSignatureIsNamed() throws IOException {
        Files.delete(folder.resolve("one-1.0.jar.asc"));

        assertThat(BundleRules.broken(repository)).containsExactly("one-1.0.jar is not signed");
    }

    @Test
    void aFileThatWasChangedAfterwardsIsNamed() throws IOException {
        Files.writeString(folder.resolve("one-1.0.jar"), "another");

        assertThat(BundleRules.broken(repository))
                .containsExactlyInAnyOrder("one-1.0.jar has no right md5", "one-1.0.jar has no right sha1");
    }

    @Test
    void aFileInAnotherPlaceIsNamed() throws IOException {
        Files.move(folder, folder.resolveSibling("1.1"));

        assertThat(BundleRules.broken(repository)).singleElement().asString().contains("should lie at");
    }
}
