package io.snet4j.identity;

import io.snet4j.value.Address;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Signs for one address; may be backed by a key in memory, a hardware device or a remote signer. To be implemented by
 * whoever has another place for keys. Never reveals its key, in {@code toString} least of all. Implementations are
 * thread-safe; signing may block on the device.
 *
 * @since 0.1.0
 */
public interface Identity {
    /** The path of the first account that wallets show. */
    String FIRST_ACCOUNT = "m/44'/60'/0'/0/0";

    Address address();

    /**
     * Signs as EIP-191 personal messages are signed: over the keccak-256 of
     * {@code "\x19Ethereum Signed Message:\n" + length + message}. The daemon's messages (see {@link ProtocolMessages})
     * are themselves 32-byte hashes; they are messages here, never digests.
     *
     * @return 65 bytes r, s, v with low s and v 27 or 28, which contract and daemon both accept
     */
    byte[] signMessage(byte[] message);

    /** @return the raw signed transaction, ready for {@code eth_sendRawTransaction} */
    byte[] signTransaction(UnsignedTransaction transaction);

    /**
     * An identity whose key is held in memory.
     *
     * @param hex 64 hexadecimal digits, with or without {@code 0x}
     * @throws IllegalArgumentException if it is no private key; the message does not repeat it
     */
    static Identity ofPrivateKey(String hex) {
        return new PrivateKeyIdentity(hex);
    }

    /**
     * An identity whose key is read from an encrypted file, as wallets keep it (Web3 Secret Storage, version 3, with
     * scrypt or PBKDF2), and held in memory. Blocks: reading takes a second or so by design, and as much memory as the
     * file asks for, up to 512 MiB. A file that others than its owner may read brings a warning in the log.
     *
     * @param password not changed; the caller may overwrite it afterwards. Tried as it is, then in the other forms of
     *     Unicode in which the same letters may have been typed
     * @throws io.snet4j.errors.InvalidRequestException if the file cannot be read, is damaged or of another kind, or
     *     the password is wrong; the message has no secret
     */
    static Identity ofKeystore(Path file, char[] password) {
        return Keystore.read(file, password);
    }

    /**
     * Makes up twelve words (BIP-39) that nobody has had before, for {@link #ofMnemonic(String)} and
     * {@link Keystores#ofMnemonic}. Whoever has them has the key; kept nowhere else, they are lost with the process.
     */
    static String newMnemonic() {
        return Mnemonic.random();
    }

    /** {@link #ofMnemonic(String, String)} with {@link #FIRST_ACCOUNT}. */
    static Identity ofMnemonic(String words) {
        return ofMnemonic(words, FIRST_ACCOUNT);
    }

    /**
     * {@link #ofMnemonic(String, String, String)} without a passphrase.
     *
     * @throws IllegalArgumentException as there
     */
    static Identity ofMnemonic(String words, String path) {
        return Mnemonic.identity(words, path, "");
    }

    /**
     * An identity whose key is derived from English words (BIP-39, then BIP-32) and held in memory.
     *
     * @param words 12, 15, 18, 21 or 24, separated by white space of any kind, in any case
     * @param path as {@code m/44'/60'/0'/0/0}; the {@code m/} may be left out, and {@code h} stands for the apostrophe,
     *     too
     * @param passphrase of BIP-39, which some wallets call the 25th word; empty if there is none. Each one leads to an
     *     account of its own, so a wrong one cannot be noticed
     * @throws IllegalArgumentException if a word is not of the list, the checksum is wrong, or the path is none; the
     *     message names a word by its position only
     */
    static Identity ofMnemonic(String words, String path, String passphrase) {
        return Mnemonic.identity(words, path, passphrase);
    }

    /**
     * An identity whose key stays with another process that answers {@code eth_sign} and {@code eth_signTransaction} by
     * JSON-RPC, as Web3Signer and development nodes do. Whatever comes back is checked: a signature must be of
     * {@code address} over what was asked, and a transaction must be the one that was asked for, byte by byte. Does no
     * I/O yet, and holds nothing that needs closing. Signing blocks, and throws
     * {@link io.snet4j.errors.SignerException} when the signer fails, refuses, does not answer in time, or signs
     * something else.
     *
     * @param signer an {@code http} or {@code https} endpoint
     * @param timeout for each signature
     * @throws IllegalArgumentException for another scheme
     */
    static Identity ofRemoteSigner(URI signer, Address address, Duration timeout) {
        return new RemoteIdentity(signer, address, timeout);
    }
}
