package io.snet4j.devnet.daemon;

import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.snet4j.wire.training.TrainingDaemonProto.MethodMetadata;
import io.snet4j.wire.training.TrainingDaemonProto.TrainingMetadata;
import io.snet4j.wire.training.TrainingProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the service's proto files say of training: a method can use a trained model if a field of its request is a
 * {@code training.ModelID}; its options tell what a dataset must be like.
 */
final class TrainingMethods {
    private static final String MODEL_ID = "training.ModelID";
    private static final ExtensionRegistry OPTIONS = ExtensionRegistry.newInstance();

    static {
        TrainingProto.registerAllExtensions(OPTIONS);
    }

    private final TrainingMetadata metadata;
    private final Map<String, MethodMetadata> methods;

    private TrainingMethods(TrainingMetadata metadata, Map<String, MethodMetadata> methods) {
        this.metadata = metadata;
        this.methods = methods;
    }

    static TrainingMethods of(List<FileDescriptor> files) {
        Map<String, ListValue.Builder> training = new LinkedHashMap<>();
        Map<String, MethodMetadata> methods = new LinkedHashMap<>();
        for (FileDescriptor file : files) {
            for (ServiceDescriptor service : file.getServices()) {
                for (MethodDescriptor method : service.getMethods()) {
                    for (FieldDescriptor field : method.getInputType().getFields()) {
                        if (isModelId(field)) {
                            training.computeIfAbsent(service.getName(), name -> ListValue.newBuilder())
                                    .addValues(Value.newBuilder().setStringValue(method.getName()));
                        }
                    }
                    methods.put(service.getName() + method.getName(), options(method));
                }
            }
        }
        TrainingMetadata.Builder metadata = TrainingMetadata.newBuilder();
        if (!training.isEmpty()) {
            metadata.setTrainingEnabled(true).setTrainingInProto(true);
            training.forEach((service, names) -> metadata.putTrainingMethods(service, names.build()));
        }
        return new TrainingMethods(metadata.build(), methods);
    }

    private static boolean isModelId(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && field.getMessageType().getFullName().equals(MODEL_ID);
    }

    private static MethodMetadata options(MethodDescriptor method) {
        MethodOptions options;
        try {
            // Descriptors built at run time hold our extensions as unknown fields.
            options = MethodOptions.parseFrom(method.getOptions().toByteString(), OPTIONS);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("cannot read the options of " + method.getFullName(), e);
        }
        return MethodMetadata.newBuilder()
                .setDefaultModelId(options.getExtension(TrainingProto.defaultModelId))
                .setMaxModelsPerUser(options.getExtension(TrainingProto.maxModelsPerUser))
                .setDatasetMaxSizeMb(options.getExtension(TrainingProto.datasetMaxSizeMb))
                .setDatasetMaxCountFiles(options.getExtension(TrainingProto.datasetMaxCountFiles))
                .setDatasetMaxSizeSingleFileMb(options.getExtension(TrainingProto.datasetMaxSizeSingleFileMb))
                .setDatasetFilesType(options.getExtension(TrainingProto.datasetFilesType))
                .setDatasetType(options.getExtension(TrainingProto.datasetType))
                .setDatasetDescription(options.getExtension(TrainingProto.datasetDescription))
                .build();
    }

    /** Without any method that can use a model, the daemon does not train. */
    boolean any() {
        return metadata.getTrainingInProto();
    }

    TrainingMetadata metadata() {
        return metadata;
    }

    /** An unknown method has no requirements, and is no error. */
    MethodMetadata method(String service, String method) {
        return methods.getOrDefault(service + method, MethodMetadata.getDefaultInstance());
    }
}
