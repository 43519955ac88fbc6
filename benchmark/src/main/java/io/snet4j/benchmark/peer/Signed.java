package io.snet4j.benchmark.peer;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.snet4j.ServiceClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.Payments;
import io.snet4j.training.ModelId;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingDaemonProto.AuthorizationDetails;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Payments and authorizations that are signed before the clock runs. */
final class Signed {
    /** As a devnet publishes it. */
    private static final Cogs CALL = Cogs.ofFet("0.0001");

    private final DevnetConnection net;
    private final Payments payments;
    private final Identity identity;
    private Optional<ChannelState> known = Optional.empty();
    private Cogs amount = Cogs.ZERO;

    Signed(DevnetConnection net, ServiceClient service) {
        this.net = net;
        this.payments = service.payments();
        this.identity = net.account("consumer").identity();
    }

    /** Somebody else paid meanwhile from the same channel. */
    void forget() {
        known = Optional.empty();
    }

    List<Metadata> calls(int times) {
        forget();
        return IntStream.range(0, times)
                .mapToObj(i -> payment("escrow", CALL, Optional.empty()))
                .toList();
    }

    Metadata training(ModelId model, long cogs) {
        return payment("train-call", Cogs.of(cogs), Optional.of(model.value()));
    }

    private Metadata payment(String type, Cogs price, Optional<String> model) {
        ChannelState channel = channel();
        amount = amount.plus(price);
        ChannelNonce nonce = channel.nonce();
        Metadata headers = new Metadata();
        put(headers, "snet-payment-type", type);
        put(headers, "snet-payment-channel-id", channel.id().toString());
        put(headers, "snet-payment-channel-nonce", nonce.toString());
        put(headers, "snet-payment-channel-amount", amount.value().toString());
        model.ifPresent(id -> put(headers, "snet-train-model-id", id));
        headers.put(
                Metadata.Key.of("snet-payment-channel-signature-bin", Metadata.BINARY_BYTE_MARSHALLER),
                identity.signMessage(ProtocolMessages.mpeClaim(net.contracts().mpe(), channel.id(), nonce, amount)));
        return headers;
    }

    private ChannelState channel() {
        if (known.isEmpty()) {
            known = Optional.of(payments.channelStates().get(0));
            amount = known.get().signed();
        }
        return known.get();
    }

    private static void put(Metadata headers, String name, String value) {
        headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    }

    AuthorizationDetails authorization(String message, long block) {
        return AuthorizationDetails.newBuilder()
                .setMessage(message)
                .setCurrentBlock(block)
                .setSignerAddress(identity.address().toString())
                .setSignature(ByteString.copyFrom(identity.signMessage(
                        ProtocolMessages.trainingAuthorization(message, identity.address(), BlockNumber.of(block)))))
                .build();
    }
}
