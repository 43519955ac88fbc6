package io.snet4j.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.explore.RandomTest;
import io.snet4j.internal.archive.TarGz;
import io.snet4j.publish.InvalidFileException;
import io.snet4j.publish.OrganizationFile;
import io.snet4j.publish.ServiceFile;
import io.snet4j.testing.Fuzzer;
import io.snet4j.testing.TarMaker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever somebody publishes, reading it ends in what was read or in a typed error. */
@Tag("explore")
class FuzzIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NASTY = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "18446744073709551616",
            "9".repeat(90),
            "\"\"",
            "\"0x\"",
            "\"0x0000000000000000000000000000000000000000\"",
            "\"http://[::1]:99999\"",
            "\"http://a b\"",
            "\"ipfs://\"",
            "\"\\u0000\\ud800\"",
            "\"fixed_price_per_method\"",
            "[]",
            "[null]",
            "[[[[[[]]]]]]",
            "{}",
            "{\"\": {\"a\": [1]}}");
    private static final List<byte[]> ARCHIVES = List.of(
            TarGz.of(Map.of("a.proto", "syntax = \"proto3\";\n".repeat(50), "b.proto", "// ä")),
            Base64.getDecoder().decode(ApiArchiveTest.OF_PYTHON));
    private static final List<byte[]> TARS = List.of(
            new TarMaker()
                    .file("a.proto", "text")
                    .file("sub/b.proto", "x".repeat(600))
                    .build(),
            new TarMaker()
                    .pax("path", "n".repeat(150) + ".proto")
                    .file("a", "text")
                    .entry("././@LongLink", 'L', "long.proto\0".getBytes(UTF_8))
                    .entry("b", '0', new byte[10])
                    .entry("f/", '5', new byte[0])
                    .build());

    @Test
    void noArchiveEndsInAnUnexpectedException() {
        Fuzzer.run(RandomTest.ARCHIVES, FuzzIT::archive, FuzzIT::readArchive);
    }

    @Test
    void noMetadataEndsInAnUnexpectedException() {
        Fuzzer.run(RandomTest.METADATA, FuzzIT::metadata, FuzzIT::readMetadata);
    }

    private static byte[] metadata(Random random) {
        String json = random.nextBoolean() ? MetadataDamageTest.ORGANIZATION : MetadataDamageTest.SERVICE;
        if (random.nextInt(3) == 0) {
            return Fuzzer.damage(random, json.getBytes(UTF_8));
        }
        try {
            JsonNode root = JSON.readTree(json);
            for (int i = random.nextInt(3); i >= 0; i--) {
                replaceOne(random, root);
            }
            return root.toString().getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void replaceOne(Random random, JsonNode root) throws JsonProcessingException {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        JsonNode value = JSON.readTree(NASTY.get(random.nextInt(NASTY.size())));
        if (container instanceof ArrayNode array && !array.isEmpty()) {
            array.set(random.nextInt(array.size()), value);
        } else if (container instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    /** What a provider has written himself is told with all that is wrong, whatever it is. */
    private static void checkAsFile(String json) {
        try {
            OrganizationFile organization = OrganizationFile.parse(json);
            assertThat(OrganizationFile.parse(organization.json())).isEqualTo(organization);
            ServiceFile service = ServiceFile.parse(json);
            assertThat(service.problems(organization)).hasSizeLessThanOrEqualTo(500);
            assertThat(ServiceFile.parse(service.json())).isEqualTo(service);
        } catch (InvalidFileException e) {
            assertThat(e.problems()).hasSize(1);
        }
    }

    /** As either kind: what is published under an organization's URI may be a service, too. */
    private static void readMetadata(byte[] json) {
        checkAsFile(new String(json, UTF_8));
        if (new String(json, UTF_8).contains("mpe_address")) {
            Service service = ServiceMetadata.read("example", "digits", json);
            assertThat(service.groups()).isNotEmpty().allSatisfy(group -> {
                assertThat(group.endpoints()).isNotEmpty().allMatch(endpoint -> endpoint.getHost() != null);
                assertThat(group.name()).isNotBlank();
            });
        } else {
            Organization organization = OrganizationMetadata.read("example", json);
            assertThat(organization.groups()).isNotEmpty().allSatisfy(group -> assertThat(group.name())
                    .isNotBlank());
        }
    }

    private static byte[] archive(Random random) {
        if (random.nextInt(4) == 0) {
            return Fuzzer.damage(random, ARCHIVES.get(random.nextInt(ARCHIVES.size())));
        }
        byte[] tar = Fuzzer.damage(random, TARS.get(random.nextInt(TARS.size())));
        if (random.nextInt(4) != 0) {
            TarMaker.mendChecksums(tar);
        }
        return random.nextInt(4) == 0 ? TarMaker.gzip(tar) : tar;
    }

    private static void readArchive(byte[] archive) {
        Path folder = Path.of("/folder");
        List<ProtoFile> files = ApiArchive.read("a service", archive);
        assertThat(files)
                .isNotEmpty()
                .allMatch(file -> folder.resolve(file.path()).normalize().startsWith(folder))
                .allMatch(file -> file.path().endsWith(".proto"));
        assertThat(files.stream().map(ProtoFile::path)).doesNotHaveDuplicates();
    }
}
