package io.snet4j.scripted;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.identity.Signatures;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
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
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import io.snet4j.wire.training.TrainingProto.PriceInBaseUnit;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** training.Daemon with one user and models in memory; checks what is signed as the real one does. */
public final class ScriptedTraining extends DaemonGrpc.DaemonImplBase {
    private final FakeChain chain;
    private final Map<String, ModelResponse> models = new LinkedHashMap<>();
    private final Map<String, Cogs> trainPrices = new ConcurrentHashMap<>();
    private final Map<String, Cogs> validatePrices = new ConcurrentHashMap<>();
    private final List<UploadInput> uploaded = new CopyOnWriteArrayList<>();
    private final List<AuthorizationDetails> authorizations = new CopyOnWriteArrayList<>();
    private final List<AllModelsRequest> listings = new CopyOnWriteArrayList<>();
    private volatile Function<AllModelsRequest, Optional<List<ModelResponse>>> invention = request -> Optional.empty();
    private volatile List<String> addressTexts = List.of();
    private volatile Cogs price = Cogs.of(5);
    private volatile Consumer<UploadInput> onUpload = input -> {};
    private volatile Consumer<UploadInput> onReading = input -> {};

    private volatile UnaryOperator<ModelResponse> lie = UnaryOperator.identity();

    ScriptedTraining(FakeChain chain) {
        this.chain = chain;
    }

    /** Changes every answer about one model. */
    public void lie(UnaryOperator<ModelResponse> change) {
        lie = change;
    }

    /** The addresses of the last create_model or update_model, as they were sent. */
    public List<String> addressTexts() {
        return addressTexts;
    }

    /** What is listed from now on, whatever there is. */
    public void invent(Function<AllModelsRequest, List<ModelResponse>> models) {
        invention = models.andThen(Optional::of);
    }

    public void setPrice(Cogs cogs) {
        price = cogs;
    }

    /** The price of training as it is stored, without a question for it. */
    public void setTrainPrice(String model, Cogs cogs) {
        trainPrices.put(model, cogs);
    }

    /** Before a message is checked: what reading it takes. */
    public void onReading(Consumer<UploadInput> action) {
        onReading = action;
    }

    public void onUpload(Consumer<UploadInput> action) {
        onUpload = action;
    }

    public List<UploadInput> uploaded() {
        return List.copyOf(uploaded);
    }

    public List<AuthorizationDetails> authorizations() {
        return List.copyOf(authorizations);
    }

    public List<AllModelsRequest> listings() {
        return List.copyOf(listings);
    }

    public synchronized void put(ModelResponse model) {
        models.put(model.getModelId(), model);
    }

    public synchronized void setStatus(String model, io.snet4j.wire.training.TrainingProto.Status status) {
        models.computeIfPresent(
                model, (id, old) -> old.toBuilder().setStatus(status).build());
    }

    Optional<Cogs> trainPrice(String model) {
        return Optional.of(trainPrices.getOrDefault(model, Cogs.ZERO));
    }

    Optional<Cogs> validatePrice(String model) {
        return Optional.of(validatePrices.getOrDefault(model, Cogs.ZERO));
    }

    private synchronized Optional<ModelResponse> find(String id) {
        return Optional.ofNullable(models.get(id));
    }

    /** The daemon's rule: right word, right signer, near block. */
    private Optional<String> wrong(AuthorizationDetails details, String name, boolean unified) {
        authorizations.add(details);
        if (details.getSignature().isEmpty()) {
            return Optional.of("no authorization");
        }
        boolean isUnified = unified && details.getMessage().equals("unified");
        if (!isUnified && !details.getMessage().equals(name)) {
            return Optional.of("unsupported message: " + details.getMessage() + " for this method");
        }
        Address signer = Address.parse(details.getSignerAddress());
        byte[] message = ProtocolMessages.trainingAuthorization(
                details.getMessage(), signer, BlockNumber.of(details.getCurrentBlock()));
        if (!Signatures.recover(message, details.getSignature().toByteArray()).equals(Optional.of(signer))) {
            return Optional.of("incorrect signature data");
        }
        boolean late = Math.abs(chain.head() - details.getCurrentBlock()) > (isUnified ? 600 : 5);
        return late ? Optional.of("authentication failed as the signature passed has expired") : Optional.empty();
    }

