package io.snet4j.live;

import io.snet4j.identity.Identity;
import io.snet4j.identity.UnsignedTransaction;
import io.snet4j.value.Address;

/** Gives one address and signs with the key of another. */
record FalseSigner(Address address, Identity key) implements Identity {
    @Override
    public byte[] signMessage(byte[] message) {
        return key.signMessage(message);
    }

    @Override
    public byte[] signTransaction(UnsignedTransaction transaction) {
        return key.signTransaction(transaction);
    }
}
