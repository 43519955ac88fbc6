package io.snet4j.identity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * RFC 7914. Bouncy Castle has it too, but refuses n from 65536 on with r = 1, which is what the definition of Web3
 * Secret Storage has as its example, and what Python's wallets wrote for years.
 */
final class Scrypt {
    private static final int WORDS = 16;

    private final int n;
    private final int width;
    private final int[] memory;
    private final int[] mixed;
    private final int[] last = new int[WORDS];

    /**
     * @param n a power of 2
     * @param r 128 * n * r bytes of memory are taken, below 2 GiB
     */
    private Scrypt(int n, int r) {
        this.n = n;
        this.width = 2 * WORDS * r;
        this.memory = new int[n * width];
        this.mixed = new int[width];
    }

    static byte[] derive(byte[] secret, byte[] salt, int n, int r, int p, int length) {
        byte[] blocks = pbkdf2(secret, salt, 1, 128 * r * p);
        IntBuffer words = ByteBuffer.wrap(blocks).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        Scrypt scrypt = new Scrypt(n, r);
        int[] block = new int[scrypt.width];
        for (int i = 0; i < p; i++) {
            words.get(i * block.length, block);
            scrypt.mix(block);
            words.put(i * block.length, block);
        }
        return pbkdf2(secret, blocks, 1, length);
    }

    static byte[] pbkdf2(byte[] secret, byte[] salt, int rounds, int length) {
        var generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
        generator.init(secret, salt, rounds);
        return ((KeyParameter) generator.generateDerivedMacParameters(8 * length)).getKey();
    }

    /** scryptROMix */
    private void mix(int[] block) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(block, 0, memory, i * width, width);
            blockMix(block);
        }
        for (int i = 0; i < n; i++) {
            int at = (block[width - WORDS] & (n - 1)) * width;
            for (int k = 0; k < width; k++) {
                block[k] ^= memory[at + k];
            }
            blockMix(block);
        }
    }

    /** scryptBlockMix: even blocks to the front, odd ones behind. */
    private void blockMix(int[] block) {
        System.arraycopy(block, width - WORDS, last, 0, WORDS);
        int half = width / 2;
        for (int from = 0; from < width; from += WORDS) {
            for (int k = 0; k < WORDS; k++) {
                last[k] ^= block[from + k];
            }
            Salsa20Engine.salsaCore(8, last, last);
            int index = from / WORDS;
            System.arraycopy(last, 0, mixed, index / 2 * WORDS + (index % 2 == 0 ? 0 : half), WORDS);
        }
        System.arraycopy(mixed, 0, block, 0, width);
    }
}
