package io.snet4j.internal.training;

import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.InvalidProtocolBufferException;
import io.snet4j.training.MethodMetadata;
import io.snet4j.wire.training.TrainingDaemonProto;

/** What a method of a service's proto files asks of its models. */
public final class MethodRequirements {
    private MethodRequirements() {}

    /**
     * @param options the method's
     * @throws IllegalArgumentException if they have other types than the daemon's
     */
    public static MethodMetadata of(MethodOptions options) {
        try {
            // The options have the numbers and types of the daemon's message.
            return WireModels.metadata(TrainingDaemonProto.MethodMetadata.parseFrom(options.toByteString()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("options of other types: " + e.getMessage(), e);
        }
    }
}
