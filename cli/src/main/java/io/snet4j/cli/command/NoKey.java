package io.snet4j.cli.command;

import io.snet4j.cli.shell.RefusedException;
import io.snet4j.identity.Identity;
import io.snet4j.identity.UnsignedTransaction;
import io.snet4j.value.Address;

/** Of who only reads. */
final class NoKey implements Identity {
    @Override
    public Address address() {
        return Address.parse("0x0000000000000000000000000000000000000000");
    }

    @Override
    public byte[] signMessage(byte[] message) {
        throw refused();
    }

    @Override
    public byte[] signTransaction(UnsignedTransaction transaction) {
        throw refused();
    }

    private static RefusedException refused() {
        return new RefusedException("this needs a key; snet4j key new NAME makes one");
    }
}
