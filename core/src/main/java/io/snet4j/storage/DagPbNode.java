package io.snet4j.storage;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.snet4j.storage.UnixFs.Link;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A dag-pb block that holds a UnixFS entry: {@code PBNode {1 Data, 2 Links*}} around
 * {@code Data {1 Type, 2 Data, 3 filesize, 4 blocksizes*}}. The links are written first, against their numbers: that is
 * the canonical form.
 *
 * @param type of UnixFS
 * @param data what lies in this block itself
 * @param fileSize of the whole tree below; 0 if it does not say
 * @param links in the order of the bytes below them
 */
record DagPbNode(int type, byte[] data, long fileSize, List<Cid> links) {
    private static final int RAW = 0;
    private static final int FILE = 2;

    static byte[] leaf(byte[] chunk) {
        byte[] entry = bytes(out -> {
            out.writeEnum(1, FILE);
            if (chunk.length > 0) {
                out.writeByteArray(2, chunk);
            }
            out.writeUInt64(3, chunk.length);
        });
        return bytes(out -> out.writeByteArray(1, entry));
    }

    static byte[] parent(List<Link> children) {
        byte[] entry = bytes(out -> {
            out.writeEnum(1, FILE);
            out.writeUInt64(3, children.stream().mapToLong(Link::dataSize).sum());
            for (Link child : children) {
                out.writeUInt64(4, child.dataSize());
            }
        });
        return bytes(out -> {
            for (Link child : children) {
                byte[] link = bytes(inner -> {
                    inner.writeByteArray(1, child.cid().toBytes());
                    inner.writeString(2, "");
                    inner.writeUInt64(3, child.treeSize());
                });
                out.writeByteArray(2, link);
            }
            out.writeByteArray(1, entry);
        });
    }

    boolean isFile() {
        return type == FILE || type == RAW;
    }

    /**
     * @throws IOException if the block is no such node
     * @throws IllegalArgumentException if it links to what cannot be read
     */
    static DagPbNode parse(byte[] block) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(block);
        byte[] entry = {};
        List<Cid> links = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> entry = in.readByteArray();
                case 2 -> links.add(parseLink(in.readByteArray()));
                default -> in.skipField(tag);
            }
        }
        return parseEntry(entry, links);
    }

    private static Cid parseLink(byte[] link) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(link);
        byte[] name = {};
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 1) {
                name = in.readByteArray();
            } else {
                in.skipField(tag);
            }
        }
        return Cid.ofBytes(name);
    }

    private static DagPbNode parseEntry(byte[] entry, List<Cid> links) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(entry);
        int type = -1;
        byte[] data = {};
        long fileSize = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> type = in.readEnum();
                case 2 -> data = in.readByteArray();
                case 3 -> fileSize = in.readUInt64();
                default -> in.skipField(tag);
            }
        }
        return new DagPbNode(type, data, fileSize, List.copyOf(links));
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
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
