package io.snet4j.identity;

import io.snet4j.value.Address;

/**
 * Signs for one address; may be backed by a key in memory, a hardware device or a remote signer. Never reveals its key,
 * in {@code toString} least of all. Implementations are thread-safe; signing may block on the device.
 */
public interface Identity {
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
}
