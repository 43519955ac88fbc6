package io.snet4j.internal.training;

import com.google.protobuf.Empty;
import io.snet4j.dataset.DatasetHost;
import io.snet4j.dataset.DatasetProblem;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.UnknownMethodException;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.internal.call.CallSpec;
import io.snet4j.internal.call.ServiceParts;
import io.snet4j.internal.call.TrainingCalls;
import io.snet4j.internal.core.Positive;
import io.snet4j.internal.dataset.DatasetRules;
import io.snet4j.internal.dataset.OpenDataset;
import io.snet4j.internal.listen.ListenerGuard;
import io.snet4j.internal.percall.ModelBooks;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.LinkQuote;
import io.snet4j.training.MethodMetadata;
import io.snet4j.training.Model;
import io.snet4j.training.ModelFilter;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelList;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.ModelUpdate;
import io.snet4j.training.NewModel;
import io.snet4j.training.Page;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingAsync;
import io.snet4j.training.TrainingAvailability;
import io.snet4j.training.TrainingMetadata;
import io.snet4j.training.TrainingPlan;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.ValidationQuote;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import io.snet4j.value.MethodRef;
import io.snet4j.wire.training.TrainingDaemonProto.AllModelsRequest;
import io.snet4j.wire.training.TrainingDaemonProto.AuthValidateRequest;
import io.snet4j.wire.training.TrainingDaemonProto.CommonRequest;
import io.snet4j.wire.training.TrainingDaemonProto.MethodMetadataRequest;
import io.snet4j.wire.training.TrainingDaemonProto.NewModelRequest;
import io.snet4j.wire.training.TrainingDaemonProto.UpdateModelRequest;
import io.snet4j.wire.training.TrainingProto;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import io.snet4j.wire.training.TrainingProto.PriceInBaseUnit;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Training by way of the call table. */
public final class DefaultTraining implements Training {
    private final TrainingCalls calls;
    private final Optional<DatasetHost> datasetHost;
    private final Availability availability;
    private final HostedLinks links;
    private final Duration deadline;

    /**
     * The training of one service; does no I/O.
     *
     * @param datasetHost for uploads that bring none
     */
    public DefaultTraining(ServiceParts service, Optional<DatasetHost> datasetHost) {
        this(new TrainingCalls(service), datasetHost, new Availability(), new HostedLinks(), service.callDeadline());
    }

    private DefaultTraining(
            TrainingCalls calls,
            Optional<DatasetHost> datasetHost,
            Availability availability,
            HostedLinks links,
            Duration deadline) {
        this.calls = calls;
        this.datasetHost = datasetHost;
        this.availability = availability;
        this.links = links;
        this.deadline = deadline;
    }

    @Override
    public boolean isEnabled() {
        TrainingAvailability answer = availability();
        if (answer instanceof TrainingAvailability.Unknown unknown) {
            throw unknown.cause();
        }
        return answer instanceof TrainingAvailability.Enabled;
    }

    @Override
    public TrainingAvailability availability() {
        return availability.get(this::getTrainingMetadata);
    }

    @Override
    public TrainingMetadata getTrainingMetadata() {
        return WireModels.metadata(
                calls.free(CallSpec.GET_TRAINING_METADATA, unsigned -> Empty.getDefaultInstance(), deadline));
    }

    @Override
    public MethodMetadata getMethodMetadata(MethodRef method) {
        // A daemon answers with an empty message, not an error, for a method that it does not know.
        MethodRef known = resolve(method.service() + "/" + method.method());
        MethodMetadataRequest request = MethodMetadataRequest.newBuilder()
                .setGrpcServiceName(known.service())
                .setGrpcMethodName(known.method())
                .build();
        return WireModels.metadata(calls.free(CallSpec.GET_METHOD_METADATA, unsigned -> request, deadline));
    }

    @Override
    public MethodMetadata getMethodMetadata(ModelId model) {
        getModel(model);
        MethodMetadataRequest request =
                MethodMetadataRequest.newBuilder().setModelId(model.value()).build();
        return WireModels.metadata(calls.free(CallSpec.GET_METHOD_METADATA, unsigned -> request, deadline));
    }

    @Override
    public Model createModel(NewModel model) {
        MethodRef method = resolve(model.method());
        TrainingProto.NewModel wire = TrainingProto.NewModel.newBuilder()
                .setName(model.name())
                .setDescription(model.description())
                .setGrpcServiceName(method.service())
                .setGrpcMethodName(method.method())
                .setIsPublic(model.isPublic())
                .addAllAddressList(texts(model.addressesWithAccess()))
                .build();
        ModelResponse answer = calls.free(
                CallSpec.CREATE_MODEL,
                authorization -> NewModelRequest.newBuilder()
                        .setAuthorization(authorization)
                        .setModel(wire)
                        .build(),
                deadline);
        return ModelAnswers.created(method, answer);
    }

