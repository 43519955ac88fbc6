package io.snet4j.devnet.daemon;

import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may make free calls, beside what the service publishes.
 *
 * @param signer signs tokens; empty at a daemon that was given no key
 * @param minBalance whole FET that a user must have
 * @param trusted need no balance, and may ask for users of their own by id
 * @param allowances instead of the published number, for single users; {@link #UNLIMITED} or more than 0
 */
record FreeCallRules(Optional<Identity> signer, int minBalance, Set<Address> trusted, Map<Address, Long> allowances) {
    static final long UNLIMITED = -1;

    /** Release 6.0 does not look whether it has the key. */
    boolean isOn(DaemonVersion version, Replica replica) {
        return !version.atLeast(DaemonVersion.V6_1)
                || signer.filter(key -> key.address().equals(replica.freeCallSigner()))
                        .isPresent();
    }

    Cogs balanceNeeded() {
        return Cogs.ofFet(Integer.toString(minBalance));
    }
}
