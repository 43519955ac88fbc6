package io.snet4j.devnet.daemon;

import io.grpc.stub.StreamObserver;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.devnet.daemon.ChannelPayments.Promise;
import io.snet4j.identity.Signatures;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.TokenServiceGrpc.TokenServiceImplBase;
import io.snet4j.wire.escrow.TokenServiceProto.TokenReply;
import io.snet4j.wire.escrow.TokenServiceProto.TokenRequest;
import java.math.BigInteger;
import java.util.Optional;

/** Takes payments in advance, and gives tokens with which to use them. */
final class PrepaidService extends TokenServiceImplBase {
    private final Channels channels;
    private final ChannelPayments payments;
    private final PrepaidTokens tokens;
    private final Blocks blocks;
    private final DaemonStore store;

    PrepaidService(
            Channels channels, ChannelPayments payments, PrepaidTokens tokens, Blocks blocks, DaemonStore store) {
        this.channels = channels;
        this.payments = payments;
        this.tokens = tokens;
        this.blocks = blocks;
        this.store = store;
    }

    @Override
    public void getToken(TokenRequest request, StreamObserver<TokenReply> answer) {
        Replies.reply(answer, () -> {
            try {
                return token(request);
            } catch (GrpcFailure e) {
                throw GrpcFailure.unknown(e.text());
            }
        });
    }

    private TokenReply token(TokenRequest request) {
        BigInteger id = unsigned(request.getChannelId());
        Cogs amount = new Cogs(unsigned(request.getSignedAmount()));
        StoredChannel channel = channel(id);
        if (channel.authorized().compareTo(amount) > 0) {
            throw GrpcFailure.unknown(Texts.PREPAID_LESS_THAN_SIGNED);
        }
        if (channel.channel().value().compareTo(amount) < 0) {
            throw GrpcFailure.unknown(Texts.PREPAID_MORE_THAN_VALUE);
        }
        Address asker = asker(request, channel.channel());
        Promise promise = new Promise(
                id,
                unsigned(request.getCurrentNonce()),
                amount.value(),
                request.getClaimSignature().toByteArray());
        payments.check(promise, channel);
        Cogs planned = amount.minus(channel.authorized());
        if (!planned.isZero()) {
            payments.begin(promise, unchanged -> {}).commit();
            store.updatePrepaid(id, usage -> usage.plan(planned));
        }
        PrepaidUsage usage = store.usage(id)
                .filter(known -> !known.planned().isZero())
                .orElseThrow(() -> GrpcFailure.unknown(Texts.NOTHING_PLANNED));
        return TokenReply.newBuilder()
                .setChannelId(request.getChannelId())
                .setToken(tokens.create(id, asker.toString()))
                .setPlannedAmount(usage.planned().value().longValue())
                .setUsedAmount(usage.used().value().longValue())
                .build();
    }

    private StoredChannel channel(BigInteger id) {
        Optional<StoredChannel> channel;
        try {
            channel = channels.current(id);
        } catch (GrpcFailure hidden) {
            channel = Optional.empty();
        }
        return channel.orElseThrow(() -> GrpcFailure.unknown(Texts.channelNotFound(id)));
    }

    private Address asker(TokenRequest request, PaymentChannel channel) {
        long block = request.getCurrentBlock();
        Optional<Address> asker = Signatures.recover(
                SignedMessages.prepaidToken(request.getClaimSignature().toByteArray(), block),
                request.getSignature().toByteArray());
        Address found = asker.orElseThrow(() -> GrpcFailure.unknown(Texts.STATE_SIGNATURE));
        if (!found.equals(channel.signer()) && !found.equals(channel.sender()) && !found.equals(channel.recipient())) {
            throw GrpcFailure.unknown(Texts.TOKEN_FOR_PARTIES);
        }
        blocks.check(block, Blocks.WINDOW);
        return found;
    }

    private static BigInteger unsigned(long uint64) {
        return new BigInteger(Long.toUnsignedString(uint64));
    }
}
