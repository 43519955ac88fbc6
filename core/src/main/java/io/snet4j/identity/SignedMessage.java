package io.snet4j.identity;

import io.snet4j.internal.core.Keccak;
import java.nio.charset.StandardCharsets;

/** What a signature of a message signs (EIP-191, version 0x45). */
final class SignedMessage {
    private SignedMessage() {}

    static byte[] digest(byte[] message) {
        String prefix = "\u0019Ethereum Signed Message:\n" + message.length;
        return Keccak.hash(prefix.getBytes(StandardCharsets.US_ASCII), message);
    }
}
