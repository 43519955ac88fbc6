package io.snet4j.provider.tck;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.snet4j.wire.training.ModelGrpc;
import io.snet4j.wire.training.TrainingProto.ModelID;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.PriceInBaseUnit;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import io.snet4j.wire.training.TrainingProto.ValidateRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A small provider that keeps the rules, but for one fault. All under one lock. */
final class SmallService extends ModelGrpc.ModelImplBase {
    private static final int HUGE = 1000;
    private static final int FEW_IDS = 10;
    private static final int MANY_QUESTIONS = 100;

    private final Optional<Fault> fault;
    private final Map<String, SmallModel> models;
    private int count;
    private long price = 10;
    private SmallModel last = new SmallModel("none");

    private SmallService(Optional<Fault> fault, Map<String, SmallModel> models, int count) {
        this.fault = fault;
        this.models = models;
        this.count = count;
    }

    static SmallService with(Optional<Fault> fault) {
        return new SmallService(fault, new LinkedHashMap<>(), 0);
    }

    /** What a new process finds of it. */
    synchronized SmallService restarted() {
        Map<String, SmallModel> kept = new LinkedHashMap<>();
        models.forEach((id, model) -> {
            if (has(Fault.FORGETS_ARTIFACTS) && model.status == Status.READY_TO_USE) {
                model.status = Status.VALIDATED;
            }
            if (has(Fault.FORGETS_DATASETS)) {
                model.datasetIsGood = false;
            }
            if (has(Fault.FORGETS_DELETION) && model.status == Status.DELETED) {
                model.status = Status.CREATED;
            }
            if (!has(Fault.FORGETS_MODELS)) {
                kept.put(id, model);
            }
        });
        return new SmallService(fault, kept, has(Fault.COUNTS_FROM_ONE) ? 0 : count);
    }

    boolean has(Fault which) {
        return fault.filter(which::equals).isPresent();
    }

    @Override
    public void createModel(NewModel request, StreamObserver<ModelID> caller) {
        answer(caller, () -> {
            if (request.getName().length() > HUGE) {
                if (has(Fault.HUGE_NAME_WITHOUT_ID)) {
                    return id("");
                }
                throw refusal(Code.INVALID_ARGUMENT, "the name is too long");
            }
            count++;
            String id = "model-" + (has(Fault.IDS_COME_AGAIN) ? count % FEW_IDS : has(Fault.SAME_ID) ? 1 : count);
            if (has(Fault.EMPTY_ID)) {
                id = "";
            }
            last = new SmallModel(id);
            last.status = has(Fault.BORN_VALIDATED) ? Status.VALIDATED : Status.CREATED;
            models.put(id, last);
            return id(id);
        });
    }

    @Override
    public void getModelStatus(ModelID request, StreamObserver<StatusResponse> caller) {
        answer(caller, () -> {
            if (isUnknownButTaken(Fault.UNKNOWN_STATUS_ANSWERED, request)) {
                return status(Status.ERRORED);
            }
            SmallModel model = model(request.getModelId());
            if (model.status == Status.DELETED && has(Fault.DELETED_COMES_BACK)) {
                return status(model.askThoughDeleted());
            }
            Status status = model.ask();
            if (has(Fault.ONE_STATUS_FOR_ALL)) {
                return status(models.values().stream()
                        .filter(other -> other.status != Status.CREATED)
                        .reduce((first, second) -> second)
                        .map(other -> other.status)
                        .orElse(status));
            }
            boolean forgotten = has(Fault.FORGETS_AFTER_MANY_QUESTIONS) && model.questions > MANY_QUESTIONS;
            return status(forgotten ? Status.CREATED : status);
        });
    }

    @Override
    public void validateModelPrice(ValidateRequest request, StreamObserver<PriceInBaseUnit> caller) {
        if (has(Fault.PRICES_HANG)) {
            return;
        }
        answer(caller, () -> {
            SmallModel model = model(request.getModelId());
            if (has(Fault.PRICE_BEGINS_VALIDATION)) {
                model.validate(new byte[] {'x'}, false);
            }
            return price();
        });
    }

    @Override
    public void trainModelPrice(ModelID request, StreamObserver<PriceInBaseUnit> caller) {
        if (has(Fault.PRICES_HANG)) {
            return;
        }
        answer(caller, () -> {
            model(request.getModelId());
            if (has(Fault.TRAINING_PRICE_REFUSED)) {
                throw refusal(Code.UNIMPLEMENTED, "no prices here");
            }
            return price();
        });
    }

