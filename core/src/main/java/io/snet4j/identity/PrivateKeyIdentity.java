package io.snet4j.identity;

import io.snet4j.value.Address;

/** A key in memory. */
final class PrivateKeyIdentity implements Identity {
    PrivateKeyIdentity(String hex) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Address address() {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] signMessage(byte[] message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] signTransaction(UnsignedTransaction transaction) {
        throw new UnsupportedOperationException();
    }
}
