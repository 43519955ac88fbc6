package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpHeaders;
import io.grpc.Status;
import io.snet4j.errors.ChainException;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.identity.Signatures;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes payments from channels. One call at a time pays from a channel; a second one is refused, not queued. */
final class ChannelCashier implements Cashier {
    private static final String ESCROW = "escrow";
    private static final String TRAIN_CALL = "train-call";
    private static final String FREE_CALL = "free-call";
    private static final String PREPAID_CALL = "prepaid-call";
    private static final Set<String> STREAM_TYPES = Set.of(ESCROW, TRAIN_CALL, FREE_CALL, PREPAID_CALL);
    /** Not a code of gRPC's: the daemon's own for a wrong nonce. */
    private static final int INCORRECT_NONCE = 1000;

    private static final int AMOUNT_BITS = 256;

    private final Channels channels;
    private final Prices prices;
    private final Replica replica;
    private final Blocks blocks;
    private final DaemonStore store;

    ChannelCashier(Channels channels, Prices prices, Replica replica, Blocks blocks, DaemonStore store) {
        this.channels = channels;
        this.prices = prices;
        this.replica = replica;
        this.blocks = blocks;
        this.store = store;
    }

    /** What a client signed: that it owes {@code amount} in all. */
    private record Promise(BigInteger channelId, BigInteger nonce, BigInteger amount, byte[] signature) {}

    @Override
    public Payment accept(CallKind kind, String path, HttpHeaders httpHeaders) {
        PaymentHeaders headers = new PaymentHeaders(httpHeaders);
        boolean training = kind == CallKind.PAID_TRAINING;
        String type = headers.first(PaymentHeaders.TYPE).orElse(training ? TRAIN_CALL : ESCROW);
        if (training ? !type.equals(TRAIN_CALL) : !STREAM_TYPES.contains(type)) {
            throw PaymentHeaders.invalid(Texts.unexpectedHeader(PaymentHeaders.TYPE, type));
        }
        return switch (type) {
            case FREE_CALL -> throw freeCallRefused(headers);
            case PREPAID_CALL -> throw prepaidCallRefused(headers);
            default -> charge(kind, path, headers);
        };
    }

    private Payment charge(CallKind kind, String path, PaymentHeaders headers) {
        Promise promise = new Promise(
                headers.integer(PaymentHeaders.CHANNEL_ID),
                headers.integer(PaymentHeaders.CHANNEL_NONCE),
                headers.integer(PaymentHeaders.CHANNEL_AMOUNT),
                headers.bytes(PaymentHeaders.CHANNEL_SIGNATURE));
        BigInteger id = promise.channelId();
        if (!store.tryLock(id)) {
            throw new GrpcFailure(Status.Code.FAILED_PRECONDITION, Texts.channelBusy(id));
        }
        boolean accepted = false;
        try {
            StoredChannel channel = channel(id);
            check(promise, channel);
            BigInteger income = promise.amount().subtract(channel.authorized().value());
            BigInteger price = prices.of(kind, path, headers).value();
            if (!income.equals(price)) {
                throw unauthenticated(Texts.income(income, price));
            }
            accepted = true;
            return new ChannelPayment(channel, channel.paid(new Cogs(promise.amount()), promise.signature()));
        } finally {
            if (!accepted) {
                store.unlock(id);
            }
        }
    }

    private StoredChannel channel(BigInteger id) {
        Optional<StoredChannel> channel;
        try {
            channel = channels.current(id);
        } catch (GrpcFailure e) {
            throw new GrpcFailure(Status.Code.INTERNAL, Texts.channelError(e.text()));
        }
        return channel.orElseThrow(() -> unauthenticated(Texts.paymentChannelNotFound(id)));
    }

    private void check(Promise promise, StoredChannel stored) {
        var channel = stored.channel();
        if (!promise.nonce().equals(channel.nonce())) {
            throw new GrpcFailure(INCORRECT_NONCE, Texts.nonce(channel.nonce(), promise.nonce()));
        }
        // No client can sign for such an amount.
        Optional<Address> signer =
                promise.amount().signum() < 0 || promise.amount().bitLength() > AMOUNT_BITS
                        ? Optional.of(Address.ZERO)
                        : Signatures.recover(
                                ProtocolMessages.mpeClaim(
                                        replica.escrow(), channel.id(), channel.nonce(), new Cogs(promise.amount())),
                                promise.signature());
        if (signer.isEmpty()) {
            throw unauthenticated(Texts.PAYMENT_SIGNATURE_INVALID);
        }
        if (!signer.get().equals(channel.signer()) && !signer.get().equals(channel.sender())) {
            throw unauthenticated(Texts.PAYMENT_SIGNER_UNKNOWN);
        }
        long block;
        try {
            block = blocks.latest();
        } catch (ChainException e) {
            throw new GrpcFailure(Status.Code.INTERNAL, Texts.NO_CURRENT_BLOCK);
        }
        BigInteger threshold = replica.paymentExpirationThreshold();
        if (threshold.add(BigInteger.valueOf(block)).compareTo(channel.expiration()) >= 0) {
            throw unauthenticated(Texts.nearExpiry(channel.expiration(), block, threshold));
        }
        if (channel.value().value().compareTo(promise.amount()) < 0) {
            throw unauthenticated(Texts.notEnoughTokens(channel.value().value(), promise.amount()));
        }
    }

    /** No token can be valid, because this daemon gives none. */
    private static GrpcFailure freeCallRefused(PaymentHeaders headers) {
        headers.text(PaymentHeaders.FREE_CALL_ADDRESS);
        headers.integer(PaymentHeaders.FREE_CALL_BLOCK);
        headers.bytes(PaymentHeaders.CHANNEL_SIGNATURE);
        String token = new String(headers.bytes(PaymentHeaders.FREE_CALL_TOKEN), StandardCharsets.ISO_8859_1);
        int separator = token.lastIndexOf('_');
        if (separator < 0) {
            return PaymentHeaders.invalid("invalid token: no '_' found");
        }
        if (!token.substring(separator + 1).matches("[+-]?[0-9]+")) {
            return PaymentHeaders.invalid("invalid token: invalid block number");
        }
        return unauthenticated("token sign is not valid");
    }

    /** As above. */
    private static GrpcFailure prepaidCallRefused(PaymentHeaders headers) {
        headers.integer(PaymentHeaders.CHANNEL_ID);
        headers.text(PaymentHeaders.PREPAID_TOKEN);
        return new GrpcFailure(
                Status.Code.INTERNAL,
                Texts.internal("token is malformed: token contains an invalid number of segments"));
    }

    private static GrpcFailure unauthenticated(String text) {
        return new GrpcFailure(Status.Code.UNAUTHENTICATED, text);
    }

    /** Holds the channel's lock until it is settled. */
    private final class ChannelPayment implements Payment {
        private final StoredChannel before;
        private final StoredChannel after;
        private final AtomicBoolean settled = new AtomicBoolean();

        ChannelPayment(StoredChannel before, StoredChannel after) {
            this.before = before;
            this.after = after;
        }

        @Override
        public Optional<Address> sender() {
            return Optional.of(before.channel().sender());
        }

        @Override
        public void commit() {
            if (!settled.compareAndSet(false, true)) {
                return;
            }
            try {
                store.put(after);
            } catch (RuntimeException e) {
                throw new GrpcFailure(Status.Code.INTERNAL, Texts.PAYMENT_NOT_STORED);
            } finally {
                store.unlock(before.channel().id());
            }
        }

        @Override
        public void rollback() {
            if (settled.compareAndSet(false, true)) {
                store.unlock(before.channel().id());
            }
        }
    }
}
