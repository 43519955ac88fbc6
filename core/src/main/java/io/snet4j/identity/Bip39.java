package io.snet4j.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/** Words to a seed, by the English list of BIP-39. */
final class Bip39 {
    private static final int BITS_OF_WORD = 11;
    private static final int ROUNDS = 2048;
    private static final int SEED_BITS = 512;
    private static final Map<String, Integer> NUMBERS = numbers();

    private Bip39() {}

    private static Map<String, Integer> numbers() {
        try (InputStream list = Objects.requireNonNull(Bip39.class.getResourceAsStream("bip39-english.txt"))) {
            List<String> words = new String(list.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
            return IntStream.range(0, words.size()).boxed().collect(Collectors.toUnmodifiableMap(words::get, i -> i));
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
        int checksumBits = words.size() / 3;
        byte[] entropy = new byte[checksumBits * 4];
        int checksum = 0;
        for (int bit = 0; bit < words.size() * BITS_OF_WORD; bit++) {
            int number = Objects.requireNonNull(NUMBERS.get(words.get(bit / BITS_OF_WORD)));
            int value = number >> (BITS_OF_WORD - 1 - bit % BITS_OF_WORD) & 1;
            if (bit < entropy.length * Byte.SIZE) {
                entropy[bit / Byte.SIZE] |= (byte) (value << (Byte.SIZE - 1 - bit % Byte.SIZE));
            } else {
                checksum = checksum << 1 | value;
            }
        }
        SHA256Digest sha256 = new SHA256Digest();
        sha256.update(entropy, 0, entropy.length);
        byte[] hash = new byte[sha256.getDigestSize()];
        sha256.doFinal(hash, 0);
        return checksum == Byte.toUnsignedInt(hash[0]) >> (Byte.SIZE - checksumBits);
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
