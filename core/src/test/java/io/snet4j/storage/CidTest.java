package io.snet4j.storage;

import static io.snet4j.testing.Vectors.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.storage.Cid.Codec;
import io.snet4j.storage.UnixFs.Block;
import io.snet4j.testing.Vectors;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidTest {
    static final String HELLO = "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD";

    static Stream<Arguments> contents() {
        return Vectors.cases("cids");
    }

    /** As the vectors describe it: in hexadecimal, or by a rule. */
    static byte[] content(JsonNode vector) {
        if (vector.has("content_hex")) {
            return bytes(vector.get("content_hex"));
        }
        byte[] content = new byte[vector.get("content_length").asInt()];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte)
                    switch (vector.get("content_rule").asText()) {
                        case "every byte is 0x61" -> 0x61;
                        case "byte[i] = (i*31 + (i>>8)) & 0xff" -> i * 31 + (i >> 8);
                        default -> throw new AssertionError("a rule that no test knows");
                    };
        }
        return content;
    }

    @ParameterizedTest
    @MethodSource("contents")
    void contentIsNamedAsIpfsAddNamesIt(JsonNode vector) {
        byte[] content = content(vector);

        assertThat(Hashes.sha256(content)).isEqualTo(bytes(vector.get("content_sha256")));
        assertThat(Cid.of(content)).hasToString(vector.get("cid_v0").asText());
        String raw = vector.has("cid_v1_raw") ? "cid_v1_raw" : "raw_single_block_cid_v1";
        assertThat(Cid.ofRaw(content)).hasToString(vector.get(raw).asText());
    }

    @ParameterizedTest
    @MethodSource("contents")
    void everySpellingOfACidIsRead(JsonNode vector) {
        Cid v0 = Cid.parse(vector.get("cid_v0").asText());
        Cid dagPb = Cid.parse(vector.get("cid_v1_dag_pb").asText());

        assertThat(v0.version()).isZero();
        assertThat(dagPb.version()).isEqualTo(1);
        assertThat(dagPb.codec()).isEqualTo(Codec.DAG_PB);
        assertThat(dagPb)
                .isNotEqualTo(v0)
                .hasToString(vector.get("cid_v1_dag_pb").asText());
        assertThat(dagPb.namesSameBlock(v0)).isTrue();
        if (vector.has("cid_v1_raw")) {
            Cid raw = Cid.parse(vector.get("cid_v1_raw").asText());
            assertThat(v0.toBytes()).isEqualTo(bytes(vector.get("cid_v0_bytes")));
            assertThat(raw.toBytes()).isEqualTo(bytes(vector.get("cid_v1_raw_bytes")));
            assertThat(raw).isEqualTo(Cid.parse(vector.get("cid_v1_raw_base58").asText()));
            assertThat(raw.codec()).isEqualTo(Codec.RAW);
            assertThat(raw.names(content(vector))).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("contents")
    void theBlocksAreThoseOfTheReferenceImporter(JsonNode vector) {
        List<Block> blocks = UnixFs.blocks(content(vector));
        Block root = blocks.get(blocks.size() - 1);

        assertThat(blocks).allSatisfy(block -> assertThat(block.cid().names(block.bytes()))
                .isTrue());
        assertThat(root.cid()).hasToString(vector.get("cid_v0").asText());
        if (vector.has("dag_pb_block_hex")) {
            assertThat(root.bytes()).isEqualTo(bytes(vector.get("dag_pb_block_hex")));
        }
        if (vector.has("dag_pb_block_length")) {
            assertThat(root.bytes()).hasSize(vector.get("dag_pb_block_length").asInt());
            assertThat(Hashes.sha256(root.bytes())).isEqualTo(bytes(vector.get("dag_pb_block_sha256")));
        }
        if (vector.has("root_block_hex")) {
            assertThat(root.bytes()).isEqualTo(bytes(vector.get("root_block_hex")));
            assertThat(blocks.subList(0, blocks.size() - 1).stream()
                            .map(block -> block.cid().toString()))
                    .containsExactlyElementsOf(Vectors.elements(vector.get("links"))
                            .map(link -> link.get("cid").asText())
                            .toList());
        }
    }

    /**
     * Numbers of the reference importer in JavaScript (ipfs-unixfs-importer), for the rule of the vectors' last case.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 1, QmS9JArPwa55ePgDnyg6TzX24mYTS1b1vLqWNebyVotKxQ",
        "262144, 1, QmRGtaHK8V8JK23yDT1tfoh2eRY9U5ix6zbiNHc9732JMo",
        "262145, 3, QmcVbM5cMCqC9pvnGvnPMHThnJdMeqJ4oVsqRSqWkdHXky",
        "45613056, 175, Qme3AVRTuvMi3KSxMYAqLUcqQUywPoFXKkxamVrH4N7BTq",
        "45613057, 178, QmVZjfaRfSnMEE9akRfRuGzVHQNfcEynaJQKj8G6JMaPFd",
    })
    void moreThan174ChunksMakeAnotherLevel(int length, int blocks, String cid) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (i * 31 + (i >> 8));
        }

        assertThat(UnixFs.blocks(content)).hasSize(blocks).last().satisfies(root -> assertThat(root.cid())
                .hasToString(cid));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"|expected to begin with Q, z or b",
                "hello|expected to begin with Q, z or b",
                "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyf|its hash is not sha2-256",
                "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD1|it is not 34 bytes long",
                "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLy0D|'0' does not belong there",
                "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD/a.json|'/' does not belong there",
                "QmNLei78zWmzUdbeRB3CiUfAizWUrbeeZh5K1rhAQKCh4z|its hash is not sha2-256",
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5f|it is not 36 bytes long",
                "bafyreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e|its codec is neither raw nor dag-pb",
                "b|it is not 36 bytes long",
            })
    void whatIsNoCidIsRefusedByName(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cid.parse(text))
                .withMessage("not a CID: \"" + text + "\": " + reason);
    }

    @Test
    void aUriIsASchemeAndACid() {
        URI uri = URI.create("ipfs://" + HELLO);

        assertThat(Cid.parse(uri)).isEqualTo(Cid.of("hello world".getBytes(StandardCharsets.UTF_8)));
        assertThat(Cid.parse(uri).toUri()).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipfs://" + HELLO + "/",
                "ipfs://" + HELLO + "/a.json",
                "ipfs://" + HELLO + "?x",
                "ipfs://" + HELLO + "#x",
                "ipfs:" + HELLO,
                "filecoin://" + HELLO,
                "http://127.0.0.1/ipfs/" + HELLO,
                HELLO,
                "ipfs://x"
            })
    void anyOtherUriIsRefusedByName(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cid.parse(URI.create(uri)))
                .withMessageContaining(uri.replace("ipfs://", ""));
    }
}
