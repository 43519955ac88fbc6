package io.snet4j.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How IPFS cuts a file into blocks: chunks of 262144 bytes, a balanced tree of nodes with at most 174 links each, all in
 * dag-pb; what {@code ipfs add} does by default. Other importers cut otherwise and get other CIDs for the same bytes.
 */
public final class UnixFs {
    static final int CHUNK = 262_144;
    static final int MAX_LINKS = 174;

    private UnixFs() {}

    /** A block and its name. */
    public record Block(Cid cid, byte[] bytes) {}

    /** All blocks of a file, each after those it links to: the last is the root, which {@link Cid#of} names. */
    public static List<Block> blocks(byte[] content) {
        List<Block> blocks = new ArrayList<>();
        build(content, blocks::add);
        return List.copyOf(blocks);
    }

    static Cid root(byte[] content) {
        return build(content, block -> {});
    }

    private static Cid build(byte[] content, Consumer<Block> sink) {
        UnixFsImport blocks = new UnixFsImport(sink);
        blocks.add(content, 0, content.length);
        return blocks.finish();
    }

    /**
     * @param dataSize of the file's bytes below
     * @param treeSize of all blocks below
     */
    record Link(Cid cid, long dataSize, long treeSize) {}
}
