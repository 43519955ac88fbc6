package io.snet4j.provider;

import io.snet4j.chain.ChannelClaim;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.chain.Receipt;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.NodeRefusedException;
import io.snet4j.errors.NotFoundException;
import io.snet4j.errors.ServiceCallException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.identity.Identity;
import io.snet4j.value.ChannelId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Takes payments from the daemon to the chain, once. */
final class ClaimRun {
    private static final Duration MINING = Duration.ofMinutes(2);
    /** Keeps a transaction well below the gas of a block. */
    private static final int BATCH = 50;
    /** The daemon's message for several channels has 64 bits for an id. */
    private static final int ID_BITS = 64;
    /** The contract's words for what was signed for another nonce. */
    private static final String INVALID_SIGNATURE = "Invalid signature";

    private final DaemonClaims daemon;
    private final MultiPartyEscrow escrow;
    private final Identity provider;
    private final Predicate<ChannelId> which;
    private final Consumer<Claim> heard;
    private final List<Claim> claims = new ArrayList<>();
    private final Map<ChannelId, SnetException> failures = new LinkedHashMap<>();

    /**
     * @param which channels to claim; all others are left alone
     * @param heard told of each claim once it is mined, also if the run fails afterwards
     */
    ClaimRun(
            DaemonClaims daemon,
            MultiPartyEscrow escrow,
            Identity provider,
            Predicate<ChannelId> which,
            Consumer<Claim> heard) {
        this.daemon = daemon;
        this.escrow = escrow;
        this.provider = provider;
        this.which = which;
        this.heard = heard;
    }

    private record Verified(PaymentChannel channel, ChannelClaim claim) {}

    Claim one(ChannelId channelId) {
        PaymentChannel channel = channel(channelId);
        SignedPayment payment = daemon.inProgress().stream()
                .filter(started -> started.isOf(channel))
                .findFirst()
                .orElseGet(() -> start(channelId));
        ChannelClaim claim = payment.claim(channel, escrow.address());
        Receipt receipt;
        try {
            receipt = escrow.channelClaim(provider, channelId, claim.amount(), claim.signature(), false, MINING);
        } catch (ChainException e) {
            throw claimedMeanwhile(channel, e);
        }
        Claim made = new Claim(channelId, channel.nonce(), claim.amount(), receipt);
        keep(made);
        return made;
    }

    private PaymentChannel channel(ChannelId channelId) {
        PaymentChannel channel = escrow.channel(channelId)
                .orElseThrow(() -> new NotFoundException("the escrow has no channel " + channelId));
        if (!channel.recipient().equals(provider.address())) {
            throw new InvalidRequestException("channel " + channelId + " pays " + channel.recipient() + ", not "
                    + provider.address() + "; claim it with the recipient's identity");
        }
        return channel;
    }

