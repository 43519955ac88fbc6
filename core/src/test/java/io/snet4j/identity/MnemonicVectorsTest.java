package io.snet4j.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.testing.Lines;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MnemonicVectorsTest {
    static Stream<List<String>> seeds() {
        return Lines.of("bip39-vectors.txt");
    }

    static Stream<List<String>> keys() {
        return Lines.of("bip32-vectors.txt");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wordsLeadToTheSeedOfBip39(List<String> vector) {
        List<String> words = List.of(vector.get(0).split(" "));

        byte[] seed = Bip39.seed(words, "TREZOR");

        assertThat(Bip39.hasChecksum(words)).isTrue();
        assertThat(seed).isEqualTo(HexFormat.of().parseHex(vector.get(1)));
        assertThat(Bip32.ofSeed(seed).key()).isEqualTo(new BigInteger(vector.get(2), 16));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void twoWordsThatChangedPlacesAreNoMnemonic(List<String> vector) {
        String[] words = vector.get(0).split(" ");
        String last = words[words.length - 1];
        words[words.length - 1] = words[0];
        words[0] = last;

        // Four bits and more: these vectors are known not to hit the right checksum by chance.
        assertThat(Bip39.hasChecksum(Arrays.asList(words)))
                .isEqualTo(last.equals(vector.get(0).split(" ")[0]));
    }

    /** The first vector's entropy is zeros, by the definition of BIP-39. */
    @Test
    void entropyLeadsToTheWordsOfBip39() {
        assertThat(String.join(" ", Bip39.words(new byte[16])))
                .endsWith("abandon about")
                .startsWith("abandon abandon");
        assertThat(String.join(" ", Bip39.words(HexFormat.of().parseHex("9e885d952ad362caeb4efe34a8e91bd2"))))
                .isEqualTo("ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic");
        assertThat(String.join(" ", Bip39.words(HexFormat.of().parseHex("ff".repeat(32)))))
                .isEqualTo("zoo ".repeat(23) + "vote");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aSeedAndAPathLeadToTheKeyOfBip32(List<String> vector) {
        List<Integer> path = Stream.of(vector.get(1).split("/"))
                .skip(1)
                .map(step -> step.endsWith("'")
                        ? Integer.parseInt(step.substring(0, step.length() - 1)) | Bip32.HARDENED
                        : Integer.parseInt(step))
                .toList();

        Bip32 node = Bip32.ofSeed(HexFormat.of().parseHex(vector.get(0))).at(path);

        assertThat(node.key()).isEqualTo(new BigInteger(vector.get(2), 16));
        assertThat(node.chainCode()).isEqualTo(HexFormat.of().parseHex(vector.get(3)));
    }
}
