package io.snet4j.devnet.daemon;

import com.google.protobuf.Empty;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.AllModelsRequest;
import io.snet4j.wire.training.TrainingDaemonProto.AuthValidateRequest;
import io.snet4j.wire.training.TrainingDaemonProto.AuthorizationDetails;
import io.snet4j.wire.training.TrainingDaemonProto.CommonRequest;
import io.snet4j.wire.training.TrainingDaemonProto.MethodMetadata;
import io.snet4j.wire.training.TrainingDaemonProto.MethodMetadataRequest;
import io.snet4j.wire.training.TrainingDaemonProto.ModelsResponse;
import io.snet4j.wire.training.TrainingDaemonProto.NewModelRequest;
import io.snet4j.wire.training.TrainingDaemonProto.TrainingMetadata;
import io.snet4j.wire.training.TrainingDaemonProto.UpdateModelRequest;
import io.snet4j.wire.training.TrainingDaemonProto.UploadAndValidateRequest;
import io.snet4j.wire.training.TrainingProto.ModelID;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.PriceInBaseUnit;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.ValidateRequest;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The training methods: who may do what, and the provider that does it. Payments were checked before. The order of the
 * checks and their texts are the real daemon's, also where two methods differ for no reason.
 */
final class TrainingService extends DaemonGrpc.DaemonImplBase {
    private static final Duration STATUS_TIME = Duration.ofSeconds(20);
    private static final Duration DELETE_TIME = Duration.ofSeconds(60);

    private final Replica replica;
    private final Texts texts;
    private final Authorizations authorizations;
    private final DaemonStore store;
    private final Models models;
    private final ProviderModels provider;
    private final TrainingMethods methods;
    private final Uploads uploads;

    TrainingService(
            Replica replica,
            DaemonVersion version,
            Authorizations authorizations,
            DaemonStore store,
            ProviderModels provider,
            TrainingMethods methods) {
        this.replica = replica;
        this.texts = new Texts(version);
        this.authorizations = authorizations;
        this.store = store;
        this.models = new Models(store);
        this.provider = provider;
        this.methods = methods;
        this.uploads = new Uploads(version, authorizations, store, models, provider);
    }

    /** A request without a model crashes the real daemon (D4 of the wire contract). */
    @Override
    public void createModel(NewModelRequest request, StreamObserver<ModelResponse> answer) {
        reply(answer, () -> {
            requireAuthorization(request.hasAuthorization());
            hidingTheReason(request.getAuthorization(), "create_model");
            if (!request.hasModel()) {
                throw crash("a model was to be created, but the request has none");
            }
            NewModel model = request.getModel();
            if (model.getGrpcServiceName().isEmpty()
                    || model.getGrpcMethodName().isEmpty()) {
                throw GrpcFailure.unknown(texts.noMethodNamed());
            }
            NewModel ofGroup = model.toBuilder()
                    .setOrganizationId(replica.organizationId())
                    .setServiceId(replica.serviceId())
                    .setGroupId(replica.groupId().toString())
                    .build();
            String id = invoking(Texts::invocationFailed, () -> provider.call(stub -> stub.createModel(ofGroup)))
                    .getModelId();
            if (id.isEmpty()) {
                throw GrpcFailure.unknown(texts.emptyModelId());
            }
            return models.create(id, ofGroup, request.getAuthorization().getSignerAddress());
        });
    }

    @Override
    public void validateModelPrice(AuthValidateRequest request, StreamObserver<PriceInBaseUnit> answer) {
        reply(answer, () -> {
            requireOwner(
                    request.hasAuthorization(),
                    request.getAuthorization(),
                    "validate_model_price",
                    request.getModelId());
            PriceInBaseUnit price = invoking(
                    Texts::serviceIssue, () -> provider.call(stub -> stub.validateModelPrice(toProvider(request))));
            store.updateModel(request.getModelId(), model -> model.withValidatePrice(Cogs.ofUnsigned(price.getPrice())))
                    .orElseThrow(() -> GrpcFailure.unknown(Texts.NO_MODEL_TO_PRICE));
            return price;
        });
    }

    @Override
    public StreamObserver<UploadAndValidateRequest> uploadAndValidate(StreamObserver<StatusResponse> answer) {
        if (!methods.any()) {
            answer.onError(Replies.error(GrpcFailure.unknown(Texts.NO_TRAINING)));
            return new Uploads.Ignored();
        }
        return uploads.begin(answer);
    }

    @Override
    public void validateModel(AuthValidateRequest request, StreamObserver<StatusResponse> answer) {
        reply(answer, () -> {
            requireOwner(
                    request.hasAuthorization(), request.getAuthorization(), "validate_model", request.getModelId());
            StatusResponse status =
                    invoking(Texts::serviceIssue, () -> provider.call(stub -> stub.validateModel(toProvider(request))));
            store.updateModel(
                    request.getModelId(),
                    model -> model.withDescription(model.description().toBuilder()
                            .setTrainingDataLink(request.getTrainingDataLink())
                            .setStatus(status.getStatus())
                            .build()));
            store.addPendingModel(request.getModelId());
            return status;
        });
    }

    @Override
    public void trainModelPrice(CommonRequest request, StreamObserver<PriceInBaseUnit> answer) {
        reply(answer, () -> {
            requireOwner(
                    request.hasAuthorization(), request.getAuthorization(), "train_model_price", request.getModelId());
            PriceInBaseUnit price =
                    invoking(Texts::serviceIssue, () -> provider.call(stub -> stub.trainModelPrice(id(request))));
            store.updateModel(request.getModelId(), model -> model.withTrainPrice(Cogs.ofUnsigned(price.getPrice())))
                    .orElseThrow(() -> GrpcFailure.unknown(Texts.NO_MODEL_TO_PRICE));
            return price;
        });
    }

