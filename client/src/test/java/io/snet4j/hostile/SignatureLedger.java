package io.snet4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.identity.Signatures;
import io.snet4j.scripted.Wiretap;
import io.snet4j.scripted.World;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateRequest;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the signatures that a daemon received are worth on chain. Counted from the signatures alone: neither the
 * client's books nor the daemon's are asked.
 */
final class SignatureLedger {
    private record Place(BigInteger channel, BigInteger nonce) {}

    private final Wiretap wiretap;
    private final FakeChain chain;
    private final Map<BigInteger, Cogs> claimed = new HashMap<>();

    /** Of each kind, how many were looked at. */
    private int seenClaims;

    private int seenRequests;

    SignatureLedger(Wiretap wiretap, FakeChain chain) {
        this.wiretap = wiretap;
        this.chain = chain;
    }

    /** A claim that was mined. */
    void claimed(BigInteger channel, Cogs amount) {
        claimed.merge(channel, amount, Cogs::plus);
    }

    /** What was taken, and what can be: of each nonce that is not past, the highest amount. */
    Cogs claimable() {
        Cogs taken = claimed.values().stream().reduce(Cogs.ZERO, Cogs::plus);
        return highest().values().stream().reduce(taken, Cogs::plus);
    }

    /** As {@link #claimable}, of one channel, without what was taken. */
    Cogs claimable(BigInteger channel) {
        return highest().entrySet().stream()
                .filter(entry -> entry.getKey().channel.equals(channel))
                .map(Map.Entry::getValue)
                .reduce(Cogs.ZERO, Cogs::plus);
    }

    private Map<Place, Cogs> highest() {
        Map<Place, Cogs> highest = new HashMap<>();
        for (Wiretap.Claim claim : wiretap.claims()) {
            ChannelNonce past = chain.channel(ChannelId.of(claim.channel()))
                    .map(PaymentChannel::nonce)
                    .orElse(ChannelNonce.of(0));
            if (claim.nonce().compareTo(past.value()) >= 0) {
                highest.merge(
                        new Place(claim.channel(), claim.nonce()),
                        claim.amount(),
                        (one, other) -> one.compareTo(other) >= 0 ? one : other);
            }
        }
        return highest;
    }

    /** A signature for something else than what it came with could be worth anything. Each is looked at once. */
    void assertThatEachSignatureIsForWhatItSays() {
        List<Wiretap.Claim> claims = wiretap.claims();
        assertThat(claims.subList(seenClaims, claims.size())).allSatisfy(claim -> assertThat(Signatures.recover(
                        ProtocolMessages.mpeClaim(
                                FakeChain.ESCROW,
                                ChannelId.of(claim.channel()),
                                ChannelNonce.of(claim.nonce()),
                                claim.amount()),
                        claim.signature()))
                .isEqualTo(Optional.of(World.PAYER.address())));
        seenClaims = claims.size();
        List<ChannelStateRequest> requests = wiretap.stateRequests();
        assertThat(requests.subList(seenRequests, requests.size())).allSatisfy(request -> assertThat(Signatures.recover(
                        question(request), request.getSignature().toByteArray()))
                .isEqualTo(Optional.of(World.PAYER.address())));
        seenRequests = requests.size();
    }

    private static byte[] question(ChannelStateRequest request) {
        BigInteger channel = new BigInteger(1, request.getChannelId().toByteArray());
        return ProtocolMessages.getChannelState(
                FakeChain.ESCROW, ChannelId.of(channel), BlockNumber.of(request.getCurrentBlock()));
    }
}
