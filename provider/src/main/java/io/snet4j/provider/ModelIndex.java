package io.snet4j.provider;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.provider.store.ModelStore;
import io.snet4j.provider.store.StoredModel;
import io.snet4j.value.Address;
import io.snet4j.wire.training.TrainingProto.NewModel;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models there are, by id. Creating one is free, so their number is limited and a deleted one is forgotten. Its id
 * is remembered for a while: daemons go on asking for the status of a model they were told nothing of, for ever.
 */
final class ModelIndex<M> implements Models<M> {
    private static final Logger LOG = LoggerFactory.getLogger(ModelIndex.class);

    private final Path root;
    private final ModelLimits limits;
    private final TrainingHandler<M> handler;
    private final ModelStore store;
    private final LoadedModels<M> loaded;
    private final AtomicLong order = new AtomicLong();
    private final ConcurrentMap<String, ManagedModel<M>> models = new ConcurrentHashMap<>();

    /** @param handler told of every model that is deleted or gave way, when its files are gone */
    ModelIndex(Path root, ModelLimits limits, TrainingHandler<M> handler, ModelStore store, LoadedModels<M> loaded) {
        this.root = root;
        this.limits = limits;
        this.handler = handler;
        this.store = store;
        this.loaded = loaded;
    }

    /** Takes up what earlier processes left in store and folder. */
    void takeUp(TrainingSteps<M> steps) {
        FolderOwner.check(root, store.id());
        for (StoredModel kept : store.models()) {
            ManagedModel<M> model = managed(LostFiles.noticed(kept, folder(kept), store));
            folder(kept).clean(model.kept());
            add(model);
        }
        if (store.id().isPresent()) {
            ModelFolder.contents(root).stream()
                    .filter(found -> isModelFolder(found) && !models.containsKey(String.valueOf(found.getFileName())))
                    .forEach(FileTree::delete);
        }
        models.values().forEach(steps::resume);
    }

    private static boolean isModelFolder(Path found) {
        return isModelId(String.valueOf(found.getFileName()));
    }

    private static boolean isModelId(String text) {
        return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    private ManagedModel<M> managed(StoredModel kept) {
        return new ManagedModel<>(kept, order.getAndIncrement(), store, loaded, folder(kept));
    }

    private ModelFolder folder(StoredModel model) {
        return new ModelFolder(root.resolve(model.info().id()));
    }

    private void add(ManagedModel<M> model) {
        models.put(model.info().id(), model);
    }

    /**
     * Makes no folder: most models that are created never get a dataset.
     *
     * @throws io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED at a limit
     */
    ManagedModel<M> create(NewModel request, Optional<Address> owner) {
        Optional<ManagedModel<M>> gaveWay;
        ManagedModel<M> created;
        synchronized (this) {
            gaveWay = makeRoom(owner);
            created = newModel(request, owner);
            add(created);
        }
        try {
            gaveWay.ifPresent(gone -> handler.delete(gone.info()));
        } catch (RuntimeException e) {
            // Of no concern to whoever creates another model.
            LOG.warn("a handler failed to let go of a model", e);
        }
        return created;
    }

    /** @throws io.grpc.StatusRuntimeException NOT_FOUND, or FAILED_PRECONDITION if it was deleted lately */
    ManagedModel<M> get(String id) {
        ManagedModel<M> model = models.get(id);
        if (model != null) {
            return model;
        }
        if (wasDeleted(id)) {
            throw Status.FAILED_PRECONDITION
                    .withDescription("model " + id + " was deleted")
                    .asRuntimeException();
        }
        throw unknown(id);
    }

    /** @throws io.grpc.StatusRuntimeException NOT_FOUND */
    ModelStatus status(String id) {
        ManagedModel<M> model = models.get(id);
        if (model != null) {
            return model.state().status();
        }
        if (wasDeleted(id)) {
            return ModelStatus.DELETED;
        }
        throw unknown(id);
    }

    /**
     * Deleting twice is as good as once.
     *
     * @throws io.grpc.StatusRuntimeException NOT_FOUND
     */
    void delete(String id) {
        ManagedModel<M> model = models.get(id);
        if (model != null) {
            remove(model);
        } else if (!wasDeleted(id)) {
            throw unknown(id);
        }
    }

    @Override
    public Optional<ModelState> find(String modelId) {
        return Optional.ofNullable(models.get(modelId)).map(ManagedModel::state);
    }

    @Override
    public List<ModelState> all() {
        return models.values().stream().map(ManagedModel::state).toList();
    }

    @Override
    public ModelHandle<M> use(String modelId) {
        return use(modelId, Caller.current());
    }

    @Override
    public ModelHandle<M> use(String modelId, Optional<Address> caller) {
        ManagedModel<M> model = models.get(modelId);
        if (model == null) {
            throw unknown(modelId);
        }
        if (!model.info().mayBeUsedBy(caller)) {
            throw Status.PERMISSION_DENIED
                    .withDescription("model " + modelId + " is not shared with "
                            + caller.map(Address::toString).orElse("a caller whom the daemon does not name"))
                    .asRuntimeException();
        }
        return model.use(handler);
    }

    void stopUploads() {
        models.values().forEach(model -> model.stopUpload("the provider was closed"));
    }

    void park() {
        models.values().forEach(ManagedModel::park);
    }

    /** Gives the model that had to go. */
    private Optional<ManagedModel<M>> makeRoom(Optional<Address> owner) {
        List<ManagedModel<M>> theirs = owner.isEmpty()
                ? List.of()
                : models.values().stream()
                        .filter(model -> model.info().owner().equals(owner))
                        .toList();
        if (theirs.size() >= limits.perOwner()) {
            return Optional.of(giveWay(
                    theirs,
                    owner.orElseThrow() + " has " + theirs.size()
                            + " models here, and this provider keeps no more of one owner; delete one"));
        }
        if (models.size() >= limits.all()) {
            return Optional.of(giveWay(
                    models.values(),
                    "this provider keeps at most " + limits.all() + " models; delete one, or try again later"));
        }
        return Optional.empty();
    }

    private ManagedModel<M> giveWay(Collection<ManagedModel<M>> some, String refusal) {
        ManagedModel<M> oldest = some.stream()
                .filter(model -> model.isUnusedFor(limits.unused()))
                .min(Comparator.comparingLong(ManagedModel::order))
                .orElseThrow(
                        () -> Status.RESOURCE_EXHAUSTED.withDescription(refusal).asRuntimeException());
        oldest.delete();
        models.remove(oldest.info().id());
        return oldest;
    }

    private ManagedModel<M> newModel(NewModel request, Optional<Address> owner) {
        ModelInfo info = new ModelInfo(
                UUID.randomUUID().toString(),
                request.getName(),
                request.getDescription(),
                request.getGrpcServiceName(),
                request.getGrpcMethodName(),
                request.getIsPublic(),
                owner,
                Caller.addresses(request.getAddressListList()));
        StoredModel created = StoredModel.created(info, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        store.save(created);
        return managed(created);
    }

    /** A store is asked for ids only: what a stranger sends may be as long as a message, and hold any character. */
    private boolean wasDeleted(String id) {
        return isModelId(id) && store.wasDeleted(id);
    }

    private void remove(ManagedModel<M> model) {
        model.delete();
        models.remove(model.info().id());
        handler.delete(model.info());
    }

    private static StatusRuntimeException unknown(String id) {
        return Status.NOT_FOUND
                .withDescription("this provider has no model \"" + TextLimits.shownId(id) + "\"")
                .asRuntimeException();
    }
}
