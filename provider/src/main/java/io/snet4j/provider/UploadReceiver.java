package io.snet4j.provider;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.snet4j.internal.text.TimeText;
import io.snet4j.provider.store.ModelStoreException;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Receives one upload, one message at a time. Whatever keeps the dataset from arriving as a whole fails the call, so
 * that the daemon takes no money (daemons up to 6.2.3 take it all the same if it shows at the very end only), and
 * leaves the model as it was.
 */
final class UploadReceiver<M> implements StreamObserver<UploadInput> {
    private final Function<String, ManagedModel<M>> models;
    private final TrainingSteps<M> steps;
    private final Limits limits;
    private final BackgroundWork background;
    private final ServerCallStreamObserver<StatusResponse> caller;
    private boolean ended;
    private @Nullable ManagedModel<M> model;
    private @Nullable UploadWriter writer;
    private @Nullable Future<?> idleAlarm;
    private @Nullable Future<?> lastAlarm;
    private long turn;

    /** @param models throws NOT_FOUND for ids it does not know */
    UploadReceiver(
            Function<String, ManagedModel<M>> models,
            TrainingSteps<M> steps,
            Limits limits,
            BackgroundWork background,
            ServerCallStreamObserver<StatusResponse> caller) {
        this.models = models;
        this.steps = steps;
        this.limits = limits;
        this.background = background;
        this.caller = caller;
    }

    /** Asks for the first message. */
    synchronized UploadReceiver<M> start() {
        caller.disableAutoRequest();
        try {
            lastAlarm = background.after(limits.uploadTime(), this::tooLong);
            restartIdleAlarm();
            caller.request(1);
        } catch (StatusRuntimeException e) {
            fail(e.getStatus());
        }
        return this;
    }

    @Override
    public synchronized void onNext(UploadInput input) {
        if (ended) {
            return;
        }
        try {
            ManagedModel<M> owner = model == null ? begin(input) : model;
            if (!input.getModelId().equals(owner.info().id())) {
                throw new DatasetRefusedException(
                        "the upload changes to model " + TextLimits.shownId(input.getModelId()) + " on its way");
            }
            if (writer == null) {
                writer = new UploadWriter(owner.folder().arriving(turn), input);
            }
            writer.write(input);
            if (!input.getData().isEmpty()) {
                steps.received(owner, input.getData().size());
                restartIdleAlarm();
            }
            caller.request(1);
        } catch (StatusRuntimeException e) {
            fail(e.getStatus());
        } catch (DatasetRefusedException e) {
            fail(Status.INVALID_ARGUMENT.withDescription(e.getMessage()));
        } catch (IOException e) {
            fail(notStored(e));
        }
    }

    @Override
    public synchronized void onCompleted() {
        if (ended) {
            return;
        }
        if (model == null || writer == null) {
            fail(Status.INVALID_ARGUMENT.withDescription("the upload ended without any message"));
            return;
        }
        try {
            writer.finish();
            ModelFolder folder = model.folder();
            ModelFolder.publish(folder.arriving(turn), folder.dataset(turn));
            Dataset dataset = writer.dataset(folder.dataset(turn));
            if (steps.validateUpload(model, turn, dataset)) {
                end();
                caller.onNext(StatusResponse.newBuilder()
                        .setStatus(WireStatus.of(model.state().status()))
                        .build());
                caller.onCompleted();
            } else {
                fail(Status.ABORTED.withDescription("the upload was stopped"));
            }
        } catch (DatasetLostException e) {
            fail(Status.INVALID_ARGUMENT.withDescription(e.getMessage()));
        } catch (IOException e) {
            fail(notStored(e));
        } catch (StatusRuntimeException e) {
            fail(e.getStatus());
        } catch (ModelStoreException e) {
            fail(Status.INTERNAL.withDescription(e.getMessage()).withCause(e));
        }
    }

    /** The daemon went away or cancelled. */
    @Override
    public synchronized void onError(Throwable failure) {
        if (!ended) {
            giveUp("the upload was cut off after " + (writer == null ? "nothing" : writer.progress()));
        }
    }

    /** What can be refused is refused before an upload that is under way gives way to this one. */
    private ManagedModel<M> begin(UploadInput first) throws IOException, DatasetRefusedException {
        ManagedModel<M> owner = models.apply(first.getModelId());
        UploadWriter.check(first, limits.maxDatasetBytes());
        owner.folder().requireRoomFor(first.getFileSize());
        background.refuseIfFull();
        turn = owner.beginUpload(this::cancel);
        model = owner;
        return owner;
    }

    private synchronized void cancel(String why) {
        fail(Status.ABORTED.withDescription("the upload was stopped: " + why));
    }

    private synchronized void idle() {
        fail(Status.DEADLINE_EXCEEDED.withDescription(
                "the upload stood still for " + TimeText.of(limits.uploadIdle())));
    }

    private synchronized void tooLong() {
        fail(Status.DEADLINE_EXCEEDED.withDescription("the upload was not complete within "
                + TimeText.of(limits.uploadTime()) + (writer == null ? "" : ": " + writer.progress())));
    }

    private static Status notStored(IOException failure) {
        return Status.INTERNAL
                .withDescription("the upload cannot be stored: " + failure.getMessage())
                .withCause(failure);
    }

    private void fail(Status status) {
        if (!ended) {
            giveUp(String.valueOf(status.getDescription()));
            caller.onError(status.asException());
        }
    }

    private void giveUp(String why) {
        end();
        if (model != null) {
            discardFile(model);
            model.lost(turn, why);
        }
    }

    private void end() {
        ended = true;
        stop(idleAlarm);
        stop(lastAlarm);
    }

    private void discardFile(ManagedModel<M> owner) {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException e) {
                // The file is removed next.
            }
        }
        FileTree.delete(owner.folder().arriving(turn));
        FileTree.delete(owner.folder().dataset(turn));
    }

    private void restartIdleAlarm() {
        stop(idleAlarm);
        idleAlarm = background.after(limits.uploadIdle(), this::idle);
    }

    private static void stop(@Nullable Future<?> alarm) {
        if (alarm != null) {
            alarm.cancel(false);
        }
    }
}
