package io.snet4j.identity;

import io.snet4j.internal.text.ForeignText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.web3j.crypto.Bip32ECKeyPair;
import org.web3j.crypto.MnemonicUtils;

/** Words to keys: BIP-39 and BIP-32. */
final class Mnemonic {
    private static final Set<Integer> LENGTHS = Set.of(12, 15, 18, 21, 24);
    private static final int MAX_PATH = 256;

    /** The mark of BIP-32, two that editors make of it, and the letter for those who cannot type it. */
    private static final String HARDENED = "['\u2019\u2032hH]";

    private static final Pattern PATH = Pattern.compile("[mM](/[0-9]{1,10}" + HARDENED + "?)*");

    /** Spaces of all kinds, and what cannot be seen: both come along when words are copied. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\p{Z}\\p{C}]+");

    private Mnemonic() {}

    static Identity identity(String words, String path, String passphrase) {
        String mnemonic = check(words);
        int[] steps = steps(path);
        // BIP-39 wants this form of both; the words of the English list have one form only.
        byte[] seed = MnemonicUtils.generateSeed(mnemonic, Normalizer.normalize(passphrase, Normalizer.Form.NFKD));
        Bip32ECKeyPair key = Bip32ECKeyPair.deriveKeyPair(Bip32ECKeyPair.generateKeyPair(seed), steps);
        return new PrivateKeyIdentity(key.getPrivateKey());
    }

    /** The words stay out of the messages. */
    private static String check(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String spaced = BETWEEN_WORDS.matcher(normal).replaceAll(" ").strip();
        List<String> words = List.of(spaced.split(" "));
        if (!LENGTHS.contains(words.size())) {
            throw new IllegalArgumentException("a mnemonic has 12, 15, 18, 21 or 24 words, not " + words.size());
        }
        Set<String> known = new HashSet<>(MnemonicUtils.getWords());
        for (int i = 0; i < words.size(); i++) {
            if (!known.contains(words.get(i))) {
                throw new IllegalArgumentException(
                        "word " + (i + 1) + " of the mnemonic is none of the English list of BIP-39");
            }
        }
        String mnemonic = String.join(" ", words);
        if (!MnemonicUtils.validateMnemonic(mnemonic)) {
            throw new IllegalArgumentException(
                    "the mnemonic's checksum is wrong: a word is another one of the list, or two changed places");
        }
        return mnemonic;
    }

    private static int[] steps(String written) {
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
            steps.add(hardened ? (int) index | Bip32ECKeyPair.HARDENED_BIT : (int) index);
        }
        return steps.stream().mapToInt(Integer::intValue).toArray();
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
