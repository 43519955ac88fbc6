package io.snet4j;

import io.snet4j.payment.Payments;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Service;
import io.snet4j.training.Training;

/**
 * One service, opened by {@link SnetClient#openService}. Thread-safe. For calls of the service's own methods see
 * {@link io.snet4j.grpc.PaidChannel}.
 */
public interface ServiceClient extends AutoCloseable {
    /** As the registry had it when the service was opened. */
    Organization organization();

    /** As the registry had it when the service was opened. */
    Service service();

    ServiceGroup group();

    /** Always the same object; asks nothing of the daemon yet. */
    Training training();

    /** The payer's view of this service's group. */
    Payments payments();

    /** Ends the calls that are still running. May be repeated. */
    @Override
    void close();
}