    @Override
    public Model getModel(ModelId model) {
        return getModel(model, deadline);
    }

    private Model getModel(ModelId model, Duration within) {
        Model answer = ModelAnswers.about(model, common(CallSpec.GET_MODEL, model, within));
        links.seen(model, answer.status());
        return answer;
    }

    @Override
    public Model updateModel(ModelId model, ModelUpdate changes) {
        UpdateModelRequest.Builder request = UpdateModelRequest.newBuilder().setModelId(model.value());
        changes.name().ifPresent(request::setModelName);
        changes.description().ifPresent(request::setDescription);
        changes.addressesWithAccess().ifPresent(addresses -> request.addAllAddressList(texts(addresses)));
        UpdateModelRequest unsigned = request.build();
        ModelResponse answer = calls.free(
                CallSpec.UPDATE_MODEL,
                authorization ->
                        unsigned.toBuilder().setAuthorization(authorization).build(),
                deadline);
        return ModelAnswers.about(model, answer);
    }

    @Override
    public ModelStatus deleteModel(ModelId model) {
        StatusResponse answer = common(CallSpec.DELETE_MODEL, model, deadline);
        return WireModels.status(answer.getStatus());
    }

    @Override
    public ModelList getAllModels(ModelFilter filter) {
        return new LazyModelList(page -> page(filter, page), filter.maxPages());
    }

    private Page<Model> page(ModelFilter filter, int number) {
        AllModelsRequest.Builder request = AllModelsRequest.newBuilder()
                .setGrpcMethodName(filter.methodContains())
                .setGrpcServiceName(filter.serviceContains())
                .setName(filter.nameContains())
                .setCreatedByAddress(filter.createdBy().map(Address::toString).orElse(""))
                .setPageSize(filter.pageSize())
                .setPage(number);
        filter.statuses().forEach(status -> request.addStatuses(WireModels.status(status)));
        filter.isPublic().ifPresent(request::setIsPublic);
        AllModelsRequest unsigned = request.build();
        List<ModelResponse> models = calls.free(
                        CallSpec.GET_ALL_MODELS,
                        authorization -> unsigned.toBuilder()
                                .setAuthorization(authorization)
                                .build(),
                        deadline)
                .getListOfModelsList();
        if (models.size() > filter.pageSize()) {
            throw new UntrustedDaemonException("the daemon was asked for " + filter.pageSize() + " models, and sent "
                    + models.size() + " as page " + number);
        }
        // One without an id cannot be asked for anything.
        List<Model> named = models.stream()
                .filter(model -> !model.getModelId().isBlank())
                .map(WireModels::model)
                .toList();
        return new Page<>(named, number, models.size() == filter.pageSize());
    }

    @Override
    public ValidationQuote validateModelPrice(ModelId model) {
        return new ValidationQuote(model, validationPrice(model, ""));
    }

    @Override
    public LinkQuote validateModelPrice(ModelId model, URI dataset) {
        requireLink(dataset);
        return new LinkQuote(model, dataset, validationPrice(model, dataset.toString()));
    }

    static void requireLink(URI dataset) {
        if (!dataset.isAbsolute()) {
            throw new InvalidRequestException(
                    "\"" + dataset + "\" is no link that a provider can fetch; it needs a scheme such as https");
        }
    }

    private Cogs validationPrice(ModelId model, String link) {
        PriceInBaseUnit answer = calls.free(
                CallSpec.VALIDATE_MODEL_PRICE,
                authorization -> AuthValidateRequest.newBuilder()
                        .setAuthorization(authorization)
                        .setModelId(model.value())
                        .setTrainingDataLink(link)
                        .build(),
                deadline);
        return Cogs.ofUnsigned(answer.getPrice());
    }

    @Override
    public TrainingQuote trainModelPrice(ModelId model) {
        PriceInBaseUnit answer = common(CallSpec.TRAIN_MODEL_PRICE, model, deadline);
        return new TrainingQuote(model, Cogs.ofUnsigned(answer.getPrice()));
    }

    @Override
    public List<DatasetProblem> checkDataset(MethodRef method, Path archive) {
        return DatasetDelivery.check(
                archive, DatasetRules.of(getMethodMetadata(method).dataset()));
    }

    @Override
    public List<DatasetProblem> checkDataset(ModelId model, Path archive) {
        return DatasetDelivery.check(
                archive, DatasetRules.of(getMethodMetadata(model).dataset()));
    }

