package io.snet4j.devnet.daemon;

import io.grpc.Status;
import io.snet4j.errors.ChainException;
import io.snet4j.identity.Signatures;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Consumer;

/** Payments from channels. One at a time is made from a channel; a second one is refused, not queued. */
final class ChannelPayments {
    /** Not a code of gRPC's: the daemon's own for a wrong nonce. */
    private static final int INCORRECT_NONCE = 1000;

    private final Channels channels;
    private final Replica replica;
    private final Blocks blocks;
    private final DaemonStore store;

    ChannelPayments(Channels channels, Replica replica, Blocks blocks, DaemonStore store) {
        this.channels = channels;
        this.replica = replica;
        this.blocks = blocks;
        this.store = store;
    }

    /** What a client signed: that it owes {@code amount} in all. */
    record Promise(BigInteger channelId, BigInteger nonce, BigInteger amount, byte[] signature) {}

    /**
     * Locks the channel until the payment is settled. Blocks on the chain.
     *
     * @param further checks of the channel, which throw to refuse
     * @throws GrpcFailure if the promise is not worth its amount; nothing is locked then
     */
    Payment begin(Promise promise, Consumer<StoredChannel> further) {
        BigInteger id = promise.channelId();
        if (!store.tryLock(id)) {
            throw new GrpcFailure(Status.Code.FAILED_PRECONDITION, Texts.channelBusy(id));
        }
        boolean accepted = false;
        try {
            StoredChannel channel = channel(id);
            check(promise, channel);
            further.accept(channel);
            accepted = true;
            StoredChannel paid = channel.paid(new Cogs(promise.amount()), promise.signature());
            return new OncePayment(
                    channel.channel().sender(),
                    Optional.of(channel.channel().id()),
                    income(channel, paid),
                    () -> commit(paid),
                    () -> store.unlock(id));
        } finally {
            if (!accepted) {
                store.unlock(id);
            }
        }
    }

    private static Cogs income(StoredChannel before, StoredChannel paid) {
        return paid.authorized().compareTo(before.authorized()) > 0
                ? paid.authorized().minus(before.authorized())
                : Cogs.ZERO;
    }

    private void commit(StoredChannel paid) {
        try {
            store.put(paid);
        } catch (RuntimeException e) {
            throw new GrpcFailure(Status.Code.INTERNAL, Texts.PAYMENT_NOT_STORED);
        } finally {
            store.unlock(paid.id());
        }
    }

    private StoredChannel channel(BigInteger id) {
        Optional<StoredChannel> channel;
        try {
            channel = channels.current(id);
        } catch (GrpcFailure e) {
            throw new GrpcFailure(Status.Code.INTERNAL, Texts.channelError(e.text()));
        }
        return channel.orElseThrow(() -> GrpcFailure.unauthenticated(Texts.paymentChannelNotFound(id)));
    }

    /**
     * Blocks on the chain.
     *
     * @throws GrpcFailure unless the channel's signer or sender made this promise, it lasts and holds that much
     */
    void check(Promise promise, StoredChannel stored) {
        var channel = stored.channel();
        if (!promise.nonce().equals(channel.nonce().value())) {
            throw new GrpcFailure(INCORRECT_NONCE, Texts.nonce(channel.nonce().value(), promise.nonce()));
        }
        Optional<Address> signer = Signatures.recover(
                SignedMessages.claim(
                        replica.escrow(), channel.id().value(), channel.nonce().value(), promise.amount()),
                promise.signature());
        if (signer.isEmpty()) {
            throw GrpcFailure.unauthenticated(Texts.PAYMENT_SIGNATURE_INVALID);
        }
        if (!signer.get().equals(channel.signer()) && !signer.get().equals(channel.sender())) {
            throw GrpcFailure.unauthenticated(Texts.PAYMENT_SIGNER_UNKNOWN);
        }
        BlockNumber block;
        try {
            block = blocks.latest();
        } catch (ChainException e) {
            throw new GrpcFailure(Status.Code.INTERNAL, Texts.NO_CURRENT_BLOCK);
        }
        BlockCount threshold = replica.paymentExpirationThreshold();
        if (!channel.expiration().isAfter(block.plus(threshold))) {
            throw GrpcFailure.unauthenticated(Texts.nearExpiry(channel.expiration(), block, threshold));
        }
        if (channel.value().value().compareTo(promise.amount()) < 0) {
            throw GrpcFailure.unauthenticated(
                    Texts.notEnoughTokens(channel.value().value(), promise.amount()));
        }
    }
}
