package io.snet4j;

import io.snet4j.internal.call.ServiceParts;
import io.snet4j.internal.transport.Replicas;
import io.snet4j.payment.Payments;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Service;
import io.snet4j.training.DatasetHost;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingDoor;
import java.util.Optional;
import java.util.function.Consumer;

/** An opened service. Owns its connection. */
final class DefaultServiceClient implements ServiceClient, ServiceParts.Holder {
    private final Organization organization;
    private final Service service;
    private final ServiceGroup group;
    private final Replicas connection;
    private final ServiceParts parts;
    private final Training training;
    private final Payments payments;
    private final Runnable whenClosed;

    /** @param whenClosed may be run more than once */
    DefaultServiceClient(
            Organization organization,
            Service service,
            ServiceGroup group,
            Replicas connection,
            ServiceParts parts,
            Optional<DatasetHost> datasetHost,
            Consumer<DefaultServiceClient> whenClosed) {
        this.organization = organization;
        this.service = service;
        this.group = group;
        this.connection = connection;
        this.parts = parts;
        this.training = TrainingDoor.open(parts, datasetHost);
        this.payments = new PaymentsView(parts.payer(), parts.payments(), parts.callDeadline());
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
    public ServiceParts parts() {
        return parts;
    }

    @Override
    public void close() {
        whenClosed.run();
        parts.payer().close();
        connection.close();
    }
}
