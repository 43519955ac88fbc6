package io.snet4j.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.internal.core.Keccak;
import io.snet4j.internal.core.Words;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/**
 * Encrypts keys as wallets keep them: Web3 Secret Storage, version 3, with scrypt (N = 2<sup>18</sup>, r = 8, p = 1).
 * What is returned is the content of a file for {@link Identity#ofKeystore}; whoever writes it sees to the file's
 * permissions. Both methods block: encrypting takes a second or so, and 256 MiB of memory, by design. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Keystores {
    private static final int N = 1 << 18;
    private static final int R = 8;
    private static final int P = 1;
    private static final int SALT_BYTES = 32;
    private static final int IV_BYTES = 16;
    private static final int DERIVED_BYTES = 32;

    private Keystores() {}

    /**
     * @param hex 64 hexadecimal digits, with or without {@code 0x}
     * @param password not changed; the caller may overwrite it afterwards
     * @throws IllegalArgumentException if it is no private key; the message does not repeat it
     */
    public static String ofPrivateKey(String hex, char[] password) {
        return encrypted(PrivateKeyIdentity.parse(hex), password);
    }

    /**
     * The one key that {@link Identity#ofMnemonic(String, String)} finds; the words are not kept.
     *
     * @param password not changed; the caller may overwrite it afterwards
     * @throws IllegalArgumentException as there
     */
    public static String ofMnemonic(String words, String path, char[] password) {
        return encrypted(Mnemonic.key(words, path, ""), password);
    }

    private static String encrypted(BigInteger key, char[] password) {
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] start = new byte[IV_BYTES];
        random.nextBytes(start);
        byte[] secret = Keystore.bytes(CharBuffer.wrap(password));
        byte[] plain = Words.unsigned(key, Words.LENGTH);
        byte[] derived = Scrypt.derive(secret, salt, N, R, P, DERIVED_BYTES);
        try {
            byte[] ciphertext = Keystore.aes(Arrays.copyOf(derived, 16), start, plain);
            byte[] mac = Keccak.hash(Arrays.copyOfRange(derived, 16, 32), ciphertext);
            return text(new PrivateKeyIdentity(key), salt, start, ciphertext, mac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(plain, (byte) 0);
            Arrays.fill(derived, (byte) 0);
        }
    }

    private static String text(Identity identity, byte[] salt, byte[] start, byte[] ciphertext, byte[] mac) {
        HexFormat hex = HexFormat.of();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("address", identity.address().toString().substring(2).toLowerCase(Locale.ROOT));
        ObjectNode crypto = root.putObject("crypto").put("cipher", "aes-128-ctr");
        crypto.putObject("cipherparams").put("iv", hex.formatHex(start));
        crypto.put("ciphertext", hex.formatHex(ciphertext)).put("kdf", "scrypt");
        crypto.putObject("kdfparams")
                .put("dklen", DERIVED_BYTES)
                .put("n", N)
                .put("p", P)
                .put("r", R)
                .put("salt", hex.formatHex(salt));
        crypto.put("mac", hex.formatHex(mac));
        return root.put("id", UUID.randomUUID().toString()).put("version", 3).toString();
    }
}