    private SignedPayment start(ChannelId channelId) {
        return daemon.start(daemon.unclaimed().stream()
                .filter(payment -> payment.channelId().equals(channelId))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("nothing was paid through channel " + channelId
                        + " since the last claim, as far as the daemon knows")));
    }

    ClaimReport all() {
        finish();
        startAll();
        finish();
        return new ClaimReport(claims, failures);
    }

    ClaimReport resume() {
        finish();
        return new ClaimReport(claims, failures);
    }

    /**
     * With the expiration that the chain knows, and without what was claimed or taken back already. What has no channel
     * stays: claiming it says why it cannot be.
     */
    List<UnclaimedPayment> stillDue(List<UnclaimedPayment> payments) {
        List<UnclaimedPayment> due = new ArrayList<>();
        for (UnclaimedPayment payment : payments) {
            Optional<PaymentChannel> channel = escrow.channel(payment.channelId());
            if (channel.isEmpty()) {
                due.add(payment);
            } else if (payment.nonce().compareTo(channel.get().nonce()) >= 0) {
                due.add(payment.expiring(channel.get().expiration()));
            }
        }
        return due;
    }

    /** What is to be had, interrupted claims first; what is not to be had is left out, {@link #all} says why. */
    List<ClaimablePayment> claimable() {
        List<ClaimablePayment> claimable = new ArrayList<>();
        daemon.inProgress()
                .forEach(started -> claimable(started.payment(), true).ifPresent(claimable::add));
        daemon.unclaimed().forEach(payment -> claimable(payment, false).ifPresent(claimable::add));
        return claimable;
    }

    private Optional<ClaimablePayment> claimable(UnclaimedPayment payment, boolean inProgress) {
        return escrow.channel(payment.channelId())
                .filter(channel -> channel.recipient().equals(provider.address()))
                .filter(channel -> payment.nonce().compareTo(channel.nonce()) >= 0)
                .map(channel -> new ClaimablePayment(
                        channel.id(),
                        channel.sender(),
                        payment.nonce(),
                        payment.amount(),
                        channel.expiration(),
                        inProgress));
    }

    /** A channel may have several claims in progress; each is possible only when the one before it is mined. */
    private void finish() {
        List<Verified> round = possible();
        int most = BATCH;
        while (!round.isEmpty()) {
            List<Verified> batch = round.subList(0, Math.min(most, round.size()));
            Receipt receipt;
            try {
                receipt = escrow.multiChannelClaim(
                        provider, batch.stream().map(Verified::claim).toList(), MINING);
            } catch (SpendingLimitException dear) {
                if (batch.size() == 1) {
                    throw dear;
                }
                most = batch.size() / 2;
                continue;
            } catch (ChainException e) {
                // Which of several it is shows when they are few enough.
                boolean apart = batch.size() > 1 && isOtherNonce(e);
                if (!fail(batch, e) && !apart) {
                    throw e;
                }
                most = apart ? batch.size() / 2 : most;
                round = possible();
                continue;
            }
            batch.forEach(made -> keep(new Claim(
                    made.channel().id(), made.channel().nonce(), made.claim().amount(), receipt)));
            round = possible();
        }
    }

    /** @return whether any of them failed because another claimed it */
    private boolean fail(List<Verified> batch, ChainException refused) {
        int before = failures.size();
        boolean alone = batch.size() == 1 && isOtherNonce(refused);
        for (Verified one : batch) {
            if (alone || hasMoved(one.channel())) {
                failures.put(one.channel().id(), claimedMeanwhile(one.channel(), refused));
            }
        }
        return failures.size() > before;
    }

    private ChainException claimedMeanwhile(PaymentChannel channel, ChainException refused) {
        return isOtherNonce(refused) || hasMoved(channel)
                ? new ClaimedMeanwhileException(channel.id(), channel.nonce(), refused)
                : refused;
    }

    /** The signature was good for the nonce that is mined, so the node looked at one that is about to be. */
    private static boolean isOtherNonce(ChainException refused) {
        return refused instanceof NodeRefusedException node && node.reason().contains(INVALID_SIGNATURE);
    }

    private boolean hasMoved(PaymentChannel before) {
        return escrow.channel(before.id())
                .filter(now -> now.nonce().compareTo(before.nonce()) > 0)
                .isPresent();
    }

    private void keep(Claim claim) {
        claims.add(claim);
        heard.accept(claim);
    }

    private List<Verified> possible() {
        List<Verified> possible = new ArrayList<>();
        for (SignedPayment started : daemon.inProgress()) {
            ChannelId id = started.payment().channelId();
            if (failures.containsKey(id) || !which.test(id)) {
                continue;
            }
            try {
                PaymentChannel channel = channel(id);
                if (started.isOf(channel)) {
                    possible.add(new Verified(channel, started.claim(channel, escrow.address())));
                }
            } catch (NotFoundException | InvalidRequestException | UntrustedDaemonException e) {
                failures.put(id, e);
            }
        }
        return possible;
    }

    private void startAll() {
        List<UnclaimedPayment> payments = daemon.unclaimed().stream()
                .filter(payment -> which.test(payment.channelId()))
                .filter(payment -> !failures.containsKey(payment.channelId()))
                .filter(this::isStillDue)
                .toList();
        List<ChannelId> together = payments.stream()
                .map(UnclaimedPayment::channelId)
                .filter(id -> id.value().bitLength() <= ID_BITS)
                .toList();
        try {
            if (together.size() > 1) {
                daemon.start(together);
                payments = payments.stream()
                        .filter(payment -> !together.contains(payment.channelId()))
                        .toList();
            }
        } catch (ServiceCallException oneRefused) {
            rethrowUnlessAnswered(oneRefused);
            payments = daemon.unclaimed().stream().filter(payments::contains).toList();
        }
        for (UnclaimedPayment payment : payments) {
            try {
                daemon.start(payment);
            } catch (ServiceCallException e) {
                rethrowUnlessAnswered(e);
                failures.put(payment.channelId(), e);
            }
        }
    }

    /** Its leaves say that the daemon gave no answer, as it would give none for the next channel. */
    private static void rethrowUnlessAnswered(ServiceCallException e) {
        if (e.getClass() != ServiceCallException.class) {
            throw e;
        }
    }

    /** The daemon goes on listing what was claimed on chain without it, and what the sender took back after expiry. */
    private boolean isStillDue(UnclaimedPayment payment) {
        try {
            return payment.nonce().compareTo(channel(payment.channelId()).nonce()) >= 0;
        } catch (NotFoundException | InvalidRequestException e) {
            failures.put(payment.channelId(), e);
            return false;
        }
    }
}