    @Override
    public ModelStatus uploadAndValidate(DatasetUpload upload) {
        return delivery(upload, () -> {}).deliver();
    }

    /** @param beforePaying as in {@link DatasetDelivery} */
    DatasetDelivery delivery(DatasetUpload upload, Runnable beforePaying) {
        return new DatasetDelivery(this, calls, links, datasetHost, upload, beforePaying);
    }

    /** Opens and checks a dataset for a model that is not made yet. */
    OpenDataset prepare(DatasetUpload upload, String method) {
        return DatasetPreparation.of(upload, datasetHost.isPresent())
                .open(
                        () -> DatasetRules.of(getMethodMetadata(resolve(method)).dataset()),
                        calls.service().release());
    }

    /** What is known of payments for models. */
    ModelBooks books() {
        return calls.service().payer().models();
    }

    Duration deadline() {
        return deadline;
    }

    @Override
    public ModelStatus validateModel(LinkQuote quote) {
        StatusResponse answer = calls.paid(
                CallSpec.VALIDATE_MODEL,
                quote.modelId().value(),
                quote.price(),
                authorization -> AuthValidateRequest.newBuilder()
                        .setAuthorization(authorization)
                        .setModelId(quote.modelId().value())
                        .setTrainingDataLink(quote.dataset().toString())
                        .build(),
                deadline);
        return WireModels.status(answer.getStatus());
    }

    @Override
    public ModelStatus trainModel(TrainingQuote quote) {
        StatusResponse answer = calls.paid(
                CallSpec.TRAIN_MODEL,
                quote.modelId().value(),
                quote.price(),
                authorization -> CommonRequest.newBuilder()
                        .setAuthorization(authorization)
                        .setModelId(quote.modelId().value())
                        .build(),
                deadline);
        return WireModels.status(answer.getStatus());
    }

    @Override
    public Model awaitStatus(ModelId model, ModelStatus target, WaitOptions options) {
        return awaitAny(model, Set.of(target), Optional.empty(), options, seen -> {});
    }

    @Override
    public Model train(TrainingPlan plan) {
        return new TrainingJourney(this, plan).run();
    }

    /**
     * @param begunFrom what the model was when the daemon took the work that is waited for, if that is known
     * @param onLook called before the listener of the options
     */
    Model awaitAny(
            ModelId model,
            Set<ModelStatus> targets,
            Optional<ModelStatus> begunFrom,
            WaitOptions options,
            Consumer<Model> onLook) {
        ListenerGuard guard =
                new ListenerGuard(LoggerFactory.getLogger(WaitOptions.class), "the listener of a wait for a status");
        return new StatusWait(
                        left -> getModel(model, left.compareTo(deadline) < 0 ? left : deadline),
                        targets,
                        begunFrom,
                        options,
                        onLook.andThen(
                                seen -> guard.tell(() -> options.listener().accept(seen))),
                        calls.service().payer().scope().pauses(),
                        System::nanoTime)
                .await(model);
    }

    @Override
    public Training withDeadline(Duration perCall) {
        Positive.of("a deadline", perCall);
        return new DefaultTraining(calls, datasetHost, availability, links, perCall);
    }

    @Override
    public TrainingAsync async() {
        return new DefaultTrainingAsync(this, calls.service().executor());
    }

    private <R> R common(CallSpec<CommonRequest, R> spec, ModelId model, Duration within) {
        return calls.free(
                spec,
                authorization -> CommonRequest.newBuilder()
                        .setAuthorization(authorization)
                        .setModelId(model.value())
                        .build(),
                within);
    }

    /** By what is remembered, and by what the daemon says now where that does not have it. */
    private MethodRef resolve(String name) {
        if (availability.remembered().orElse(null) instanceof TrainingAvailability.Enabled enabled) {
            try {
                return TrainingMethods.find(name, enabled.metadata().methods());
            } catch (UnknownMethodException e) {
                // The service may have changed since.
            }
        }
        TrainingAvailability now = availability.ask(this::getTrainingMetadata);
        if (now instanceof TrainingAvailability.Enabled enabled) {
            return TrainingMethods.find(name, enabled.metadata().methods());
        }
        if (now instanceof TrainingAvailability.NotEnabled off) {
            throw Availability.unavailable(off);
        }
        throw ((TrainingAvailability.Unknown) now).cause();
    }

    /** In lower case, as the daemon writes the creator: it compares lists by text, and counts other letters twice. */
    private static List<String> texts(Set<Address> addresses) {
        return addresses.stream()
                .map(address -> address.toString().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }
}
