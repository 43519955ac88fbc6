package io.snet4j.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.WireFormat;
import io.snet4j.errors.StorageException;
import io.snet4j.storage.UnixFs.Link;
import io.snet4j.testing.Vectors;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Trees of blocks as no importer makes them; each block has the name that it is asked for by. */
class UnixFsReaderTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final URI URI_OF_IT = URI.create("ipfs://it");
    private static final byte[] DIRECTORY = {10, 2, 8, 1};

    private final Map<Cid, byte[]> blocks = new HashMap<>();
    private final BlockSource source = new BlockSource() {
        @Override
        public byte[] block(Cid cid, long maxBytes) {
            byte[] block = blocks.get(cid);
            if (block == null) {
                throw new StorageException("there is no " + cid);
            }
            return block;
        }

        @Override
        public String source() {
            return "the test";
        }
    };

    private Link leaf(byte[] content) {
        byte[] block = DagPbNode.leaf(content);
        return link(block, content.length);
    }

    private Link parent(List<Link> children) {
        return link(
                DagPbNode.parent(children),
                children.stream().mapToLong(Link::dataSize).sum());
    }

    private Link link(byte[] block, long dataSize) {
        Cid cid = Cid.ofNode(block);
        blocks.put(cid, block);
        return new Link(cid, dataSize, block.length);
    }

    private byte[] read(Link root, long maxBytes) {
        return new UnixFsReader(source, URI_OF_IT, maxBytes, PATIENCE)
                .read(root.cid(), source.block(root.cid(), maxBytes));
    }

    private void refused(Link root, String reason) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> read(root, 100_000))
                .withMessageContaining(reason);
    }

    @Test
    void theTreeOfTheGoldenVectorIsReadBack() {
        JsonNode vector = Vectors.elements(Vectors.ALL.path("cids"))
                .filter(entry -> entry.has("root_block_hex"))
                .findFirst()
                .orElseThrow();
        byte[] content = new byte[300_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 + (i >> 8));
        }
        UnixFs.blocks(content).forEach(block -> blocks.put(block.cid(), block.bytes()));
        Cid root = Cid.parse(vector.path("cid_v0").asText());

        assertThat(blocks.get(root)).isEqualTo(Vectors.bytes(vector.path("root_block_hex")));
        assertThat(read(new Link(root, 0, 0), 300_000)).isEqualTo(content);
    }

    @Test
    void branchesMayDifferInDepthAndKind() {
        Link raw = new Link(Cid.ofRaw("c".getBytes(UTF_8)), 1, 1);
        blocks.put(raw.cid(), "c".getBytes(UTF_8));
        Link left = parent(List.of(leaf("a".getBytes(UTF_8)), leaf("b".getBytes(UTF_8))));

        assertThat(read(parent(List.of(left, raw, leaf(new byte[0]))), 100)).isEqualTo("abc".getBytes(UTF_8));
    }

    /** Fields that nobody knows are passed over, group by group. */
    @Test
    void aBlockOfDeepGroupsIsRefused() {
        byte[] groups = new byte[20_000];
        Arrays.fill(groups, 0, 10_000, (byte) (9 << 3 | WireFormat.WIRETYPE_START_GROUP));
        Arrays.fill(groups, 10_000, 20_000, (byte) (9 << 3 | WireFormat.WIRETYPE_END_GROUP));

        refused(link(groups, 0), "is malformed");
    }

    @Test
    void aDeepTreeIsRefused() {
        Link deep = leaf(new byte[1]);
        for (int i = 0; i < UnixFsReader.MAX_DEPTH; i++) {
            deep = parent(List.of(deep));
        }
        Link deepest = deep;

        assertThat(read(deepest, 100_000)).hasSize(1);
        refused(parent(List.of(deepest)), "out of all proportion");
    }

    @Test
    void aWideTreeOfNothingIsRefused() {
        Link nothing = leaf(new byte[0]);

        refused(parent(Collections.nCopies(10_000, nothing)), "out of all proportion");
    }

    @Test
    void aTreeThatMultipliesAtEachLevelIsRefused() {
        Link all = leaf(new byte[0]);
        for (int i = 0; i < 20; i++) {
            all = parent(Collections.nCopies(10, all));
        }

        refused(all, "out of all proportion");
    }

    @Test
    void moreThanIsAnnouncedIsRefusedAndSoIsLess() {
        Link leaf = leaf(new byte[1000]);

        for (int announced : new int[] {999, 1001}) {
            refused(parent(List.of(new Link(leaf.cid(), announced, 0))), "has " + announced + " bytes, and has 1000");
        }
    }

    @Test
    void theLimitHoldsForWhatIsThereAndNotOnlyForWhatIsAnnounced() {
        Link leaf = leaf(new byte[1000]);
        List<Link> silent = IntStream.range(0, 101)
                .mapToObj(i -> new Link(leaf.cid(), 0, 0))
                .toList();

        refused(parent(silent), "at most 97.66 KiB (100000 bytes) are read");
        refused(
                parent(List.of(new Link(leaf.cid(), -1, 0))),
                "18446744073709551615 bytes; at most 97.66 KiB (100000 bytes)");
    }

    @Test
    void aDirectoryInAFileIsRefused() {
        refused(parent(List.of(link(DIRECTORY, 0))), "is no file");
    }

    @Test
    void aLinkThatIsNoNameOfABlockIsRefused() {
        byte[] link = {10, 3, 1, 2, 3};
        byte[] block = {18, 5, link[0], link[1], link[2], link[3], link[4], 10, 2, 8, 2};

        refused(link(block, 0), "is malformed: no CID that is known has 3 bytes");
    }

    @Test
    void aForgedBlockIsNamedWhereverItLies() {
        Link leaf = leaf(new byte[1000]);
        Link root = parent(List.of(leaf, leaf(new byte[10])));
        blocks.put(leaf.cid(), DagPbNode.leaf(new byte[999]));

        refused(root, "the test gave other bytes for " + leaf.cid().toUri());
    }

    @Test
    void patienceEnds() {
        Link root = parent(List.of(leaf(new byte[1])));

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> new UnixFsReader(source, URI_OF_IT, 100, Duration.ZERO)
                        .read(root.cid(), source.block(root.cid(), 100)))
                .withMessageContaining("did not give all of ipfs://it within 0 seconds");
    }
}
