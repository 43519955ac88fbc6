package io.snet4j.training;

import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.InvalidProtocolBufferException;
import io.snet4j.dataset.DatasetHost;
import io.snet4j.internal.call.ServiceParts;
import io.snet4j.internal.call.TrainingCalls;
import io.snet4j.wire.training.TrainingDaemonProto;
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

    /**
     * What a method of a service's proto files asks of its models.
     *
     * @param options the method's
     */
    public static MethodMetadata requirements(MethodOptions options) {
        try {
            // The options have the numbers and types of the daemon's message.
            return WireModels.metadata(TrainingDaemonProto.MethodMetadata.parseFrom(options.toByteString()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("options of other types: " + e.getMessage(), e);
        }
    }
}
