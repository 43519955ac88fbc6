package io.snet4j.provider;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.snet4j.internal.text.ForeignFailure;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.ModelGrpc;
import io.snet4j.wire.training.TrainingProto.ModelID;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.PriceInBaseUnit;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import io.snet4j.wire.training.TrainingProto.ValidateRequest;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The eight methods that a daemon calls. */
final class TrainingService<M> extends ModelGrpc.ModelImplBase {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingService.class);

    private final ModelIndex<M> models;
    private final TrainingHandler<M> handler;
    private final TrainingSteps<M> steps;
    private final LinkFetcher links;
    private final Limits limits;
    private final TextLimits texts;
    private final BackgroundWork background;

    TrainingService(
            ModelIndex<M> models,
            TrainingHandler<M> handler,
            TrainingSteps<M> steps,
            LinkFetcher links,
            Limits limits,
            TextLimits texts,
            BackgroundWork background) {
        this.models = models;
        this.handler = handler;
        this.steps = steps;
        this.links = links;
        this.limits = limits;
        this.texts = texts;
        this.background = background;
    }

    @Override
    public void createModel(NewModel request, StreamObserver<ModelID> caller) {
        answer(caller, () -> {
            texts.check(request);
            String id = models.create(request, Caller.current()).info().id();
            return ModelID.newBuilder().setModelId(id).build();
        });
    }

    @Override
    public void validateModelPrice(ValidateRequest request, StreamObserver<PriceInBaseUnit> caller) {
        answer(caller, () -> {
            ManagedModel<M> model = models.get(request.getModelId());
            String text = request.getTrainingDataLink();
            Optional<URI> link = text.isEmpty() ? Optional.empty() : Optional.of(checked(text));
            return price(handler.validationPrice(model.info(), link));
        });
    }

    @Override
    public StreamObserver<UploadInput> uploadAndValidate(StreamObserver<StatusResponse> caller) {
        return new UploadReceiver<>(
                        models::get, steps, limits, background, (ServerCallStreamObserver<StatusResponse>) caller)
                .start();
    }

    /** A link that cannot be right is refused at once, so that nothing is paid for it. */
    @Override
    public void validateModel(ValidateRequest request, StreamObserver<StatusResponse> caller) {
        answer(caller, () -> {
            ManagedModel<M> model = models.get(request.getModelId());
            steps.validateLink(model, checked(request.getTrainingDataLink()));
            return status(model);
        });
    }

    @Override
    public void trainModelPrice(ModelID request, StreamObserver<PriceInBaseUnit> caller) {
        answer(caller, () -> {
            ManagedModel<M> model = models.get(request.getModelId());
            return price(handler.trainingPrice(model.info(), model.dataset()));
        });
    }

    @Override
    public void trainModel(ModelID request, StreamObserver<StatusResponse> caller) {
        answer(caller, () -> {
            ManagedModel<M> model = models.get(request.getModelId());
            steps.train(model);
            return status(model);
        });
    }

    @Override
    public void deleteModel(ModelID request, StreamObserver<StatusResponse> caller) {
        answer(caller, () -> {
            models.delete(request.getModelId());
            return status(ModelStatus.DELETED);
        });
    }

    @Override
    public void getModelStatus(ModelID request, StreamObserver<StatusResponse> caller) {
        answer(caller, () -> status(models.status(request.getModelId())));
    }

    private URI checked(String link) {
        texts.checkLink(link);
        try {
            return links.check(link);
        } catch (DatasetRefusedException e) {
            throw Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException();
        }
    }

    private StatusResponse status(ManagedModel<M> model) {
        return status(model.state().status());
    }

    private static StatusResponse status(ModelStatus status) {
        return StatusResponse.newBuilder().setStatus(WireStatus.of(status)).build();
    }

    private static PriceInBaseUnit price(Cogs price) {
        if (price.value().bitLength() > Long.SIZE) {
            throw new IllegalStateException("the price of " + price + " does not fit the protocol's 64 bits");
        }
        return PriceInBaseUnit.newBuilder().setPrice(price.value().longValue()).build();
    }

    private static <T> void answer(StreamObserver<T> caller, Supplier<T> method) {
        T reply;
        try {
            reply = method.get();
        } catch (StatusRuntimeException e) {
            caller.onError(e);
            return;
        } catch (RuntimeException e) {
            LOG.error("a call of the daemon failed", ForeignFailure.printable(e));
            caller.onError(Status.INTERNAL
                    .withDescription(ForeignText.of("the provider failed: " + e.getMessage()))
                    .withCause(e)
                    .asRuntimeException());
            return;
        }
        caller.onNext(reply);
        caller.onCompleted();
    }
}
