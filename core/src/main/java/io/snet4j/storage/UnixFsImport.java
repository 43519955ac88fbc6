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
    private final Layout layout;
    private final byte[] chunk;
    private final List<Link> leaves = new ArrayList<>();
    private int filled;

    UnixFsImport(Layout layout, Consumer<Block> sink) {
        this.layout = layout;
        this.chunk = new byte[layout.chunk()];
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
            for (int i = 0; i < level.size(); i += layout.maxLinks()) {
                parents.add(parent(level.subList(i, Math.min(level.size(), i + layout.maxLinks()))));
            }
            level = parents;
        }
        return level.get(0).cid();
    }

    private void leaf() {
        byte[] data = Arrays.copyOf(chunk, filled);
        byte[] block = layout.rawLeaves() ? data : DagPbNode.leaf(data);
        leaves.add(emit(layout.rawLeaves() ? Cid.ofRaw(data) : Cid.ofNode(block), block, filled, block.length));
        filled = 0;
    }

    private Link parent(List<Link> children) {
        byte[] node = DagPbNode.parent(children);
        long data = children.stream().mapToLong(Link::dataSize).sum();
        long tree = children.stream().mapToLong(Link::treeSize).sum() + node.length;
        return emit(Cid.ofNode(node), node, data, tree);
    }

    private Link emit(Cid cid, byte[] bytes, long dataSize, long treeSize) {
        sink.accept(new Block(cid, bytes));
        return new Link(cid, dataSize, treeSize);
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
