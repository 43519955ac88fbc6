package io.snet4j.internal.channel;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.ledger.Ledger;
import io.snet4j.internal.loop.ControlCalls;
import io.snet4j.internal.onchain.BlockClock;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.internal.transport.AnswerLimit;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.UnaryCall;
import io.snet4j.payment.ChannelState;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.wire.escrow.PaymentChannelStateServiceGrpc;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateReply;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Asks chain and daemon for a channel's state. Blocks. */
public final class StateClient {
    private static final int TRIES = 3;

    private final PayerAccount account;
    private final Ledger ledger;
    private final ControlCalls daemonCalls;
    private final Channel daemon;
    private final StateReader reader;

    public StateClient(PayerAccount account, Ledger ledger, ControlCalls daemonCalls, Channel daemon) {
        this.account = account;
        this.ledger = ledger;
        this.daemonCalls = daemonCalls;
        this.daemon = daemon;
        this.reader = new StateReader(account.escrow().address(), ledger.marks());
    }

    /**
     * The chain is read last: a claim that is mined in between then shows as a nonce that the daemon has already.
     *
     * @throws io.snet4j.errors.UntrustedDaemonException if the daemon's answer is not proven
     * @throws io.snet4j.errors.ServiceCallException if it does not answer
     */
    public ChannelState read(ChannelId channelId, Budget budget) {
        for (int attempt = 1; ; attempt++) {
            ChannelStateReply reply = ask(channelId, budget);
            PaymentChannel channel = onChain(channelId);
            Optional<ChannelState> state = believed(channel, reply);
            if (state.isPresent()) {
                return state.get();
            }
            if (attempt == TRIES) {
                throw StateReader.impossibleNonce(channel, reply);
            }
        }
    }

    /**
     * As {@link #read(ChannelId, Budget)}, of several channels: the chain is read once for all, after the daemon was
     * asked about each.
     *
     * @return in the order of the ids
     */
    List<ChannelState> readAll(List<ChannelId> ids, Budget budget) {
        List<ChannelStateReply> replies =
                ids.stream().map(id -> ask(id, budget)).toList();
        Map<ChannelId, PaymentChannel> onChain = account.escrow().channels(ids).stream()
                .collect(Collectors.toMap(PaymentChannel::id, Function.identity()));
        // One that has moved meanwhile, or is gone, is read by itself.
        return IntStream.range(0, ids.size())
                .mapToObj(i -> Optional.ofNullable(onChain.get(ids.get(i)))
                        .flatMap(channel -> believed(channel, replies.get(i)))
                        .orElseGet(() -> read(ids.get(i), budget)))
                .toList();
    }

    private Optional<ChannelState> believed(PaymentChannel channel, ChannelStateReply reply) {
        Optional<ChannelState> state = reader.read(channel, reply);
        state.ifPresent(proven -> ledger.look(channel));
        return state;
    }

    public PaymentChannel onChain(ChannelId channelId) {
        return account.escrow()
                .channel(channelId)
                .orElseThrow(() -> new ChainException(
                        "payment channel " + channelId + " is gone from the chain; was the chain reset?"));
    }

    private ChannelStateReply ask(ChannelId channelId, Budget budget) {
        try {
            // It changes nothing, so that another replica may be asked when one is gone.
            return daemonCalls.ask(
                    true,
                    ticket -> UnaryCall.of(PaymentChannelStateServiceGrpc.getGetChannelStateMethod(), AnswerLimit.STATE)
                            .send(daemon, request(channelId), budget),
                    budget);
        } catch (CallFailure failure) {
            throw failure.toException(Charge.NONE);
        }
    }

    private ChannelStateRequest request(ChannelId channelId) {
        BlockNumber block = account.blocks().near(BlockClock.WINDOW);
        byte[] message = ProtocolMessages.getChannelState(account.escrow().address(), channelId, block);
        return ChannelStateRequest.newBuilder()
                .setChannelId(ByteString.copyFrom(channelId.value().toByteArray()))
                .setCurrentBlock(block.toLong())
                .setSignature(ByteString.copyFrom(account.signer().signMessage(message)))
                .build();
    }
}
