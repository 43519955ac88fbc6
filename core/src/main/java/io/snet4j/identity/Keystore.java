package io.snet4j.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.internal.core.Keccak;
import io.snet4j.internal.files.KeyFiles;
import io.snet4j.internal.text.SizeText;
import io.snet4j.value.Address;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Web3 Secret Storage, version 3. A
 * damaged file must cost neither all memory nor days, so what it may ask of the key derivation is bounded.
 */
final class Keystore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_FILE_BYTES = 64 << 10;
    /** Twice of what wallets ask for. */
    private static final long MAX_MEMORY = 512L << 20;

    private static final long MAX_WORK = 1L << 24;

    /** Of 128 bytes, each of which is worked on alone; wallets ask for 8. */
    private static final long MAX_BLOCKS = 1 << 14;

    private static final int KEY_LENGTH = 32;
    private static final int MAX_CIPHERTEXT = 2 * KEY_LENGTH;

    /** The first is that of ethers, the second that of most keyboards. */
    private static final List<Normalizer.Form> FORMS =
            List.of(Normalizer.Form.NFKC, Normalizer.Form.NFC, Normalizer.Form.NFD, Normalizer.Form.NFKD);

    private final Path file;
    private final JsonNode root;
    private final JsonNode crypto;

    private Keystore(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
        this.crypto = root.has("crypto") ? root.path("crypto") : root.path("Crypto");
    }

    static Identity read(Path file, char[] password) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new InvalidRequestException(
                        file + " is no keystore: larger than " + SizeText.exact(MAX_FILE_BYTES));
            }
            KeyFiles.warnIfOpen(file, "the keystore");
            return new Keystore(file, JSON.readTree(Files.readAllBytes(file))).identity(password);
        } catch (JsonProcessingException e) {
            // Without the cause: the parser quotes what it read.
            throw new InvalidRequestException(file + " is no keystore: not JSON");
        } catch (IOException e) {
            throw new InvalidRequestException("the keystore " + file + " cannot be read: " + e, e);
        }
    }

    private Identity identity(char[] password) {
        JsonNode version = root.path("version");
        if (version.asInt() != 3) {
            throw damaged("version", "is " + (version.isMissingNode() ? "missing" : version) + ", not 3");
        }
        if (!crypto.path("cipher").asText().equals("aes-128-ctr")) {
            throw damaged("crypto.cipher", "is not aes-128-ctr");
        }
        byte[] encrypted = hex("ciphertext");
        if (encrypted.length < 1 || encrypted.length > MAX_CIPHERTEXT) {
            throw damaged("crypto.ciphertext", "has " + encrypted.length + " bytes, not " + KEY_LENGTH);
        }
        byte[] derived = derive(password, encrypted, bytes("mac", KEY_LENGTH));
        byte[] key = decrypt(Arrays.copyOf(derived, 16), encrypted);
        Identity identity;
        try {
            identity = Identity.ofPrivateKey(padded(key));
        } catch (IllegalArgumentException e) {
            throw damaged("crypto.ciphertext", "holds no private key");
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(derived, (byte) 0);
        }
        requireAddress(identity.address());
        return identity;
    }

    private void requireAddress(Address actual) {
        String named = root.path("address").asText("");
        String prefixed = named.startsWith("0x") ? named : "0x" + named;
        if (!named.isEmpty() && !prefixed.equalsIgnoreCase(actual.toString())) {
            throw damaged("address", "is " + named + ", but the key in it is that of " + actual);
        }
    }

    /** Wallets have left out zeros at the beginning of a key, and put some there. */
    private static String padded(byte[] key) {
        String hex = HexFormat.of().formatHex(key);
        int digits = 2 * KEY_LENGTH;
        int surplus = hex.length() - digits;
        if (surplus > 0) {
            // What is no zero there makes it no key.
            return hex.startsWith("0".repeat(surplus)) ? hex.substring(surplus) : hex;
        }
        return "0".repeat(-surplus) + hex;
    }

    /** Tries the password as it was typed, then in the forms that other keyboards and wallets give the same letters. */
    private byte[] derive(char[] password, byte[] encrypted, byte[] expected) {
        Set<CharBuffer> forms = new LinkedHashSet<>();
        forms.add(CharBuffer.wrap(password));
        if (CharBuffer.wrap(password).chars().anyMatch(c -> c > 0x7f)) {
            for (Normalizer.Form form : FORMS) {
                forms.add(CharBuffer.wrap(Normalizer.normalize(CharBuffer.wrap(password), form)));
            }
        }
        for (CharBuffer form : forms) {
            byte[] derived = derive(form);
            byte[] mac = Keccak.hash(Arrays.copyOfRange(derived, 16, 32), encrypted);
            if (MessageDigest.isEqual(mac, expected)) {
                return derived;
            }
        }
        throw new InvalidRequestException("the password of the keystore " + file + " is wrong, or the file is damaged");
    }

    private byte[] derive(CharBuffer password) {
        byte[] secret = bytes(password);
        try {
            String function = crypto.path("kdf").asText();
            return switch (function) {
                case "scrypt" -> scrypt(secret);
                case "pbkdf2" -> pbkdf2(secret);
                default -> throw damaged("crypto.kdf", "is neither scrypt nor pbkdf2");
            };
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private byte[] scrypt(byte[] secret) {
        long n = number("n", MAX_WORK);
        long r = number("r", 1 << 10);
        long p = number("p", 1 << 10);
        if (Long.bitCount(n) != 1 || n < 2) {
            throw damaged("crypto.kdfparams.n", "is no power of 2");
        }
        if (128 * r * (n + p) > MAX_MEMORY || n * r * p > MAX_WORK || r * p > MAX_BLOCKS) {
            throw damaged("crypto.kdfparams", "ask for too much memory or time");
        }
        return Scrypt.derive(secret, salt(), (int) n, (int) r, (int) p, length());
    }

    private byte[] pbkdf2(byte[] secret) {
        if (!crypto.at("/kdfparams/prf").asText().equals("hmac-sha256")) {
            throw damaged("crypto.kdfparams.prf", "is not hmac-sha256");
        }
        long rounds = number("c", MAX_WORK);
        // Each 32 bytes of the result take all rounds.
        if (rounds * ((length() + KEY_LENGTH - 1) / KEY_LENGTH) > MAX_WORK) {
            throw damaged("crypto.kdfparams", "ask for too much time");
        }
        return Scrypt.pbkdf2(secret, salt(), (int) rounds, length());
    }

    private int length() {
        return (int) Math.max(KEY_LENGTH, number("dklen", 1 << 10));
    }

    private byte[] salt() {
        return hex("kdfparams/salt");
    }

    private long number(String name, long max) {
        JsonNode node = crypto.path("kdfparams").path(name);
        long value = node.canConvertToLong() && node.isIntegralNumber() ? node.longValue() : -1;
        if (value < 1 || value > max) {
            throw damaged("crypto.kdfparams." + name, "is no number from 1 to " + max);
        }
        return value;
    }

    private byte[] bytes(String name, int length) {
        byte[] bytes = hex(name);
        if (bytes.length != length) {
            throw damaged("crypto." + name, "has " + bytes.length + " bytes, not " + length);
        }
        return bytes;
    }

    private byte[] hex(String pointer) {
        String text = crypto.at("/" + pointer).asText();
        try {
            return HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
        } catch (IllegalArgumentException e) {
            // Without the cause: it quotes the text.
            throw damaged("crypto." + pointer.replace('/', '.'), "is not hexadecimal");
        }
    }

    private byte[] decrypt(byte[] key, byte[] encrypted) {
        try {
            return aes(key, hex("cipherparams/iv"), encrypted);
        } catch (GeneralSecurityException e) {
            throw damaged("crypto.cipherparams.iv", "does not fit the cipher");
        }
    }

    /** As a counter's stream, so that encrypting and decrypting are the same. */
    static byte[] aes(byte[] key, byte[] start, byte[] data) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
        return cipher.doFinal(data);
    }

    /** What the passwords of keystores are in bytes. */
    static byte[] bytes(CharBuffer password) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(password.duplicate());
        byte[] secret = new byte[encoded.remaining()];
        encoded.get(secret);
        Arrays.fill(encoded.array(), (byte) 0);
        return secret;
    }

    private InvalidRequestException damaged(String field, String what) {
        return new InvalidRequestException("the keystore " + file + " cannot be used: " + field + " " + what);
    }
}
