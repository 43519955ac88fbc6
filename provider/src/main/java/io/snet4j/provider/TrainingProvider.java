package io.snet4j.provider;

import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.snet4j.provider.store.ModelStore;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Makes a service trainable: the methods that a daemon calls ({@code training.Model}) over a {@link TrainingHandler}.
 * Datasets and the handler's files lie in a folder, and which models there are is kept in a {@link ModelStore}.
 * Thread-safe.
 *
 * <p>An upload is written to disk message by message. A dataset that does not arrive as a whole (an upload that breaks
 * off or stands still, a message out of order, fewer or more bytes than announced, a link that cannot be read to its
 * end) leaves the model as it was, with the dataset it had, and the log says why. Such an upload fails the call, so
 * that the daemon takes no money. ERRORED says that a dataset was there and is no good, or that training failed.
 * Training needs a validated dataset: it starts from VALIDATED, again from READY_TO_USE, and from ERRORED if training
 * itself had failed. A new dataset may come whenever nothing is going on.
 *
 * <p>Creating a model costs nothing, so everything about it is limited: texts that are too long are refused with
 * INVALID_ARGUMENT, models beyond the limits with RESOURCE_EXHAUSTED. A model has no folder before it gets a dataset,
 * and is forgotten when it is deleted. Daemons up to 6.2.3 do not tell a provider who creates a model, so that only
 * {@link TrainingProviderBuilder#maxModels} limits what comes through them.
 *
 * <p>With a store that outlives the process, a daemon is answered once the answer is on the disk. A process may be
 * killed at any moment: the next one has every model, begins validations and trainings again or says that they failed
 * ({@link TrainingHandler#restart}), and removes files of which the store knows nothing. Without one, a process that
 * ends takes its models with it, and what it leaves in the folder is of no use.
 *
 * @param <M> what training gives
 * @since 0.1.0
 */
public final class TrainingProvider<M> implements AutoCloseable {
    private final ModelIndex<M> models;
    private final LoadedModels<M> loaded;
    private final ModelStore store;
    private final BackgroundWork background;
    private final TrainingService<M> service;

    TrainingProvider(TrainingProviderBuilder<M> builder) {
        Limits limits = builder.limits();
        LinkFetcher links = new LinkFetcher(builder.storage, limits, builder.linkAddresses);
        store = builder.store;
        loaded = new LoadedModels<>(builder.maxLoadedModels);
        models = new ModelIndex<>(builder.folder, builder.modelLimits(), builder.handler, store, loaded);
        background = new BackgroundWork(builder.workers, builder.queue);
        TrainingSteps<M> steps = new TrainingSteps<>(builder.handler, links, limits, background, builder.listener);
        service =
                new TrainingService<>(models, builder.handler, steps, links, limits, builder.textLimits(), background);
        try {
            models.takeUp(steps);
        } catch (RuntimeException e) {
            background.close();
            throw e;
        }
    }

    /**
     * @param folder where each model gets a folder of its own when its first dataset comes; is created
     */
    public static <M> TrainingProviderBuilder<M> builder(TrainingHandler<M> handler, Path folder) {
        return new TrainingProviderBuilder<>(handler, folder);
    }

    /** {@code training.Model}, to be served beside the service's own methods. */
    public BindableService service() {
        return () -> ServerInterceptors.intercept(service, callers());
    }

    public Models<M> models() {
        return models;
    }

    /**
     * Keeps the address by which the daemon names the caller, for {@link Models#use(String)}. A {@link ProviderServer}
     * has it already; servers of your own put it before the service's methods.
     */
    public static ServerInterceptor callers() {
        return new Caller();
    }

    /** Whether new work is taken: not once it is stopped or closed. For health checks. */
    public boolean isServing() {
        return !background.isStopped();
    }

    /** How much waits and runs now. Does not block. */
    public Workload workload() {
        return background.workload();
    }

    /**
     * Takes nothing new and waits for the validations and trainings that are running. What has not ended in this time
     * is interrupted and left, with all that waits, to the next provider that gets the same store. Uploads are cut off.
     * Status and prices are answered until the server is closed. Blocks; then closes.
     *
     * @param time zero or more; what is running gets three seconds to heed the interrupt beside it
     */
    public void stop(Duration time) {
        models.stopUploads();
        background.drain(time);
        close();
    }

    /**
     * As {@link #stop} without any time for what is running. Loaded models are let go of and the store is closed; files
     * stay. Closing twice is as good as once.
     */
    @Override
    public void close() {
        background.drain(Duration.ZERO);
        models.stopUploads();
        models.park();
        background.close();
        loaded.close();
        store.close();
    }
}
