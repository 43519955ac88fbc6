package io.snet4j;

import io.snet4j.dataset.DatasetHost;
import io.snet4j.internal.call.ServiceParts;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.core.Deadline;
import io.snet4j.internal.proto.ServiceProtos;
import io.snet4j.internal.training.DefaultTraining;
import io.snet4j.internal.transport.DaemonRelease;
import io.snet4j.internal.transport.Replicas;
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

/** An opened service. Owns its connection. */
final class DefaultServiceClient implements ServiceClient {
    private final Organization organization;
    private final Service service;
    private final ServiceGroup group;
    private final Replicas connection;
    private final ServiceParts parts;
    private final Training training;
    private final Payments payments;
    private final LazyProtos protos;
    private final JsonCalls calls;
    private final Runnable whenClosed;

    /**
     * @param protoFiles fetches them; blocks
     * @param whenClosed may be run more than once
     */
    DefaultServiceClient(
            Organization organization,
            Service service,
            ServiceGroup group,
            Replicas connection,
            ServiceParts parts,
            Optional<DatasetHost> datasetHost,
            Supplier<List<ProtoFile>> protoFiles,
            Consumer<DefaultServiceClient> whenClosed) {
        this.organization = organization;
        this.service = service;
        this.group = group;
        this.connection = connection;
        this.parts = parts;
        this.training = new DefaultTraining(parts, datasetHost);
        this.payments = new PaymentsView(parts.payer(), parts.payments(), parts.callDeadline());
        this.protos = new LazyProtos(protoFiles);
        this.calls = new JsonCalls(parts, protos::get);
        this.whenClosed = () -> whenClosed.accept(this);
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
        return training;
    }

    @Override
    public Payments payments() {
        return payments;
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        if (type == ServiceProtos.class) {
            return Optional.of(type.cast(protos.get()));
        }
        return type == ServiceParts.class ? Optional.of(type.cast(parts)) : Optional.empty();
    }

    @Override
    public List<DaemonHealth> daemons() {
        return connection.health().stream()
                .map(daemon -> new DaemonHealth(
                        daemon.endpoint(), daemon.release().map(DaemonRelease::toString), daemon.problem()))
                .toList();
    }

    @Override
    public ServiceApi api() {
        return new ServiceApi(Deadline.within(Budget.strict(parts.callDeadline()), protos::get), parts.pricing());
    }

    @Override
    public String call(JsonCall call) {
        return calls.call(call);
    }

    @Override
    public CompletableFuture<String> callAsync(JsonCall call) {
        return calls.callAsync(call, parts.executor());
    }

    @Override
    public void close() {
        whenClosed.run();
        parts.payer().scope().close();
        connection.close();
    }
}