    private PriceInBaseUnit price() {
        if (has(Fault.PRICE_RISES)) {
            price++;
        }
        return PriceInBaseUnit.newBuilder().setPrice(price).build();
    }

    @Override
    public StreamObserver<UploadInput> uploadAndValidate(StreamObserver<StatusResponse> caller) {
        return new SmallUpload(this, caller);
    }

    @Override
    public void validateModel(ValidateRequest request, StreamObserver<StatusResponse> caller) {
        answer(caller, () -> {
            SmallModel model = idle(request.getModelId());
            SmallLinks links = new SmallLinks(this);
            model.validate(links.fetch(request.getTrainingDataLink()), has(Fault.BAD_LINK_TAKEN));
            return status(model.status);
        });
    }

    @Override
    public void trainModel(ModelID request, StreamObserver<StatusResponse> caller) {
        answer(caller, () -> {
            if (isUnknownButTaken(Fault.UNKNOWN_TRAINED, request)) {
                return status(Status.ERRORED);
            }
            SmallModel model = model(request.getModelId());
            if (model.status == Status.DELETED && has(Fault.DELETED_IS_TRAINED)) {
                return status(Status.TRAINING);
            }
            if (model.status == Status.TRAINING && has(Fault.TWO_TRAININGS_CHARGED)) {
                return status(Status.TRAINING);
            }
            model.spoiled = has(Fault.SECOND_TRAINING_SPOILS) && model.status == Status.TRAINING
                    || has(Fault.RETRAINING_IS_AN_ERROR) && model.status == Status.READY_TO_USE;
            requireIdle(model);
            requireTrainable(model);
            model.train();
            return status(has(Fault.TRAIN_ANSWERS_VALIDATED) ? Status.VALIDATED : model.status);
        });
    }

    private void requireTrainable(SmallModel model) {
        boolean trainable = model.datasetIsGood
                || has(Fault.TRAINS_WITHOUT_DATASET) && model.status == Status.CREATED
                || has(Fault.TRAINS_ON_BAD_DATASET) && model.status == Status.ERRORED;
        if (!trainable) {
            throw has(Fault.REFUSES_WITHOUT_WORDS)
                    ? io.grpc.Status.UNKNOWN.asRuntimeException()
                    : refusal(Code.FAILED_PRECONDITION, "it has no good dataset");
        }
    }

    @Override
    public void deleteModel(ModelID request, StreamObserver<StatusResponse> caller) {
        answer(caller, () -> {
            if (isUnknownButTaken(Fault.UNKNOWN_DELETED, request)) {
                return status(Status.DELETED);
            }
            SmallModel model = model(request.getModelId());
            if (model.status == Status.DELETED && has(Fault.SECOND_DELETE_FAILS)) {
                throw refusal(Code.INTERNAL, "nothing to delete");
            }
            if (!has(Fault.DELETE_DOES_NOTHING)) {
                model.status = Status.DELETED;
            }
            return status(has(Fault.DELETE_ANSWERS_CREATED) ? Status.CREATED : Status.DELETED);
        });
    }

    private boolean isUnknownButTaken(Fault fault, ModelID request) {
        return has(fault) && !request.getModelId().isEmpty() && !models.containsKey(request.getModelId());
    }

    /** Throws NOT_FOUND. */
    SmallModel model(String id) {
        if (id.isEmpty() && has(Fault.EMPTY_ID_IS_THE_LAST_ONE)) {
            return last;
        }
        SmallModel model = models.get(id);
        if (model == null) {
            throw refusal(Code.NOT_FOUND, "no model " + id);
        }
        return model;
    }

    /** One that takes a dataset. */
    SmallModel idle(String id) {
        SmallModel model = model(id);
        requireIdle(model);
        return model;
    }

    private static void requireIdle(SmallModel model) {
        if (model.isBusy() || model.status == Status.DELETED) {
            throw refusal(Code.FAILED_PRECONDITION, "it is " + model.status);
        }
    }

    static StatusRuntimeException refusal(Code code, String words) {
        return code.toStatus().withDescription(words).asRuntimeException();
    }

    static StatusResponse status(Status status) {
        return StatusResponse.newBuilder().setStatus(status).build();
    }

    private static ModelID id(String id) {
        return ModelID.newBuilder().setModelId(id).build();
    }

    synchronized <T> void answer(StreamObserver<T> caller, Supplier<T> method) {
        try {
            T answer = method.get();
            caller.onNext(answer);
            caller.onCompleted();
        } catch (StatusRuntimeException e) {
            caller.onError(e);
        }
    }
}
