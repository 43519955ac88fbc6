package io.snet4j.identity;

import io.snet4j.internal.text.ForeignText;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Words to keys: BIP-39 and BIP-32. */
final class Mnemonic {
    private static final Set<Integer> LENGTHS = Set.of(12, 15, 18, 21, 24);
    private static final int ENTROPY_BYTES = 16;
    private static final int MAX_PATH = 256;

    /** The mark of BIP-32, two that editors make of it, and the letter for those who cannot type it. */
    private static final String HARDENED = "['\u2019\u2032hH]";

    private static final Pattern PATH = Pattern.compile("[mM](/[0-9]{1,10}" + HARDENED + "?)*");

    /** Spaces of all kinds, and what cannot be seen: both come along when words are copied. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\p{Z}\\p{C}]+");

    private Mnemonic() {}

    /** Twelve words. */
    static String random() {
        byte[] entropy = new byte[ENTROPY_BYTES];
        new SecureRandom().nextBytes(entropy);
        String words = String.join(" ", Bip39.words(entropy));
        Arrays.fill(entropy, (byte) 0);
        return words;
    }

    static Identity identity(String words, String path, String passphrase) {
        return new PrivateKeyIdentity(key(words, path, passphrase));
    }

    /** From 1, below the order of the curve. */
    static BigInteger key(String words, String path, String passphrase) {
        List<String> checked = check(words);
        List<Integer> steps = steps(path);
        return Bip32.ofSeed(Bip39.seed(checked, passphrase)).at(steps).key();
    }

    /** The words stay out of the messages. */
    private static List<String> check(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String spaced = BETWEEN_WORDS.matcher(normal).replaceAll(" ").strip();
        List<String> words = List.of(spaced.split(" "));
        if (!LENGTHS.contains(words.size())) {
            throw new IllegalArgumentException("a mnemonic has 12, 15, 18, 21 or 24 words, not " + words.size());
        }
        for (int i = 0; i < words.size(); i++) {
            if (!Bip39.isWord(words.get(i))) {
                throw new IllegalArgumentException(
                        "word " + (i + 1) + " of the mnemonic is none of the English list of BIP-39");
            }
        }
        if (!Bip39.hasChecksum(words)) {
            throw new IllegalArgumentException(
                    "the mnemonic's checksum is wrong: a word is another one of the list, or two changed places");
        }
        return words;
    }

    private static List<Integer> steps(String written) {
        // Some wallets show it without the "m" for the seed.
        String path = written.isEmpty() || !Character.isDigit(written.charAt(0)) ? written : "m/" + written;
        if (path.length() > MAX_PATH || !PATH.matcher(path).matches()) {
            throw notAPath(written);
        }
        List<Integer> steps = new ArrayList<>();
        for (String step : path.substring(1).split("/")) {
            if (step.isEmpty()) {
                continue;
            }
            boolean hardened = !Character.isDigit(step.charAt(step.length() - 1));
            long index = Long.parseLong(hardened ? step.substring(0, step.length() - 1) : step);
            if (index > Integer.MAX_VALUE) {
                throw notAPath(written);
            }
            steps.add(hardened ? (int) index | Bip32.HARDENED : (int) index);
        }
        return steps;
    }

    /** Who mixes up words and path shall not find the words in a log. */
    private static String shown(String path) {
        return path.matches("[A-Za-z0-9'/-]{0,40}") ? ForeignText.quoted(path) : "what was given";
    }

    private static IllegalArgumentException notAPath(String path) {
        return new IllegalArgumentException("no derivation path: " + shown(path) + "; the usual one is "
                + Identity.FIRST_ACCOUNT + ", with indexes below 2^31");
    }
}
