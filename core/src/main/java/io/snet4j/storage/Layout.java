package io.snet4j.storage;

import java.util.List;

/**
 * How a file is cut into a balanced tree of blocks. The CID follows from it: the same bytes have others when cut
 * otherwise.
 *
 * @param chunk in bytes, of each leaf but the last
 * @param maxLinks of each node
 * @param rawLeaves whether leaves are plain bytes, or nodes around them
 */
record Layout(int chunk, int maxLinks, boolean rawLeaves) {
    /** What {@code ipfs add} has always done unless told otherwise. */
    static final Layout USUAL = new Layout(262_144, 174, false);

    /** What current tools do for CIDs of version 1. */
    static final Layout MODERN = new Layout(1 << 20, 1024, true);

    /** And what it does for CIDs of version 1, then and now, and other tools with it. */
    private static final List<Layout> KNOWN = List.of(
            USUAL,
            new Layout(262_144, 174, true),
            MODERN,
            new Layout(1 << 20, 174, true),
            new Layout(1 << 20, 174, false));

    /** Whether this is the file's name in any of the layouts that are in use; if not, it may be all the same. */
    static boolean names(Cid cid, byte[] content) {
        if (cid.codec() == Cid.Codec.RAW) {
            return cid.names(content);
        }
        return KNOWN.stream().anyMatch(layout -> layout.root(content).namesSameBlock(cid));
    }

    Cid root(byte[] content) {
        UnixFsImport blocks = new UnixFsImport(this, block -> {});
        blocks.add(content, 0, content.length);
        return blocks.finish();
    }
}
