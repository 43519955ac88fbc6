package io.snet4j.junit;

import io.snet4j.devnet.DevnetConnection;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import java.util.Map;

/**
 * An account of one test, with ether and tokens that nobody else spends.
 *
 * @since 0.1.0
 */
public final class TestAccount {
    private final DevnetConnection net;
    final DevnetConnection.Account account;

    TestAccount(DevnetConnection net, DevnetConnection.Account account) {
        this.net = net;
        this.account = account;
    }

    public Address address() {
        return account.address();
    }

    public Identity identity() {
        return account.identity();
    }

    /** {@code 0x} and 64 digits; worthless elsewhere, since everybody knows it. */
    public String privateKey() {
        return account.privateKey();
    }

    /** What a program needs to be this account, as {@code SnetClient.builder().from(…)} takes it. It holds the key. */
    public Map<String, String> settings() {
        return net.settings(account);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return account.toString();
    }
}
