package io.snet4j.provider;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.snet4j.value.Address;
import io.snet4j.wire.training.TrainingProto.NewModel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models there are, by id. Creating one is free, so their number is limited and a deleted one is forgotten. Its id is
 * remembered for a while: daemons go on asking for the status of a model they were told nothing of, for ever.
 */
final class ModelIndex<A> implements Models<A> {
    private static final Logger LOG = LoggerFactory.getLogger(ModelIndex.class);
    private static final int REMEMBERED = 10_000;

    private final Path root;
    private final ModelLimits limits;
    private final Consumer<ModelContext> onDeleted;
    private final ConcurrentMap<String, ManagedModel<A>> models = new ConcurrentHashMap<>();
    private final Set<String> deleted = Collections.newSetFromMap(new Latest());

    /** @param onDeleted told of every model that is deleted or gave way, when its files are gone */
    ModelIndex(Path root, ModelLimits limits, Consumer<ModelContext> onDeleted) {
        this.root = root;
        this.limits = limits;
        this.onDeleted = onDeleted;
    }

    /**
     * Makes no folder: most models that are created never get a dataset.
     *
     * @throws io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED at a limit
     */
    ManagedModel<A> create(NewModel request, Optional<Address> owner) {
        Optional<ManagedModel<A>> gaveWay;
        ManagedModel<A> created;
        synchronized (this) {
            gaveWay = makeRoom(owner);
            created = newModel(request, owner);
            models.put(created.context().modelId(), created);
        }
        try {
            gaveWay.ifPresent(this::remove);
        } catch (RuntimeException e) {
            // Of no concern to whoever creates another model.
            LOG.warn("a handler failed to let go of a model", e);
        }
        return created;
    }

    /** @throws io.grpc.StatusRuntimeException NOT_FOUND, or FAILED_PRECONDITION if it was deleted lately */
    ManagedModel<A> get(String id) {
        ManagedModel<A> model = models.get(id);
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
        ManagedModel<A> model = models.get(id);
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
        ManagedModel<A> model = models.get(id);
        if (model != null) {
            forget(model);
            remove(model);
        } else if (!wasDeleted(id)) {
            throw unknown(id);
        }
    }

    @Override
    public Optional<ModelState<A>> find(String modelId) {
        return Optional.ofNullable(models.get(modelId)).map(ManagedModel::state);
    }

    @Override
    public List<ModelState<A>> all() {
        return models.values().stream().map(ManagedModel::state).toList();
    }

    void stopAll(String why) {
        models.values().forEach(model -> model.stop(why));
    }

    /** Gives the model that had to go. */
    private Optional<ManagedModel<A>> makeRoom(Optional<Address> owner) {
        List<ManagedModel<A>> theirs = owner.isEmpty()
                ? List.of()
                : models.values().stream()
                        .filter(model -> model.owner().equals(owner))
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

    private ManagedModel<A> giveWay(Collection<ManagedModel<A>> some, String refusal) {
        ManagedModel<A> oldest = some.stream()
                .filter(model -> model.isUnusedFor(limits.unused()))
                .min(Comparator.comparingLong(ManagedModel::created))
                .orElseThrow(
                        () -> Status.RESOURCE_EXHAUSTED.withDescription(refusal).asRuntimeException());
        forget(oldest);
        return oldest;
    }

    private ManagedModel<A> newModel(NewModel request, Optional<Address> owner) {
        String id = UUID.randomUUID().toString();
        Path folder = root.resolve(id);
        ModelContext context = new ModelContext(
                id,
                request.getName(),
                request.getDescription(),
                request.getGrpcServiceName(),
                request.getGrpcMethodName(),
                request.getIsPublic(),
                folder.resolve("model"));
        return new ManagedModel<>(context, folder, owner);
    }

    private synchronized boolean wasDeleted(String id) {
        return deleted.contains(id);
    }

    private synchronized void forget(ManagedModel<A> model) {
        String id = model.context().modelId();
        deleted.add(id);
        models.remove(id);
    }

    private void remove(ManagedModel<A> model) {
        model.delete();
        onDeleted.accept(model.context());
    }

    private static StatusRuntimeException unknown(String id) {
        return Status.NOT_FOUND
                .withDescription("this provider has no model \"" + TextLimits.shownId(id) + "\"")
                .asRuntimeException();
    }

    private static final class Latest extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }
}
