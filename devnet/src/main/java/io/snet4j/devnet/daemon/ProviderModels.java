package io.snet4j.devnet.daemon;

import com.google.common.util.concurrent.ListenableFuture;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.grpc.GrpcClientOptions;
import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Status;
import io.snet4j.wire.training.ModelGrpc.ModelFutureStub;
import io.snet4j.wire.training.ModelGrpc.ModelStub;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The provider's side of training. No header of a client reaches it. */
final class ProviderModels {
    private final URI endpoint;
    private final ModelFutureStub unary;
    private final ModelStub streams;

    ProviderModels(ClientFactory factory, URI endpoint, int maxMessageBytes) {
        this.endpoint = endpoint;
        String target = "gproto+" + Endpoints.protocol(endpoint) + "://" + endpoint.getRawAuthority() + "/";
        this.unary = stub(factory, target, maxMessageBytes, ModelFutureStub.class);
        this.streams = stub(factory, target, maxMessageBytes, ModelStub.class);
    }

    private static <S> S stub(ClientFactory factory, String target, int maxMessageBytes, Class<S> type) {
        return GrpcClients.builder(target)
                .factory(factory)
                .responseTimeoutMillis(0)
                .maxResponseLength(0)
                .option(GrpcClientOptions.MAX_INBOUND_MESSAGE_SIZE_BYTES, maxMessageBytes)
                .option(GrpcClientOptions.MAX_OUTBOUND_MESSAGE_SIZE_BYTES, maxMessageBytes)
                .build(type);
    }

    /**
     * For an upload. Blocks until the provider is connected.
     *
     * @throws GrpcFailure UNAVAILABLE if it cannot be
     */
    ModelStub streams() {
        Endpoints.dial(endpoint).ifPresent(reason -> {
            throw new GrpcFailure(Status.Code.UNAVAILABLE, Texts.notConnected(endpoint, reason));
        });
        return streams;
    }

    /**
     * Waits as long as the client does; a client that goes away cancels the provider's call.
     *
     * @throws GrpcFailure whose text is the error as Go prints it
     */
    <T> T call(Function<ModelFutureStub, ListenableFuture<T>> method) {
        ListenableFuture<T> answer = method.apply(unary);
        ServiceRequestContext client = ServiceRequestContext.currentOrNull();
        if (client != null) {
            client.whenRequestCancelling().thenRun(() -> answer.cancel(true));
        }
        return await(answer, Duration.ofDays(1));
    }

    /** Waits for this long, whatever the client does. */
    <T> T call(Function<ModelFutureStub, ListenableFuture<T>> method, Duration deadline) {
        return await(method.apply(unary), deadline);
    }

    private <T> T await(ListenableFuture<T> answer, Duration deadline) {
        try {
            return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw GrpcFailure.unknown(Endpoints.unreached(cause)
                    .map(reason -> GoText.rpcError(Status.Code.UNAVAILABLE, Texts.notConnected(endpoint, reason)))
                    .orElseGet(() -> GoText.error(cause)));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw GrpcFailure.unknown(GoText.rpcError(Status.Code.DEADLINE_EXCEEDED, "context deadline exceeded"));
        } catch (CancellationException e) {
            throw GrpcFailure.unknown(GoText.rpcError(Status.Code.CANCELLED, "context canceled"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw GrpcFailure.unknown(GoText.rpcError(Status.Code.CANCELLED, "context canceled"));
        }
    }
}
