package io.snet4j.provider;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.ServiceCallException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.text.ShownUri;
import io.snet4j.wire.escrow.ControlServiceProto.GetPaymentsListRequest;
import io.snet4j.wire.escrow.ControlServiceProto.PaymentReply;
import io.snet4j.wire.escrow.ControlServiceProto.StartClaimRequest;
import io.snet4j.wire.escrow.ControlServiceProto.StartMultipleClaimRequest;
import io.snet4j.wire.escrow.ProviderControlServiceGrpc;
import io.snet4j.wire.escrow.ProviderControlServiceGrpc.ProviderControlServiceBlockingStub;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** {@code escrow.ProviderControlService} with deadlines and our errors. */
final class DaemonControl implements AutoCloseable {
    private static final int SECONDS = 30;

    private final ManagedChannel channel;

    DaemonControl(ManagedChannel channel) {
        this.channel = channel;
    }

    static ManagedChannel open(URI daemon) {
        boolean tls = "https".equalsIgnoreCase(daemon.getScheme());
        if (daemon.getHost() == null || !(tls || "http".equalsIgnoreCase(daemon.getScheme()))) {
            throw new IllegalArgumentException("not a daemon's endpoint: " + ShownUri.origin(daemon)
                    + "; expected http://HOST:PORT or https://HOST:PORT");
        }
        int standardPort = tls ? 443 : 80;
        int port = daemon.getPort() < 0 ? standardPort : daemon.getPort();
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(daemon.getHost(), port);
        return (tls ? builder.useTransportSecurity() : builder.usePlaintext()).build();
    }

    List<PaymentReply> listUnclaimed(GetPaymentsListRequest request) {
        return ask(stub -> stub.getListUnclaimed(request).getPaymentsList());
    }

    List<PaymentReply> listInProgress(GetPaymentsListRequest request) {
        return ask(stub -> stub.getListInProgress(request).getPaymentsList());
    }

    PaymentReply startClaim(StartClaimRequest request) {
        return ask(stub -> stub.startClaim(request));
    }

    List<PaymentReply> startClaims(StartMultipleClaimRequest request) {
        return ask(stub -> stub.startClaimForMultipleChannels(request).getPaymentsList());
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T ask(Function<ProviderControlServiceBlockingStub, T> question) {
        try {
            return question.apply(
                    ProviderControlServiceGrpc.newBlockingStub(channel).withDeadlineAfter(SECONDS, TimeUnit.SECONDS));
        } catch (StatusRuntimeException e) {
            throw translated(e);
        }
    }

    private SnetException translated(StatusRuntimeException failure) {
        Status status = failure.getStatus();
        String text = "the daemon at " + channel.authority() + ": " + status.getDescription();
        // gRPC's UNKNOWN with this cause: a connection that has closed, and nobody has told the transport why yet.
        boolean closed = status.getCause() instanceof ClosedChannelException;
        return switch (closed ? Status.Code.UNAVAILABLE : status.getCode()) {
            case UNAVAILABLE ->
                new DaemonUnavailableException(
                        "the daemon at " + channel.authority() + " cannot be reached", failure, Charge.NONE);
            case DEADLINE_EXCEEDED ->
                new DeadlineExceededException(
                        "the daemon at " + channel.authority() + " did not answer within " + SECONDS + " s",
                        failure,
                        Charge.NONE);
            case CANCELLED -> new CallCancelledException(text, failure, Charge.NONE);
            default -> new ServiceCallException(text, failure, Charge.NONE);
        };
    }
}