    private <R> boolean refused(
            AuthorizationDetails details, String name, boolean unified, String before, StreamObserver<R> answer) {
        Optional<String> wrong = wrong(details, name, unified);
        wrong.ifPresent(text ->
                answer.onError(Status.UNKNOWN.withDescription(before + text).asRuntimeException()));
        return wrong.isPresent();
    }

    private static <R> void answer(StreamObserver<R> observer, R value) {
        observer.onNext(value);
        observer.onCompleted();
    }

    private static <R> void missing(String id, StreamObserver<R> observer) {
        observer.onError(Status.UNKNOWN
                .withDescription("unable to access model: daemon storage error: error in getting data from model"
                        + " storage: model data doesn't exist for modelID: " + id)
                .asRuntimeException());
    }

    @Override
    public void getTrainingMetadata(Empty request, StreamObserver<TrainingMetadata> observer) {
        ListValue methods = ListValue.newBuilder()
                .addValues(Value.newBuilder().setStringValue("predict"))
                .build();
        ListValue others = methods.toBuilder()
                .addValues(Value.newBuilder().setStringValue("draw"))
                .build();
        answer(
                observer,
                TrainingMetadata.newBuilder()
                        .setTrainingEnabled(true)
                        .setTrainingInProto(true)
                        .putTrainingMethods("Digits", methods)
                        .putTrainingMethods("Pictures", others)
                        .build());
    }

    @Override
    public void getMethodMetadata(MethodMetadataRequest request, StreamObserver<MethodMetadata> observer) {
        answer(
                observer,
                MethodMetadata.newBuilder()
                        .setDefaultModelId("default")
                        .setDatasetMaxSizeMb(10)
                        .setDatasetFilesType("PNG, .jpg")
                        .setDatasetType("zip")
                        .setDatasetDescription(
                                request.getModelId() + request.getGrpcServiceName() + "/" + request.getGrpcMethodName())
                        .build());
    }

    @Override
    public void createModel(NewModelRequest request, StreamObserver<ModelResponse> observer) {
        if (refused(
                request.getAuthorization(),
                "create_model",
                false,
                "invalid request: bad authorization provided: ",
                observer)) {
            return;
        }
        addressTexts = List.copyOf(request.getModel().getAddressListList());
        ModelResponse model = ModelResponse.newBuilder()
                .setModelId("model-" + (models.size() + 1))
                .setName(request.getModel().getName())
                .setDescription(request.getModel().getDescription())
                .setGrpcMethodName(request.getModel().getGrpcMethodName())
                .setGrpcServiceName(request.getModel().getGrpcServiceName())
                .addAllAddressList(request.getModel().getAddressListList())
                .setCreatedByAddress(
                        request.getAuthorization().getSignerAddress().toLowerCase(java.util.Locale.ROOT))
                .setCreatedDate("23-11-2026")
                .setIsPublic(request.getModel().getIsPublic())
                .build();
        put(model);
        answer(observer, lie.apply(model));
    }

    @Override
    public void getModel(CommonRequest request, StreamObserver<ModelResponse> observer) {
        if (refused(
                request.getAuthorization(),
                "get_model",
                true,
                "invalid request: bad authorization provided: ",
                observer)) {
            return;
        }
        find(request.getModelId())
                .ifPresentOrElse(
                        model -> answer(observer, lie.apply(model)),
                        () -> observer.onError(Status.UNKNOWN
                                .withDescription("unable to access model: user 0x1, does not have access to model Id "
                                        + request.getModelId())
                                .asRuntimeException()));
    }

    @Override
    public void getAllModels(AllModelsRequest request, StreamObserver<ModelsResponse> observer) {
        if (refused(
                request.getAuthorization(),
                "get_all_models",
                true,
                "invalid request: bad authorization provided: ",
                observer)) {
            return;
        }
        listings.add(request);
        Optional<List<ModelResponse>> invented = invention.apply(request);
        if (invented.isPresent()) {
            answer(
                    observer,
                    ModelsResponse.newBuilder()
                            .addAllListOfModels(invented.get())
                            .build());
            return;
        }
        List<ModelResponse> all;
        synchronized (this) {
            all = new ArrayList<>(models.values());
        }
        int from = (int) Math.min(all.size(), request.getPage() * request.getPageSize());
        int to = (int) Math.min(all.size(), from + request.getPageSize());
        answer(
                observer,
                ModelsResponse.newBuilder()
                        .addAllListOfModels(all.subList(from, to))
                        .build());
    }

