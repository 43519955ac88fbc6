package io.snet4j.provider;

import io.grpc.ManagedChannel;
import io.snet4j.chain.Chain;
import io.snet4j.chain.FeeLimit;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.NotFoundException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Collects what a provider earned: asks its daemon for the signed payments and claims them on chain. A claim is first
 * started at the daemon, which then goes on at the next nonce, and then made on chain; one that was interrupted between
 * the two is not lost: the daemon lists it as in progress, and the next claim finishes it. Thread-safe, but one channel
 * must not be claimed twice at once. Every method blocks on daemon and chain, and throws
 * {@link io.snet4j.errors.ServiceCallException} (or a leaf of it) when the daemon refuses or does not answer within 30
 * seconds, {@link io.snet4j.errors.ChainException} when the chain does.
 *
 * @since 0.1.0
 */
public final class ProviderClaims implements AutoCloseable {
    private final DaemonClaims daemon;
    private final Chain chain;
    private final MultiPartyEscrow escrow;
    private final Identity provider;

    private ProviderClaims(DaemonClaims daemon, Chain chain, MultiPartyEscrow escrow, Identity provider) {
        this.daemon = daemon;
        this.chain = chain;
        this.escrow = escrow;
        this.provider = provider;
    }

    /**
     * Does no I/O.
     *
     * @param daemon its {@code http} or {@code https} endpoint
     * @param chain stays the caller's to close; its {@link FeeLimit} holds for claims
     * @param escrow the MultiPartyEscrow contract
     * @param provider signs as the payment address of the daemon's organization
     * @throws IllegalArgumentException for an endpoint of another form
     */
    public static ProviderClaims connect(URI daemon, Chain chain, Address escrow, Identity provider) {
        ManagedChannel channel = DaemonControl.open(daemon);
        DaemonClaims claims = new DaemonClaims(new DaemonControl(channel), chain, escrow, provider);
        return new ProviderClaims(claims, chain, new MultiPartyEscrow(chain, escrow), provider);
    }

    /**
     * As {@link #connect(URI, Chain, Address, Identity)}, with a limit for the fees of these claims instead of the
     * chain's.
     *
     * @param chain a connection to a node, from {@link Chain#connect}
     */
    public static ProviderClaims connect(URI daemon, Chain chain, Address escrow, Identity provider, FeeLimit fees) {
        return connect(daemon, chain.withFeeLimit(fees), escrow, provider);
    }

    /** Channels with payments that no claim was started for. */
    public List<UnclaimedPayment> listUnclaimed() {
        return daemon.unclaimed();
    }

    /** Payments that a claim was started for, but that are not mined: an earlier claim was interrupted. */
    public List<UnclaimedPayment> listInProgress() {
        return daemon.inProgress().stream().map(SignedPayment::payment).toList();
    }

    /**
     * What can be claimed now, by what daemon and chain say together; interrupted claims first. Left out is what
     * daemons go on listing although it was claimed or taken back, and what another is the recipient of.
     */
    public List<ClaimablePayment> listClaimable() {
        return run(every -> true, claim -> {}).claimable();
    }

    /**
     * Claims what was signed in a channel. If an earlier claim of the channel was interrupted, that one is finished
     * instead; what was signed since then takes another call.
     *
     * @throws NotFoundException if there is nothing to claim in the channel
     * @throws InvalidRequestException if the channel's recipient is somebody else
     * @throws UntrustedDaemonException if the daemon's payment would not be accepted on chain; no transaction was sent
     * @throws ClaimedMeanwhileException if another program was faster
     * @throws SpendingLimitException if the fee limit forbids the transaction; the claim is in progress at the daemon,
     *     and goes on with the next call
     */
    public Claim claim(ChannelId channelId) {
        return run(channelId::equals, claim -> {}).one(channelId);
    }

    /**
     * Claims all that the daemon has, interrupted claims first, in one transaction for up to 50 channels, or for fewer
     * where the fee limit allows no more. A channel that cannot be claimed does not keep the others from it.
     *
     * @throws SnetException as said above; what was claimed until then stays claimed, and the next call goes on
     */
    public ClaimReport claimAll() {
        return run(every -> true, claim -> {}).all();
    }

    /** As {@link #claimAll()}, of some channels; all others are left as they are. */
    public ClaimReport claimAll(Set<ChannelId> channels) {
        return run(Set.copyOf(channels)::contains, claim -> {}).all();
    }

    /** As {@link #claimAll()}, but starts no claim: only finishes what was interrupted. */
    public ClaimReport resume() {
        return run(every -> true, claim -> {}).resume();
    }

    /** One run over some of the channels. */
    ClaimRun run(Predicate<ChannelId> which, Consumer<Claim> heard) {
        return new ClaimRun(daemon, escrow, provider, which, heard);
    }

    /** The node that claims go through. */
    Chain chain() {
        return chain;
    }

    @Override
    public void close() {
        daemon.close();
    }
}
