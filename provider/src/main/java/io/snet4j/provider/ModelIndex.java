package io.snet4j.provider;

import io.grpc.Status;
import io.snet4j.wire.training.TrainingProto.NewModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** All models by id, each with a folder of its own. */
final class ModelIndex<A> implements Models<A> {
    private final Path root;
    private final ConcurrentMap<String, ManagedModel<A>> models = new ConcurrentHashMap<>();

    ModelIndex(Path root) {
        this.root = root;
    }

    ManagedModel<A> create(NewModel request) throws IOException {
        String id = UUID.randomUUID().toString();
        Path folder = root.resolve(id);
        Path own = Files.createDirectories(folder.resolve("model"));
        ModelContext context = new ModelContext(
                id,
                request.getName(),
                request.getDescription(),
                request.getGrpcServiceName(),
                request.getGrpcMethodName(),
                request.getIsPublic(),
                own);
        ManagedModel<A> model = new ManagedModel<>(context, folder);
        models.put(id, model);
        return model;
    }

    /** @throws io.grpc.StatusRuntimeException NOT_FOUND */
    ManagedModel<A> get(String id) {
        ManagedModel<A> model = models.get(id);
        if (model == null) {
            throw Status.NOT_FOUND
                    .withDescription("this provider has no model \"" + id + "\"")
                    .asRuntimeException();
        }
        return model;
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
}
