package io.snet4j.junit;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.snet4j.junit.ScriptedModel.State;
import io.snet4j.training.ModelStatus;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.ModelGrpc;
import io.snet4j.wire.training.TrainingProto;
import io.snet4j.wire.training.TrainingProto.ModelID;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.PriceInBaseUnit;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import io.snet4j.wire.training.TrainingProto.ValidateRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** {@code training.Model} by a {@link Script}. Thread-safe. */
final class ScriptedModels extends ModelGrpc.ModelImplBase {
    private static final int HIGHEST_BIT = 64;

    private final TestClock clock;
    private final Map<String, State> models = new LinkedHashMap<>();
    private final Map<String, Integer> quotes = new HashMap<>();
    private final Map<ProviderMethod, Integer> calls = new HashMap<>();
    private Script script;
    private int created;

    ScriptedModels(Script script, TestClock clock) {
        this.script = script;
        this.clock = clock;
    }

    synchronized void script(UnaryOperator<Script> change) {
        script = change.apply(script);
    }

    synchronized List<ScriptedModel> all() {
        return models.values().stream().map(model -> model.at(clock.instant())).toList();
    }

    synchronized void forget() {
        models.clear();
    }

    synchronized int calls(ProviderMethod method) {
        return calls.getOrDefault(method, 0);
    }

    private <T> void answer(ProviderMethod method, StreamObserver<T> observer, Supplier<T> answer) {
        T value;
        try {
            synchronized (this) {
                begin(method);
                value = answer.get();
            }
        } catch (StatusRuntimeException e) {
            observer.onError(e);
            return;
        }
        observer.onNext(value);
        observer.onCompleted();
    }

    private void begin(ProviderMethod method) {
        calls.merge(method, 1, Integer::sum);
        script.failure(method).ifPresent(status -> {
            throw status.asRuntimeException();
        });
    }

    private State find(String id) {
        return Optional.ofNullable(models.get(id)).orElseThrow(() -> Status.NOT_FOUND
                .withDescription("there is no model " + id)
                .asRuntimeException());
    }

    private StatusResponse change(String id, Function<State, State> change) {
        State changed = change.apply(find(id));
        models.put(id, changed);
        return status(changed);
    }

    private StatusResponse status(State model) {
        return StatusResponse.newBuilder()
                .setStatus(TrainingProto.Status.valueOf(
                        model.at(clock.instant()).status().name()))
                .build();
    }

    private PriceInBaseUnit price(String id, ProviderMethod method, Cogs price) {
        find(id);
        int asked = quotes.merge(method + " " + id, 1, Integer::sum);
        Cogs now = script.doubling() && asked > 1 ? price.plus(price) : price;
        if (now.value().bitLength() > HIGHEST_BIT) {
            throw Status.INTERNAL
                    .withDescription("the price " + now + " does not fit into 64 bits")
                    .asRuntimeException();
        }
        return PriceInBaseUnit.newBuilder().setPrice(now.value().longValue()).build();
    }

    private State validated(State model) {
        return model.at(script.validation(), clock.instant(), ModelStatus.VALIDATING, ModelStatus.VALIDATED);
    }

    @Override
    public void createModel(NewModel request, StreamObserver<ModelID> observer) {
        answer(ProviderMethod.CREATE_MODEL, observer, () -> {
            String id = "model-" + ++created;
            models.put(id, State.created(id, request.getName()));
            return ModelID.newBuilder().setModelId(id).build();
        });
    }

    @Override
    public void validateModelPrice(ValidateRequest request, StreamObserver<PriceInBaseUnit> observer) {
        answer(
                ProviderMethod.VALIDATE_MODEL_PRICE,
                observer,
                () -> price(request.getModelId(), ProviderMethod.VALIDATE_MODEL_PRICE, script.validationPrice()));
    }

    @Override
    public StreamObserver<UploadInput> uploadAndValidate(StreamObserver<StatusResponse> observer) {
        AtomicLong bytes = new AtomicLong();
        StringBuffer id = new StringBuffer();
        return new StreamObserver<>() {
            @Override
            public void onNext(UploadInput part) {
                bytes.addAndGet(part.getData().size());
                id.setLength(0);
                id.append(part.getModelId());
            }

            @Override
            public void onError(Throwable cause) {
                // It broke off: the model is as it was.
            }

            @Override
            public void onCompleted() {
                answer(
                        ProviderMethod.UPLOAD_AND_VALIDATE,
                        observer,
                        () -> change(
                                id.toString(),
                                model -> validated(model.with(Optional.of(bytes.get()), Optional.empty()))));
            }
        };
    }

    @Override
    public void validateModel(ValidateRequest request, StreamObserver<StatusResponse> observer) {
        answer(
                ProviderMethod.VALIDATE_MODEL,
                observer,
                () -> change(
                        request.getModelId(),
                        model -> validated(model.with(Optional.empty(), Optional.of(request.getTrainingDataLink())))));
    }

    @Override
    public void trainModelPrice(ModelID request, StreamObserver<PriceInBaseUnit> observer) {
        answer(
                ProviderMethod.TRAIN_MODEL_PRICE,
                observer,
                () -> price(request.getModelId(), ProviderMethod.TRAIN_MODEL_PRICE, script.trainingPrice()));
    }

    @Override
    public void trainModel(ModelID request, StreamObserver<StatusResponse> observer) {
        answer(
                ProviderMethod.TRAIN_MODEL,
                observer,
                () -> change(
                        request.getModelId(),
                        model -> model.at(
                                script.training(), clock.instant(), ModelStatus.TRAINING, ModelStatus.READY_TO_USE)));
    }

    @Override
    public void deleteModel(ModelID request, StreamObserver<StatusResponse> observer) {
        answer(ProviderMethod.DELETE_MODEL, observer, () -> {
            find(request.getModelId());
            models.remove(request.getModelId());
            return StatusResponse.newBuilder()
                    .setStatus(TrainingProto.Status.DELETED)
                    .build();
        });
    }

    @Override
    public void getModelStatus(ModelID request, StreamObserver<StatusResponse> observer) {
        answer(ProviderMethod.GET_MODEL_STATUS, observer, () -> status(find(request.getModelId())));
    }
}
