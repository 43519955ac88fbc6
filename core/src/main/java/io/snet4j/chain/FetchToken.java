package io.snet4j.chain;

import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.time.Duration;

/** The token (ERC-20, 18 decimals) that the escrow holds. Thread-safe; every method blocks on the network. */
public final class FetchToken {
    private final Chain chain;
    private final Address address;

    public FetchToken(Chain chain, Address address) {
        this.chain = chain;
        this.address = address;
    }

    public Address address() {
        return address;
    }

    public Cogs balance(Address account) {
        throw new UnsupportedOperationException();
    }

    public Cogs allowance(Address owner, Address spender) {
        throw new UnsupportedOperationException();
    }

    public Receipt approve(Identity owner, Address spender, Cogs amount, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    public Receipt transfer(Identity from, Address to, Cogs amount, Duration deadline) {
        throw new UnsupportedOperationException();
    }
}
