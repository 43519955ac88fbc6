package io.snet4j;

import io.snet4j.dataset.DatasetHost;
import io.snet4j.internal.call.ServiceParts;
import io.snet4j.internal.core.Lazy;
import io.snet4j.internal.proto.ServiceProtos;
import io.snet4j.internal.training.DefaultTraining;
import io.snet4j.internal.transport.DaemonRelease;
import io.snet4j.payment.Payments;
import io.snet4j.registry.Organization;
import io.snet4j.registry.ProtoFile;
import io.snet4j.registry.Service;
import io.snet4j.training.Training;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An opened service. Owns its connection, which it makes when it is first used, as all that a call needs. */
final class DefaultServiceClient implements ServiceClient {
    private final Organization organization;
    private final Service service;
    private final ServiceGroup group;
    private final Lazy<ServiceParts> connected;
    private final Lazy<Training> training;
    private final Lazy<Payments> payments;
    private final Lazy<ServiceProtos> protos;
    private final Lazy<JsonCalls> calls;
    private final Runnable whenClosed;
    private volatile boolean closed;

    /**
     * @param connect does no I/O
     * @param protoFiles fetches them; blocks
     * @param whenClosed may be run more than once
     */
    DefaultServiceClient(
            Organization organization,
            Service service,
            ServiceGroup group,
            Supplier<ServiceParts> connect,
            Optional<DatasetHost> datasetHost,
            Supplier<List<ProtoFile>> protoFiles,
            Consumer<DefaultServiceClient> whenClosed) {
        this.organization = organization;
        this.service = service;
        this.group = group;
        this.connected = Lazy.of(connect);
        this.training = Lazy.of(() -> new DefaultTraining(parts(), datasetHost));
        this.payments = Lazy.of(() -> new PaymentsView(parts().payer(), parts().payments(), parts().callDeadline()));
        this.protos = Lazy.of(() -> ServiceProtos.of(protoFiles.get()));
        this.calls = Lazy.of(() -> new JsonCalls(parts(), protos));
        this.whenClosed = () -> whenClosed.accept(this);
    }

    ServiceParts parts() {
        ServiceParts made = connected.get();
        if (closed) {
            // Made too late for the one who closed: what is called through it fails as closed.
            made.close();
        }
        return made;
    }

    @Override
    public Organization organization() {
        return organization;
    }

    @Override
    public Service service() {
        return service;
    }

    @Override
    public ServiceGroup group() {
        return group;
    }

    @Override
    public Training training() {
        return training.get();
    }

    @Override
    public Payments payments() {
        return payments.get();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        if (type == ServiceProtos.class) {
            return Optional.of(type.cast(protos.get()));
        }
        return type == ServiceParts.class ? Optional.of(type.cast(parts())) : Optional.empty();
    }

    @Override
    public List<DaemonHealth> daemons() {
        return parts().daemon().health().stream()
                .map(daemon -> new DaemonHealth(
                        daemon.endpoint(), daemon.release().map(DaemonRelease::toString), daemon.problem()))
                .toList();
    }

    @Override
    public ServiceApi api() {
        return new ServiceApi(protos.get(), parts().pricing());
    }

    @Override
    public String call(JsonCall call) {
        return calls.get().call(call);
    }

    @Override
    public CompletableFuture<String> callAsync(JsonCall call) {
        return calls.get().callAsync(call, parts().executor());
    }

    @Override
    public void close() {
        closed = true;
        whenClosed.run();
        connected.ifMade(ServiceParts::close);
    }
}
