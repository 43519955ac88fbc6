package io.snet4j.training;

import io.snet4j.internal.call.ServiceParts;
import io.snet4j.internal.call.TrainingCalls;
import java.util.Optional;

/** Not API: how a service client gets its {@link Training}. Use {@link io.snet4j.ServiceClient#training()}. */
public final class TrainingDoor {
    private TrainingDoor() {}

    /**
     * The training of one service; does no I/O.
     *
     * @param datasetHost for uploads that bring none
     */
    public static Training open(ServiceParts service, Optional<DatasetHost> datasetHost) {
        return new DefaultTraining(new TrainingCalls(service), datasetHost);
    }
}
