package io.snet4j.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * How IPFS cuts a file into blocks: chunks of 262144 bytes, a balanced tree of nodes with at most 174 links each, all in
 * dag-pb; what {@code ipfs add} does by default. Other importers cut otherwise and get other CIDs for the same bytes.
 */
public final class UnixFs {
    private static final int CHUNK = 262_144;
    private static final int MAX_LINKS = 174;

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
        List<Link> level = new ArrayList<>();
        int offset = 0;
        do {
            byte[] chunk = Arrays.copyOfRange(content, offset, Math.min(content.length, offset + CHUNK));
            byte[] node = DagPbNode.leaf(chunk);
            level.add(emit(node, chunk.length, node.length, sink));
            offset += CHUNK;
        } while (offset < content.length);
        while (level.size() > 1) {
            List<Link> parents = new ArrayList<>();
            for (int i = 0; i < level.size(); i += MAX_LINKS) {
                List<Link> children = level.subList(i, Math.min(level.size(), i + MAX_LINKS));
                byte[] node = DagPbNode.parent(children);
                long data = children.stream().mapToLong(Link::dataSize).sum();
                long tree = children.stream().mapToLong(Link::treeSize).sum() + node.length;
                parents.add(emit(node, data, tree, sink));
            }
            level = parents;
        }
        return level.get(0).cid();
    }

    private static Link emit(byte[] node, long dataSize, long treeSize, Consumer<Block> sink) {
        Block block = new Block(Cid.ofNode(node), node);
        sink.accept(block);
        return new Link(block.cid(), dataSize, treeSize);
    }

    /**
     * @param dataSize of the file's bytes below
     * @param treeSize of all blocks below
     */
    record Link(Cid cid, long dataSize, long treeSize) {}
}
