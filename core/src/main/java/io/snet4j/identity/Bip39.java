package io.snet4j.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/** Words for chance, and words to a seed, by the English list of BIP-39. */
final class Bip39 {
    private static final int BITS_OF_WORD = 11;
    private static final int ROUNDS = 2048;
    private static final int SEED_BITS = 512;
    private static final List<String> WORDS = list();
    private static final Map<String, Integer> NUMBERS =
            IntStream.range(0, WORDS.size()).boxed().collect(Collectors.toUnmodifiableMap(WORDS::get, i -> i));

    private Bip39() {}

    private static List<String> list() {
        try (InputStream list = Objects.requireNonNull(Bip39.class.getResourceAsStream("bip39-english.txt"))) {
            return new String(list.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isWord(String text) {
        return NUMBERS.containsKey(text);
    }

    /**
     * Whether the words end with the checksum of those before: the first bits of their SHA-256, one for 32.
     *
     * @param words of the list, in a number that is a multiple of three
     */
    static boolean hasChecksum(List<String> words) {
        return words(entropy(words)).equals(words);
    }

    /** What the words stand for, without their checksum. */
    private static byte[] entropy(List<String> words) {
        byte[] entropy = new byte[words.size() / 3 * 4];
        for (int bit = 0; bit < entropy.length * Byte.SIZE; bit++) {
            int number = Objects.requireNonNull(NUMBERS.get(words.get(bit / BITS_OF_WORD)));
            int value = number >> (BITS_OF_WORD - 1 - bit % BITS_OF_WORD) & 1;
            entropy[bit / Byte.SIZE] |= (byte) (value << (Byte.SIZE - 1 - bit % Byte.SIZE));
        }
        return entropy;
    }

    /**
     * The words that stand for this, the last of them with the checksum.
     *
     * @param entropy of 16, 20, 24, 28 or 32 bytes
     */
    static List<String> words(byte[] entropy) {
        SHA256Digest sha256 = new SHA256Digest();
        sha256.update(entropy, 0, entropy.length);
        byte[] hash = new byte[sha256.getDigestSize()];
        sha256.doFinal(hash, 0);
        byte[] bits = Arrays.copyOf(entropy, entropy.length + 1);
        bits[entropy.length] = hash[0];
        List<String> words = new ArrayList<>();
        for (int word = 0; word < entropy.length / 4 * 3; word++) {
            int number = 0;
            for (int bit = word * BITS_OF_WORD; bit < (word + 1) * BITS_OF_WORD; bit++) {
                number = number << 1 | bits[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1;
            }
            words.add(WORDS.get(number));
        }
        return List.copyOf(words);
    }

    /** @return 64 bytes */
    static byte[] seed(List<String> words, String passphrase) {
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA512Digest());
        generator.init(bytes(String.join(" ", words)), bytes("mnemonic" + passphrase), ROUNDS);
        return ((KeyParameter) generator.generateDerivedParameters(SEED_BITS)).getKey();
    }

    private static byte[] bytes(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD).getBytes(StandardCharsets.UTF_8);
    }
}
