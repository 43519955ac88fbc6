package io.snet4j.internal.call;

import io.grpc.MethodDescriptor;
import io.snet4j.internal.transport.AnswerLimit;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.AllModelsRequest;
import io.snet4j.wire.training.TrainingDaemonProto.AuthValidateRequest;
import io.snet4j.wire.training.TrainingDaemonProto.CommonRequest;
import io.snet4j.wire.training.TrainingDaemonProto.MethodMetadata;
import io.snet4j.wire.training.TrainingDaemonProto.MethodMetadataRequest;
import io.snet4j.wire.training.TrainingDaemonProto.ModelsResponse;
import io.snet4j.wire.training.TrainingDaemonProto.NewModelRequest;
import io.snet4j.wire.training.TrainingDaemonProto.TrainingMetadata;
import io.snet4j.wire.training.TrainingDaemonProto.UpdateModelRequest;
import io.snet4j.wire.training.TrainingDaemonProto.UploadAndValidateRequest;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import io.snet4j.wire.training.TrainingProto.PriceInBaseUnit;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import java.util.List;

/**
 * How one call of training.Daemon is made. The table below is all there is to know about the twelve.
 *
 * @param signing what its authorization says
 * @param paid whether a {@code train-call} payment goes with it
 * @param maxAnswerBytes more is not read
 */
public record CallSpec<Q, R>(
        MethodDescriptor<Q, R> method, Signing signing, boolean paid, Repeat repeat, int maxAnswerBytes) {
    public static final CallSpec<com.google.protobuf.Empty, TrainingMetadata> GET_TRAINING_METADATA =
            free(DaemonGrpc.getGetTrainingMetadataMethod(), Signing.NONE, Repeat.SAFE);
    public static final CallSpec<MethodMetadataRequest, MethodMetadata> GET_METHOD_METADATA =
            free(DaemonGrpc.getGetMethodMetadataMethod(), Signing.NONE, Repeat.SAFE);
    public static final CallSpec<CommonRequest, ModelResponse> GET_MODEL =
            free(DaemonGrpc.getGetModelMethod(), Signing.UNIFIED, Repeat.SAFE);
    public static final CallSpec<AllModelsRequest, ModelsResponse> GET_ALL_MODELS =
            free(DaemonGrpc.getGetAllModelsMethod(), Signing.UNIFIED, Repeat.SAFE);
    public static final CallSpec<AuthValidateRequest, PriceInBaseUnit> VALIDATE_MODEL_PRICE =
            free(DaemonGrpc.getValidateModelPriceMethod(), Signing.UNIFIED, Repeat.SAFE);
    public static final CallSpec<CommonRequest, PriceInBaseUnit> TRAIN_MODEL_PRICE =
            free(DaemonGrpc.getTrainModelPriceMethod(), Signing.UNIFIED, Repeat.SAFE);
    public static final CallSpec<NewModelRequest, ModelResponse> CREATE_MODEL =
            free(DaemonGrpc.getCreateModelMethod(), Signing.OWN_NAME, Repeat.ONCE);
    public static final CallSpec<UpdateModelRequest, ModelResponse> UPDATE_MODEL =
            free(DaemonGrpc.getUpdateModelMethod(), Signing.OWN_NAME, Repeat.SAME);
    public static final CallSpec<CommonRequest, StatusResponse> DELETE_MODEL =
            free(DaemonGrpc.getDeleteModelMethod(), Signing.OWN_NAME, Repeat.ONCE);
    public static final CallSpec<UploadAndValidateRequest, StatusResponse> UPLOAD_AND_VALIDATE =
            paid(DaemonGrpc.getUploadAndValidateMethod());
    public static final CallSpec<AuthValidateRequest, StatusResponse> VALIDATE_MODEL =
            paid(DaemonGrpc.getValidateModelMethod());
    public static final CallSpec<CommonRequest, StatusResponse> TRAIN_MODEL = paid(DaemonGrpc.getTrainModelMethod());

    /** The table, for tests of it. */
    public static List<CallSpec<?, ?>> all() {
        return List.of(
                GET_TRAINING_METADATA,
                GET_METHOD_METADATA,
                GET_MODEL,
                GET_ALL_MODELS,
                VALIDATE_MODEL_PRICE,
                TRAIN_MODEL_PRICE,
                CREATE_MODEL,
                UPDATE_MODEL,
                DELETE_MODEL,
                UPLOAD_AND_VALIDATE,
                VALIDATE_MODEL,
                TRAIN_MODEL);
    }

    /** Whether it asks what something costs. */
    boolean quotes() {
        return this == VALIDATE_MODEL_PRICE || this == TRAIN_MODEL_PRICE;
    }

    /** The rpc's own name, which is what {@link Signing#OWN_NAME} signs. */
    public String name() {
        String full = method.getFullMethodName();
        return full.substring(full.lastIndexOf('/') + 1);
    }

    private static <Q, R> CallSpec<Q, R> free(MethodDescriptor<Q, R> method, Signing signing, Repeat repeat) {
        return new CallSpec<>(method, signing, false, repeat, AnswerLimit.CONTROL);
    }

    private static <Q, R> CallSpec<Q, R> paid(MethodDescriptor<Q, R> method) {
        return new CallSpec<>(method, Signing.OWN_NAME, true, Repeat.ONCE, AnswerLimit.CONTROL);
    }

    /** What the caller signs. */
    public enum Signing {
        NONE,
        /** The method's name: good for five blocks before and after. */
        OWN_NAME,
        /**
         * One word for four reads, good for 600 blocks before and after. A client without reusable authorizations signs
         * {@link #OWN_NAME} in its place.
         */
        UNIFIED
    }

    /** Whether the call may be sent again after a failure that leaves open whether it was done. */
    public enum Repeat {
        /** It changes nothing. */
        SAFE,
        /** The second time leaves the same state as the first. */
        SAME,
        /** Only after a refusal that came before the work. */
        ONCE
    }
}
