package io.snet4j.provider;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Receives one upload, one message at a time. What is wrong before the end fails the call, so that the daemon takes no
 * money; what is wrong at the end is answered as ERRORED, because a daemon makes VALIDATING of an error there.
 */
final class UploadReceiver<A> implements StreamObserver<UploadInput> {
    private final Function<String, ManagedModel<A>> models;
    private final TrainingSteps<A> steps;
    private final Limits limits;
    private final BackgroundWork background;
    private final ServerCallStreamObserver<StatusResponse> caller;
    private boolean ended;
    private @Nullable ManagedModel<A> model;
    private @Nullable UploadWriter writer;
    private @Nullable Future<?> idleAlarm;
    private long turn;

    /** @param models throws NOT_FOUND for ids it does not know */
    UploadReceiver(
            Function<String, ManagedModel<A>> models,
            TrainingSteps<A> steps,
            Limits limits,
            BackgroundWork background,
            ServerCallStreamObserver<StatusResponse> caller) {
        this.models = models;
        this.steps = steps;
        this.limits = limits;
        this.background = background;
        this.caller = caller;
        caller.disableAutoRequest();
        caller.request(1);
    }

    @Override
    public synchronized void onNext(UploadInput input) {
        if (ended) {
            return;
        }
        try {
            if (model == null) {
                model = models.apply(input.getModelId());
                turn = model.beginUpload(this::cancel);
                writer = new UploadWriter(model.datasetFolder(turn), input, limits.maxDatasetBytes());
            } else if (!input.getModelId().equals(model.context().modelId())) {
                throw new DatasetRefusedException("the upload changes to model " + input.getModelId() + " on its way");
            }
            if (writer != null) {
                writer.write(input);
            }
            restartAlarm();
            caller.request(1);
        } catch (StatusRuntimeException e) {
            giveUp(String.valueOf(e.getStatus().getDescription()));
            caller.onError(e);
        } catch (DatasetRefusedException e) {
            fail(Status.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            fail(Status.INTERNAL.withCause(e), "the upload cannot be stored: " + e.getMessage());
        }
    }

    @Override
    public synchronized void onCompleted() {
        if (ended) {
            return;
        }
        if (model == null || writer == null) {
            end();
            caller.onError(Status.INVALID_ARGUMENT
                    .withDescription("the upload ended without any message")
                    .asRuntimeException());
            return;
        }
        try {
            Dataset dataset = writer.finish();
            stopAlarm();
            ended = true;
            if (!steps.validateUpload(model, turn, dataset)) {
                discardFile(model);
            }
        } catch (DatasetRefusedException e) {
            giveUp(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            giveUp("the upload cannot be stored: " + e.getMessage());
        } catch (StatusRuntimeException e) {
            giveUp(String.valueOf(e.getStatus().getDescription()));
        }
        caller.onNext(StatusResponse.newBuilder()
                .setStatus(model.state().status().wire())
                .build());
        caller.onCompleted();
    }

    /** The daemon went away or cancelled. */
    @Override
    public synchronized void onError(Throwable failure) {
        if (!ended) {
            giveUp("the upload was cut off after " + (writer == null ? "nothing" : writer.progress()));
        }
    }

    private synchronized void cancel(String why) {
        fail(Status.ABORTED, "the upload was stopped: " + why);
    }

    private synchronized void idle() {
        fail(
                Status.DEADLINE_EXCEEDED,
                "the upload stood still for " + limits.uploadIdle().toSeconds() + " s");
    }

    private void fail(Status status, String why) {
        if (!ended) {
            giveUp(why);
            StatusException refusal = status.withDescription(why).asException();
            caller.onError(refusal);
        }
    }

    private void giveUp(String why) {
        end();
        // Turn 0: the model refused to begin, so its state stays as it is.
        if (model != null && turn != 0) {
            discardFile(model);
            model.failed(turn, why);
        }
    }

    private void end() {
        ended = true;
        stopAlarm();
    }

    private void discardFile(ManagedModel<A> owner) {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException e) {
                // The file is removed next.
            }
        }
        Path folder = owner.datasetFolder(turn);
        FileTree.delete(folder);
    }

    private void restartAlarm() {
        stopAlarm();
        idleAlarm = background.after(limits.uploadIdle(), this::idle);
    }

    private void stopAlarm() {
        if (idleAlarm != null) {
            idleAlarm.cancel(false);
        }
    }
}
