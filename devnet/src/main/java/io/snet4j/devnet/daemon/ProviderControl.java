package io.snet4j.devnet.daemon;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.snet4j.wire.escrow.ControlServiceProto.GetPaymentsListRequest;
import io.snet4j.wire.escrow.ControlServiceProto.PaymentReply;
import io.snet4j.wire.escrow.ControlServiceProto.PaymentsListReply;
import io.snet4j.wire.escrow.ControlServiceProto.StartClaimRequest;
import io.snet4j.wire.escrow.ControlServiceProto.StartMultipleClaimRequest;
import io.snet4j.wire.escrow.ProviderControlServiceGrpc.ProviderControlServiceImplBase;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Hands the provider the payments that it can claim on chain. Only the group's payment address may ask. */
final class ProviderControl extends ProviderControlServiceImplBase {
    private final Replica replica;
    private final Channels channels;
    private final DaemonStore store;
    private final Blocks blocks;

    ProviderControl(Replica replica, Channels channels, DaemonStore store, Blocks blocks) {
        this.replica = replica;
        this.channels = channels;
        this.store = store;
        this.blocks = blocks;
    }

    @Override
    public void getListUnclaimed(GetPaymentsListRequest request, StreamObserver<PaymentsListReply> answer) {
        Replies.reply(answer, () -> {
            checkEscrow(request.getMpeAddress());
            blocks.checkSigned(request.getCurrentBlock(), Blocks.WINDOW);
            checkSigner(
                    SignedMessages.listUnclaimed(replica.escrow(), request.getCurrentBlock()), request.getSignature());
            return list(store.channels().stream()
                    .filter(channel -> isSomething(channel.authorized().value()))
                    .map(channel -> PaymentReply.newBuilder()
                            .setChannelId(Bytes.word(channel.id()))
                            .setChannelNonce(
                                    Bytes.word(channel.channel().nonce().value()))
                            .setSignedAmount(Bytes.word(channel.authorized().value()))
                            .setChannelExpiry(
                                    Bytes.word(channel.channel().expiration().value()))
                            .build())
                    .toList());
        });
    }

    @Override
    public void getListInProgress(GetPaymentsListRequest request, StreamObserver<PaymentsListReply> answer) {
        Replies.reply(answer, () -> {
            checkEscrow(request.getMpeAddress());
            blocks.checkSigned(request.getCurrentBlock(), Blocks.WINDOW);
            checkSigner(
                    SignedMessages.listInProgress(replica.escrow(), request.getCurrentBlock()), request.getSignature());
            channels.removeSettledClaims();
            return list(store.claims().stream()
                    .filter(claim -> isSomething(claim.amount().value()))
                    .flatMap(claim -> inProgress(claim).stream())
                    .toList());
        });
    }

    private Optional<PaymentReply> inProgress(StoredClaim claim) {
        try {
            return channels.current(claim.channelId()).map(channel -> reply(claim)
                    .setChannelExpiry(Bytes.word(channel.channel().expiration().value()))
                    .build());
        } catch (GrpcFailure e) {
            return Optional.empty();
        }
    }

    @Override
    public void startClaim(StartClaimRequest request, StreamObserver<PaymentReply> answer) {
        Replies.reply(answer, () -> {
            checkEscrow(request.getMpeAddress());
            BigInteger id = Bytes.integer(request.getChannelId());
            // An unknown channel has no nonce to sign; it is refused below.
            channels.current(id)
                    .ifPresent(channel -> checkSigner(
                            SignedMessages.startClaim(
                                    replica.escrow(),
                                    id,
                                    channel.channel().nonce().value()),
                            request.getSignature()));
            channels.removeSettledClaims();
            return start(id);
        });
    }

    @Override
    public void startClaimForMultipleChannels(
            StartMultipleClaimRequest request, StreamObserver<PaymentsListReply> answer) {
        Replies.reply(answer, () -> {
            checkEscrow(request.getMpeAddress());
            blocks.checkSigned(request.getCurrentBlock(), Blocks.WINDOW);
            List<BigInteger> ids = request.getChannelIdsList().stream()
                    .map(Long::toUnsignedString)
                    .map(BigInteger::new)
                    .toList();
            checkSigner(
                    SignedMessages.startClaims(replica.escrow(), ids, request.getCurrentBlock()),
                    request.getSignature());
            channels.removeSettledClaims();
            return list(ids.stream().map(this::start).toList());
        });
    }

    private PaymentReply start(BigInteger id) {
        StoredChannel channel =
                channels.current(id).orElseThrow(() -> GrpcFailure.unknown(Texts.claimChannelNotFound(id)));
        if (!isSomething(channel.authorized().value())) {
            throw GrpcFailure.unknown(Texts.nothingToClaim(id));
        }
        return reply(channels.startClaim(id)).build();
    }

    /** The real daemon looks at the low 64 bits only (D19 of the wire contract). */
    private static boolean isSomething(BigInteger amount) {
        return amount.longValue() != 0;
    }

    private void checkEscrow(String address) {
        if (!Signers.parse(address).equals(replica.escrow())) {
            throw GrpcFailure.unknown(Texts.otherEscrow(address));
        }
    }

    private void checkSigner(byte[] message, ByteString signature) {
        Signers.check(message, signature.toByteArray(), replica.paymentAddress());
    }

    private static PaymentReply.Builder reply(StoredClaim claim) {
        return PaymentReply.newBuilder()
                .setChannelId(Bytes.word(claim.channelId()))
                .setChannelNonce(Bytes.word(claim.nonce().value()))
                .setSignedAmount(Bytes.word(claim.amount().value()))
                .setSignature(ByteString.copyFrom(claim.signature()));
    }

    private static PaymentsListReply list(List<PaymentReply> payments) {
        return PaymentsListReply.newBuilder().addAllPayments(payments).build();
    }
}
