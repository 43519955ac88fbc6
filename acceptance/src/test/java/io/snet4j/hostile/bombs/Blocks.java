package io.snet4j.hostile.bombs;

import com.google.protobuf.CodedOutputStream;
import io.snet4j.storage.Cid;
import io.snet4j.storage.UnixFs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Blocks of IPFS by their names, also of trees that no importer makes. Thread-safe. */
final class Blocks {
    private static final int FILE = 2;
    private static final String NODE = "bafybei";

    private final Map<String, byte[]> blocks = new ConcurrentHashMap<>();

    Optional<byte[]> find(String cid) {
        return Optional.ofNullable(blocks.get(cid));
    }

    Cid addFile(byte[] content) {
        List<UnixFs.Block> tree = UnixFs.blocks(content);
        tree.forEach(block -> blocks.put(block.cid().toString(), block.bytes()));
        return tree.get(tree.size() - 1).cid();
    }

    /** A block that says what it likes of its size, and has all its links lead to the same place. */
    Cid addNode(byte[] data, long size, int links, Cid target) {
        return addNode(data, size, Collections.nCopies(links, target));
    }

    Cid addNode(byte[] data, long size, List<Cid> links) {
        byte[] node = bytes(out -> {
            for (Cid link : links) {
                out.writeByteArray(2, bytes(inner -> inner.writeByteArray(1, link.toBytes())));
            }
            out.writeByteArray(1, bytes(entry -> {
                entry.writeEnum(1, FILE);
                entry.writeByteArray(2, data);
                entry.writeUInt64(3, size);
            }));
        });
        // The same hash, named as that of a node: only the codec differs, which is in the text's first letters.
        Cid cid = Cid.parse(NODE + Cid.ofRaw(node).toString().substring(NODE.length()));
        blocks.put(cid.toString(), node);
        return cid;
    }

    private interface Writer {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            writer.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
