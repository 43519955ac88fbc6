package io.snet4j.training;

import io.snet4j.internal.call.ServiceParts;
import io.snet4j.internal.call.TrainingCalls;

/** Not API: how a service client gets its {@link Training}. Use {@link io.snet4j.ServiceClient#training()}. */
public final class TrainingDoor {
    private TrainingDoor() {}

    /** The training of one service; does no I/O. */
    public static Training open(ServiceParts service) {
        return new DefaultTraining(new TrainingCalls(service));
    }
}
