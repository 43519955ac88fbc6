package io.snet4j.internal.free;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.loop.ControlCalls;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.internal.memory.ServiceName;
import io.snet4j.internal.onchain.BlockClock;
import io.snet4j.internal.transport.AnswerLimit;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.UnaryCall;
import io.snet4j.value.BlockNumber;
import io.snet4j.wire.escrow.FreeCallStateServiceGrpc;
import io.snet4j.wire.escrow.StateServiceProto;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallStateRequest;
import io.snet4j.wire.escrow.StateServiceProto.GetFreeCallTokenRequest;
import java.util.Optional;

/** One user's questions about free calls, and the headers of one. Blocks. */
public final class FreeCallClient {
    private final Identity signer;
    private final BlockClock blocks;
    private final ControlCalls daemonCalls;
    private final Channel daemon;
    private final ServiceName service;
    private final Optional<String> userId;

    public FreeCallClient(
            Identity signer,
            BlockClock blocks,
            ControlCalls daemonCalls,
            Channel daemon,
            ServiceName service,
            Optional<String> userId) {
        this.signer = signer;
        this.blocks = blocks;
        this.daemonCalls = daemonCalls;
        this.daemon = daemon;
        this.service = service;
        this.userId = userId;
    }

    /** @throws UntrustedDaemonException if what the daemon gives is none */
    FreeCallToken token(Budget budget) throws CallFailure {
        return ask(
                block -> {
                    GetFreeCallTokenRequest.Builder request = GetFreeCallTokenRequest.newBuilder()
                            .setAddress(address())
                            .setCurrentBlock(block.toLong())
                            .setSignature(sign(ProtocolMessages.freeCallTokenRequest(
                                    address(),
                                    userId,
                                    service.organizationId(),
                                    service.serviceId(),
                                    service.groupId().toString(),
                                    block)));
                    userId.ifPresent(request::setUserId);
                    StateServiceProto.FreeCallToken reply = UnaryCall.of(
                                    FreeCallStateServiceGrpc.getGetFreeCallTokenMethod(), AnswerLimit.STATE)
                            .send(daemon, request.build(), budget);
                    return FreeCallToken.of(reply);
                },
                budget);
    }

    /** @throws UntrustedDaemonException if it is a number that none can have left */
    public long callsLeft(FreeCallToken token, Budget budget) throws CallFailure {
        long left = ask(
                block -> {
                    FreeCallStateRequest.Builder request = FreeCallStateRequest.newBuilder()
                            .setAddress(address())
                            .setFreeCallToken(token.bytes())
                            .setCurrentBlock(block.toLong())
                            .setSignature(signPayment(token, block));
                    userId.ifPresent(request::setUserId);
                    return UnaryCall.of(FreeCallStateServiceGrpc.getGetFreeCallsAvailableMethod(), AnswerLimit.STATE)
                            .send(daemon, request.build(), budget)
                            .getFreeCallsAvailable();
                },
                budget);
        if (left < 0) {
            throw new UntrustedDaemonException("the daemon's answer about free calls is not credible: "
                    + Long.toUnsignedString(left) + " are left. Nothing was signed because of it.");
        }
        return left;
    }

    /** The signature is good for five blocks. */
    Metadata headers(FreeCallToken token, BlockNumber block) {
        return PaymentHeaders.ofFreeCall(
                address(),
                userId,
                block,
                token.bytes().toByteArray(),
                signPayment(token, block).toByteArray());
    }

    private ByteString signPayment(FreeCallToken token, BlockNumber block) {
        return sign(ProtocolMessages.freeCallPayment(
                address(),
                userId,
                service.organizationId(),
                service.serviceId(),
                service.groupId().toString(),
                block,
                token.bytes().toByteArray()));
    }

    private ByteString sign(byte[] message) {
        return ByteString.copyFrom(signer.signMessage(message));
    }

    /** The spelling is signed, and the daemon counts by it. */
    private String address() {
        return signer.address().toString();
    }

    private <R> R ask(Question<R> question, Budget budget) throws CallFailure {
        return daemonCalls.ask(false, ticket -> question.ask(blocks.near(BlockClock.WINDOW)), budget);
    }

    private interface Question<R> {
        R ask(BlockNumber block) throws CallFailure;
    }
}