    @Override
    public void updateModel(UpdateModelRequest request, StreamObserver<ModelResponse> observer) {
        if (refused(request.getAuthorization(), "update_model", false, "unable to access model: ", observer)) {
            return;
        }
        addressTexts = List.copyOf(request.getAddressListList());
        ModelResponse.Builder model = find(request.getModelId()).orElseThrow().toBuilder();
        if (request.hasModelName()) {
            model.setName(request.getModelName());
        }
        if (request.hasDescription()) {
            model.setDescription(request.getDescription());
        }
        put(model.build());
        answer(observer, lie.apply(model.build()));
    }

    @Override
    public void deleteModel(CommonRequest request, StreamObserver<StatusResponse> observer) {
        status(request, "delete_model", io.snet4j.wire.training.TrainingProto.Status.DELETED, observer);
    }

    @Override
    public void trainModel(CommonRequest request, StreamObserver<StatusResponse> observer) {
        status(request, "train_model", io.snet4j.wire.training.TrainingProto.Status.TRAINING, observer);
    }

    private void status(
            CommonRequest request,
            String name,
            io.snet4j.wire.training.TrainingProto.Status status,
            StreamObserver<StatusResponse> observer) {
        if (refused(request.getAuthorization(), name, false, "unable to access model: ", observer)) {
            return;
        }
        if (find(request.getModelId()).isEmpty()) {
            missing(request.getModelId(), observer);
            return;
        }
        setStatus(request.getModelId(), status);
        answer(observer, StatusResponse.newBuilder().setStatus(status).build());
    }

    @Override
    public void validateModelPrice(AuthValidateRequest request, StreamObserver<PriceInBaseUnit> observer) {
        if (refused(request.getAuthorization(), "validate_model_price", true, "unable to access model: ", observer)) {
            return;
        }
        validatePrices.put(request.getModelId(), price);
        answer(
                observer,
                PriceInBaseUnit.newBuilder().setPrice(price.value().longValue()).build());
    }

    @Override
    public void trainModelPrice(CommonRequest request, StreamObserver<PriceInBaseUnit> observer) {
        if (refused(request.getAuthorization(), "train_model_price", true, "unable to access model: ", observer)) {
            return;
        }
        trainPrices.put(request.getModelId(), price);
        answer(
                observer,
                PriceInBaseUnit.newBuilder().setPrice(price.value().longValue()).build());
    }

    @Override
    public void validateModel(AuthValidateRequest request, StreamObserver<StatusResponse> observer) {
        if (!refused(request.getAuthorization(), "validate_model", false, "unable to access model: ", observer)) {
            answer(
                    observer,
                    StatusResponse.newBuilder()
                            .setStatus(io.snet4j.wire.training.TrainingProto.Status.VALIDATING)
                            .build());
        }
    }

    @Override
    public StreamObserver<UploadAndValidateRequest> uploadAndValidate(StreamObserver<StatusResponse> observer) {
        return new StreamObserver<>() {
            private boolean ended;

            @Override
            public void onNext(UploadAndValidateRequest request) {
                onReading.accept(request.getUploadInput());
                String before = "invalid request: no authorization provided: ";
                if (ended || refused(request.getAuthorization(), "upload_and_validate", false, before, observer)) {
                    ended = true;
                    return;
                }
                uploaded.add(request.getUploadInput());
                onUpload.accept(request.getUploadInput());
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {
                if (!ended) {
                    answer(
                            observer,
                            StatusResponse.newBuilder()
                                    .setStatus(io.snet4j.wire.training.TrainingProto.Status.VALIDATING)
                                    .build());
                }
            }
        };
    }

    /** All bytes that arrived, in order. */
    public ByteString dataset() {
        return uploaded.stream().map(UploadInput::getData).reduce(ByteString.EMPTY, ByteString::concat);
    }
}
