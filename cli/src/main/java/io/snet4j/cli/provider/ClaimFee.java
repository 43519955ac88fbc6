package io.snet4j.cli.provider;

import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.chain.EscrowEstimates.Kind;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.value.Wei;
import java.math.BigInteger;

/** What claiming costs. */
final class ClaimFee {
    private ClaimFee() {}

    /** At most, at present prices. To claim from a channel costs less than to open one. */
    static Wei atMost(SnetClient client, Chain chain, int channels) {
        Wei one = new MultiPartyEscrow(chain, client.network().escrow())
                .estimates()
                .atMost(Kind.OPEN_CHANNEL)
                .maxFee();
        return new Wei(one.value().multiply(BigInteger.valueOf(channels)));
    }
}
