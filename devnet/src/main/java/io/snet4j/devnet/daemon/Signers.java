package io.snet4j.devnet.daemon;

import io.snet4j.identity.Signatures;
import io.snet4j.value.Address;
import java.util.HexFormat;

/** Who signed, as the daemon finds it out. */
final class Signers {
    private static final int SIGNATURE_BYTES = 65;
    private static final int ADDRESS_BYTES = 20;

    private Signers() {}

    /** @throws GrpcFailure if the signature has the wrong length, or nobody can have made it */
    static Address of(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            throw GrpcFailure.unknown(Texts.SIGNATURE_LENGTH);
        }
        return Signatures.recover(message, signature).orElseThrow(() -> GrpcFailure.unknown(Texts.SIGNATURE_DATA));
    }

    /** @throws GrpcFailure also if somebody else signed */
    static void check(byte[] message, byte[] signature, Address expected) {
        Address signer = of(message, signature);
        if (!signer.equals(expected)) {
            throw GrpcFailure.unknown(Texts.otherAddress(signer));
        }
    }

    /** An address as Go reads it: never fails, cuts what is too long on its left and fills up what is too short. */
    static Address parse(String text) {
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        int valid = 0;
        while (valid < digits.length() && HexFormat.isHexDigit(digits.charAt(valid))) {
            valid++;
        }
        String even = digits.length() % 2 == 0 ? digits.substring(0, valid) : "0" + digits.substring(0, valid);
        byte[] bytes = HexFormat.of().parseHex(even.substring(0, even.length() / 2 * 2));
        byte[] address = new byte[ADDRESS_BYTES];
        int length = Math.min(bytes.length, ADDRESS_BYTES);
        System.arraycopy(bytes, bytes.length - length, address, ADDRESS_BYTES - length, length);
        return Address.of(address);
    }
}
