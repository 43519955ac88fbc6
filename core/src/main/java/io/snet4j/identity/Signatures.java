package io.snet4j.identity;

import io.snet4j.value.Address;
import java.util.Optional;

/** Reading signatures. */
public final class Signatures {
    private Signatures() {}

    /**
     * Who signed {@code message} with {@link Identity#signMessage}.
     *
     * @param signature r, s, v with v 0, 1, 27 or 28
     * @return empty if the signature has another length or recovers to nobody
     */
    public static Optional<Address> recover(byte[] message, byte[] signature) {
        throw new UnsupportedOperationException();
    }
}
