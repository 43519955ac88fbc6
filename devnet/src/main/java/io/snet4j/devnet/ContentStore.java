package io.snet4j.devnet;

import io.snet4j.storage.Cid;
import io.snet4j.storage.UnixFs;
import io.snet4j.storage.UnixFs.Block;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Content by its CIDs, in memory. Thread-safe. */
final class ContentStore {
    private static final int LARGEST_RAW_BLOCK = 1 << 20;

    private final Map<Key, byte[]> contents = new ConcurrentHashMap<>();
    private final Map<Key, byte[]> blocks = new ConcurrentHashMap<>();

    /** @return the name that {@code ipfs add} gives by default */
    Cid add(byte[] content) {
        List<Block> tree = UnixFs.blocks(content);
        tree.forEach(block -> blocks.put(Key.of(block.cid()), block.bytes()));
        Cid root = tree.get(tree.size() - 1).cid();
        contents.put(Key.of(root), content);
        if (content.length <= LARGEST_RAW_BLOCK) {
            Key raw = Key.of(Cid.ofRaw(content));
            contents.put(raw, content);
            blocks.put(raw, content);
        }
        return root;
    }

    /** @throws IllegalArgumentException if it is no CID */
    Optional<byte[]> content(String cid) {
        return Optional.ofNullable(contents.get(Key.of(Cid.parse(cid))));
    }

    /** @throws IllegalArgumentException if it is no CID */
    Optional<byte[]> block(String cid) {
        return Optional.ofNullable(blocks.get(Key.of(Cid.parse(cid))));
    }

    /** What a CID names, in whichever version. */
    private record Key(Cid.Codec codec, String hash) {
        private static final int HASH_LENGTH = 32;

        static Key of(Cid cid) {
            byte[] bytes = cid.toBytes();
            return new Key(cid.codec(), HexFormat.of().formatHex(bytes, bytes.length - HASH_LENGTH, bytes.length));
        }
    }
}
