package io.snet4j.storage;

import io.snet4j.internal.text.ForeignText;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A content identifier of IPFS: the sha2-256 of a block, and how the block is to be read. Versions 0 and 1, codecs raw
 * and dag-pb, texts in base58btc and base32. Equal by version, codec and hash, however it was spelled. Immutable.
 *
 * @since 0.1.0
 */
public final class Cid {
    private static final String SCHEME = "ipfs://";
    private static final byte[] MULTIHASH = {0x12, 0x20};
    private static final int HASH_LENGTH = 32;
    private static final int V0_LENGTH = MULTIHASH.length + HASH_LENGTH;
    private static final int V1_LENGTH = 2 + V0_LENGTH;

    private final int version;
    private final Codec codec;
    private final byte[] hash;

    /** How the bytes of a block are to be read. */
    public enum Codec {
        /** The block is the content. */
        RAW(0x55),
        /** The block is a node of a tree, with content or links to further nodes or both. */
        DAG_PB(0x70);

        private final byte code;

        Codec(int code) {
            this.code = (byte) code;
        }
    }

    private Cid(int version, Codec codec, byte[] hash) {
        this.version = version;
        this.codec = codec;
        this.hash = hash;
    }

    /** What {@code ipfs add} names the content by default: version 0, dag-pb, chunks of 262144 bytes. */
    public static Cid of(byte[] content) {
        return UnixFs.root(content);
    }

    /** The name of the content as a single raw block: version 1. */
    public static Cid ofRaw(byte[] content) {
        return new Cid(1, Codec.RAW, Hashes.sha256(content));
    }

    static Cid ofNode(byte[] block) {
        return new Cid(0, Codec.DAG_PB, Hashes.sha256(block));
    }

    /** @throws IllegalArgumentException naming the text, if it is no CID of the kinds above */
    public static Cid parse(String text) {
        try {
            return switch (text.isEmpty() ? '?' : text.charAt(0)) {
                case 'Q' -> version0(Multibase.BASE58.decode(text, V0_LENGTH));
                case 'z' -> version1(Multibase.BASE58.decode(text.substring(1), V1_LENGTH));
                case 'b' -> version1(Multibase.BASE32.decode(text.substring(1), V1_LENGTH));
                default -> throw new IllegalArgumentException("expected to begin with Q, z or b");
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a CID: " + ForeignText.quoted(text) + ": " + e.getMessage(), e);
        }
    }

    /** As {@link #toBytes} gives it. */
    static Cid ofBytes(byte[] bytes) {
        if (bytes.length == V0_LENGTH) {
            return version0(bytes);
        }
        if (bytes.length == V1_LENGTH) {
            return version1(bytes);
        }
        throw new IllegalArgumentException("no CID that is known has " + bytes.length + " bytes");
    }

    /** @throws IllegalArgumentException naming the URI, unless it is {@code ipfs://} and a CID, without any path */
    public static Cid parse(URI uri) {
        String text = uri.toString();
        if (!text.startsWith(SCHEME)) {
            throw new IllegalArgumentException(
                    "not an IPFS URI: " + ForeignText.quoted(uri.toString()) + "; expected ipfs://CID");
        }
        return parse(text.substring(SCHEME.length()));
    }

    private static Cid version0(byte[] multihash) {
        return new Cid(0, Codec.DAG_PB, hash(multihash));
    }

    private static Cid version1(byte[] bytes) {
        if (bytes[0] != 1) {
            throw new IllegalArgumentException("version " + bytes[0] + " is unknown");
        }
        Codec codec = Arrays.stream(Codec.values())
                .filter(known -> known.code == bytes[1])
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("its codec is neither raw nor dag-pb"));
        return new Cid(1, codec, hash(Arrays.copyOfRange(bytes, 2, V1_LENGTH)));
    }

    private static byte[] hash(byte[] multihash) {
        if (!Arrays.equals(multihash, 0, MULTIHASH.length, MULTIHASH, 0, MULTIHASH.length)) {
            throw new IllegalArgumentException("its hash is not sha2-256");
        }
        return Arrays.copyOfRange(multihash, MULTIHASH.length, V0_LENGTH);
    }

    /** 0 or 1. */
    public int version() {
        return version;
    }

    public Codec codec() {
        return codec;
    }

    /** Whether this is the name of a block of these bytes, for certain. */
    public boolean names(byte[] block) {
        return MessageDigest.isEqual(hash, Hashes.sha256(block));
    }

    /** Whether both name the same block, perhaps in other versions. */
    public boolean namesSameBlock(Cid other) {
        return codec == other.codec && Arrays.equals(hash, other.hash);
    }

    /** The binary form: 34 bytes in version 0, 36 in version 1. */
    public byte[] toBytes() {
        byte[] prefix = version == 0 ? MULTIHASH : new byte[] {1, codec.code, MULTIHASH[0], MULTIHASH[1]};
        byte[] bytes = Arrays.copyOf(prefix, prefix.length + HASH_LENGTH);
        System.arraycopy(hash, 0, bytes, prefix.length, HASH_LENGTH);
        return bytes;
    }

    /** {@code ipfs://CID}. */
    public URI toUri() {
        return URI.create(SCHEME + this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cid that && version == that.version && namesSameBlock(that);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    /** The usual text: base58btc in version 0, base32 in version 1. */
    @Override
    public String toString() {
        return version == 0 ? Multibase.BASE58.encode(toBytes()) : "b" + Multibase.BASE32.encode(toBytes());
    }
}
