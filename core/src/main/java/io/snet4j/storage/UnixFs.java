package io.snet4j.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * How IPFS cuts a file into blocks: chunks of 262144 bytes, a balanced tree of nodes with at most 174 links each, all
 * in dag-pb; what {@code ipfs add} does by default. Other importers cut otherwise and get other CIDs for the same
 * bytes.
 *
 * @since 0.1.0
 */
public final class UnixFs {
    private UnixFs() {}

    /** A block and its name. */
    public record Block(Cid cid, byte[] bytes) {}

    /** All blocks of a file, each after those it links to: the last is the root, which {@link Cid#of} names. */
    public static List<Block> blocks(byte[] content) {
        return blocks(Layout.USUAL, content);
    }

    static List<Block> blocks(Layout layout, byte[] content) {
        List<Block> blocks = new ArrayList<>();
        UnixFsImport cut = new UnixFsImport(layout, blocks::add);
        cut.add(content, 0, content.length);
        cut.finish();
        return List.copyOf(blocks);
    }

    static Cid root(byte[] content) {
        return Layout.USUAL.root(content);
    }

    /**
     * @param dataSize of the file's bytes below
     * @param treeSize of all blocks below
     */
    record Link(Cid cid, long dataSize, long treeSize) {}
}
