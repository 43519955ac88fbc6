package io.snet4j.storage;

import io.snet4j.storage.UnixFs.Block;
import io.snet4j.storage.UnixFs.Link;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Cuts what is read through it into blocks. Holds one chunk, and a name for each of those before. */
final class UnixFsImport {
    private final Consumer<Block> sink;
    private final byte[] chunk = new byte[UnixFs.CHUNK];
    private final List<Link> leaves = new ArrayList<>();
    private int filled;

    UnixFsImport(Consumer<Block> sink) {
        this.sink = sink;
    }

    void add(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            int step = Math.min(length - done, chunk.length - filled);
            System.arraycopy(bytes, offset + done, chunk, filled, step);
            filled += step;
            done += step;
            if (filled == chunk.length) {
                leaf();
            }
        }
    }

    /** The name of all that was added. To be called once. */
    Cid finish() {
        if (filled > 0 || leaves.isEmpty()) {
            leaf();
        }
        List<Link> level = leaves;
        while (level.size() > 1) {
            List<Link> parents = new ArrayList<>();
            for (int i = 0; i < level.size(); i += UnixFs.MAX_LINKS) {
                parents.add(parent(level.subList(i, Math.min(level.size(), i + UnixFs.MAX_LINKS))));
            }
            level = parents;
        }
        return level.get(0).cid();
    }

    private void leaf() {
        byte[] node = DagPbNode.leaf(Arrays.copyOf(chunk, filled));
        leaves.add(emit(node, filled, node.length));
        filled = 0;
    }

    private Link parent(List<Link> children) {
        byte[] node = DagPbNode.parent(children);
        long data = children.stream().mapToLong(Link::dataSize).sum();
        long tree = children.stream().mapToLong(Link::treeSize).sum() + node.length;
        return emit(node, data, tree);
    }

    private Link emit(byte[] node, long dataSize, long treeSize) {
        Block block = new Block(Cid.ofNode(node), node);
        sink.accept(block);
        return new Link(block.cid(), dataSize, treeSize);
    }

    /** Passes a stream on and takes in what is read of it. */
    static final class Tee extends InputStream {
        private final InputStream content;
        private final UnixFsImport imported;

        Tee(InputStream content, UnixFsImport imported) {
            this.content = content;
            this.imported = imported;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = content.read(target, offset, length);
            if (count > 0) {
                imported.add(target, offset, count);
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            content.close();
        }
    }
}