    @Override
    public void trainModel(CommonRequest request, StreamObserver<StatusResponse> answer) {
        reply(answer, () -> {
            requireOwner(request.hasAuthorization(), request.getAuthorization(), "train_model", request.getModelId());
            StatusResponse status =
                    invoking(Texts::serviceIssue, () -> provider.call(stub -> stub.trainModel(id(request))));
            store.updateModel(request.getModelId(), model -> model.withStatus(status.getStatus()));
            store.addPendingModel(request.getModelId());
            return status;
        });
    }

    @Override
    public void deleteModel(CommonRequest request, StreamObserver<StatusResponse> answer) {
        reply(answer, () -> {
            requireOwner(request.hasAuthorization(), request.getAuthorization(), "delete_model", request.getModelId());
            invoking(
                    error -> Texts.SERVICE_DID_NOT_DELETE,
                    () -> provider.call(stub -> stub.deleteModel(id(request)), DELETE_TIME));
            models.delete(request.getModelId());
            return StatusResponse.newBuilder().setStatus(Status.DELETED).build();
        });
    }

    @Override
    public void getAllModels(AllModelsRequest request, StreamObserver<ModelsResponse> answer) {
        reply(answer, () -> {
            requireAuthorization(request.hasAuthorization());
            hidingTheReason(request.getAuthorization(), "get_all_models");
            return ModelsResponse.newBuilder()
                    .addAllListOfModels(new ModelQuery(request).in(models))
                    .build();
        });
    }

    @Override
    public void getModel(CommonRequest request, StreamObserver<ModelResponse> answer) {
        reply(answer, () -> {
            requireAuthorization(request.hasAuthorization());
            hidingTheReason(request.getAuthorization(), "get_model");
            requireId(request.getModelId());
            invoking(Texts::noAccess, () -> {
                models.requireAccess(
                        request.getModelId(), request.getAuthorization().getSignerAddress());
                return true;
            });
            Status status = invoking(
                            error -> Texts.SERVICE_GAVE_NO_MODEL_STATUS,
                            () -> provider.call(stub -> stub.getModelStatus(id(request)), STATUS_TIME))
                    .getStatus();
            return store.updateModel(request.getModelId(), model -> model.withStatus(status))
                    .orElseThrow(() -> crash("no record of model " + request.getModelId()))
                    .description();
        });
    }

    @Override
    public void updateModel(UpdateModelRequest request, StreamObserver<ModelResponse> answer) {
        reply(answer, () -> {
            requireAuthorization(request.hasAuthorization());
            AuthorizationDetails authorization = request.getAuthorization();
            invoking(Texts::noAccess, () -> {
                authorizations.check(authorization, "update_model");
                models.requireAccess(request.getModelId(), authorization.getSignerAddress());
                return true;
            });
            requireId(request.getModelId());
            models.requireOwner(request.getModelId(), authorization.getSignerAddress());
            return models.update(request, authorization.getSignerAddress());
        });
    }

    @Override
    public void getTrainingMetadata(Empty request, StreamObserver<TrainingMetadata> answer) {
        reply(answer, methods::metadata);
    }

    /** An unknown model crashes the real daemon (D3 of the wire contract). */
    @Override
    public void getMethodMetadata(MethodMetadataRequest request, StreamObserver<MethodMetadata> answer) {
        reply(answer, () -> {
            String id = request.getModelId();
            if (id.isEmpty()) {
                return methods.method(request.getGrpcServiceName(), request.getGrpcMethodName());
            }
            ModelResponse model = store.model(id)
                    .orElseThrow(() -> crash("the method of a model that does not exist was asked for: " + id))
                    .description();
            return methods.method(model.getGrpcServiceName(), model.getGrpcMethodName());
        });
    }

    private <T> void reply(StreamObserver<T> answer, Supplier<T> handler) {
        Replies.reply(answer, () -> {
            if (!methods.any()) {
                throw GrpcFailure.unknown(Texts.NO_TRAINING);
            }
            return handler.get();
        });
    }

    private void requireAuthorization(boolean present) {
        if (!present) {
            throw GrpcFailure.unknown(texts.noAuthorization());
        }
    }

    private void requireId(String id) {
        if (id.isEmpty()) {
            throw GrpcFailure.unknown(texts.emptyModelId());
        }
    }

    private void hidingTheReason(AuthorizationDetails authorization, String method) {
        try {
            authorizations.check(authorization, method);
        } catch (GrpcFailure e) {
            throw GrpcFailure.unknown(texts.badAuthorization());
        }
    }

    private void requireOwner(boolean present, AuthorizationDetails authorization, String method, String modelId) {
        requireAuthorization(present);
        requireId(modelId);
        invoking(Texts::noAccess, () -> {
            authorizations.check(authorization, method);
            models.requireOwner(modelId, authorization.getSignerAddress());
            return true;
        });
    }

    private static <T> T invoking(UnaryOperator<String> text, Supplier<T> action) {
        try {
            return action.get();
        } catch (GrpcFailure e) {
            throw GrpcFailure.unknown(text.apply(e.text()));
        }
    }

    private static GrpcFailure crash(String reason) {
        return new GrpcFailure(Code.INTERNAL, Texts.crash(reason));
    }

    private static ModelID id(CommonRequest request) {
        return ModelID.newBuilder().setModelId(request.getModelId()).build();
    }

    private static ValidateRequest toProvider(AuthValidateRequest request) {
        return ValidateRequest.newBuilder()
                .setModelId(request.getModelId())
                .setTrainingDataLink(request.getTrainingDataLink())
                .build();
    }
}
