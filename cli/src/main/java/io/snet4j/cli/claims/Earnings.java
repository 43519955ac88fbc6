package io.snet4j.cli.claims;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.chain.EscrowEstimates.Kind;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.ServiceArguments;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.provider.ClaimReport;
import io.snet4j.provider.ClaimablePayment;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What one service's group earned, as its daemon and the chain know it. Blocks on both. */
final class Earnings implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final SnetClient client;
    private final Chain chain;
    private final ProviderClaims claims;

    private Earnings(SnetClient client, Chain chain, ProviderClaims claims) {
        this.client = client;
        this.chain = chain;
        this.claims = claims;
    }

    /** @throws RefusedException unless the key is that of the group's payment address */
    static Earnings open(Context context, ServiceArguments service) {
        SnetClient client = context.client();
        try (ServiceClient opened = service.open(client)) {
            Address recipient = opened.group().recipient();
            if (!client.identity().address().equals(recipient)) {
                throw new RefusedException(
                        "the key is that of " + client.identity().address() + ", and payments are for " + recipient
                                + "; use that one's key with --key NAME",
                        ExitCode.PAYMENT);
            }
            Chain chain = Chain.connect(context.settings().node(), TIMEOUT);
            ProviderClaims claims = ProviderClaims.connect(
                    opened.group().endpoints().get(0),
                    chain,
                    client.network().escrow(),
                    client.identity(),
                    context.settings().feeLimit());
            return new Earnings(client, chain, claims);
        } catch (RuntimeException | Error e) {
            client.close();
            throw e;
        }
    }

    BlockNumber now() {
        return chain.blockNumber();
    }

    /** Interrupted claims first. */
    List<ClaimablePayment> list() {
        return claims.listClaimable();
    }

    /** At most, at present prices. */
    Wei fee(List<ClaimablePayment> payments) {
        Wei one = new MultiPartyEscrow(chain, client.network().escrow())
                .estimates()
                .atMost(Kind.CHANNEL_CLAIM)
                .maxFee();
        return one.times(BigInteger.valueOf(payments.size()));
    }

    ClaimReport claim(List<ClaimablePayment> payments) {
        return claims.claimAll(channels(payments));
    }

    /** What the recipient has in the escrow. */
    Cogs balance() {
        return client.account().escrowBalance();
    }

    static Set<ChannelId> channels(List<ClaimablePayment> payments) {
        return payments.stream().map(ClaimablePayment::channelId).collect(Collectors.toSet());
    }

    static Cogs sum(List<ClaimablePayment> payments) {
        return payments.stream().map(ClaimablePayment::amount).reduce(Cogs.ZERO, Cogs::plus);
    }

    @Override
    public void close() {
        claims.close();
        chain.close();
        client.close();
    }
}
