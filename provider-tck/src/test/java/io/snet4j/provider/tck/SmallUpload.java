package io.snet4j.provider.tck;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One upload to the small provider. The first of two to one model gives way to the second. */
final class SmallUpload implements StreamObserver<UploadInput> {
    private final SmallService service;
    private final StreamObserver<StatusResponse> caller;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Optional<StatusRuntimeException> refusal = Optional.empty();
    private @Nullable SmallModel model;
    private int turn;
    private long batches;
    private UploadInput last = UploadInput.getDefaultInstance();

    SmallUpload(SmallService service, StreamObserver<StatusResponse> caller) {
        this.service = service;
        this.caller = caller;
    }

    @Override
    public void onNext(UploadInput message) {
        synchronized (service) {
            if (refusal.isEmpty()) {
                try {
                    take(message);
                } catch (StatusRuntimeException e) {
                    refusal = Optional.of(e);
                }
            }
        }
    }

    private void take(UploadInput message) {
        if (batches == 0 && !isUnknownTaken(message)) {
            begin(message);
        }
        batches++;
        if (batches > 1 && !message.getModelId().equals(last.getModelId()) && !service.has(Fault.OTHER_MODEL_TAKEN)) {
            throw invalid("another model");
        }
        if (message.getBatchNumber() != batches && !service.has(Fault.BATCH_ORDER_IGNORED)) {
            throw invalid("out of order");
        }
        last = last.getModelId().isEmpty()
                ? message
                : message.toBuilder().setModelId(last.getModelId()).build();
        bytes.writeBytes(message.getData().toByteArray());
        if (bytes.size() > message.getFileSize() && !service.has(Fault.LONG_UPLOAD_TAKEN)) {
            throw invalid("too many bytes");
        }
    }

    private boolean isUnknownTaken(UploadInput message) {
        return service.has(Fault.UNKNOWN_UPLOAD_TAKEN) && message.getModelId().startsWith("snet4j-tck");
    }

    private void begin(UploadInput message) {
        SmallModel found = service.idle(message.getModelId());
        boolean isSecond = service.has(Fault.SECOND_DATASET_REFUSED) && found.status == Status.VALIDATED
                || service.has(Fault.ERRORED_FOR_EVER) && found.status == Status.ERRORED;
        if (isSecond || found.locked) {
            throw SmallService.refusal(Code.FAILED_PRECONDITION, "it takes no other dataset");
        }
        model = found;
        turn = ++found.uploads;
    }

    @Override
    public void onCompleted() {
        service.answer(caller, () -> {
            SmallModel mine = model;
            try {
                return end(mine);
            } catch (StatusRuntimeException e) {
                failed(mine);
                throw e;
            }
        });
    }

    private StatusResponse end(@Nullable SmallModel mine) {
        refusal.ifPresent(e -> {
            throw e;
        });
        if (batches == 0 && !service.has(Fault.EMPTY_UPLOAD_TAKEN)) {
            throw invalid("no message");
        }
        if (mine == null) {
            return SmallService.status(Status.VALIDATING);
        }
        if (turn != mine.uploads && !service.has(Fault.BOTH_UPLOADS_COUNT)) {
            throw SmallService.refusal(Code.ABORTED, "another upload began");
        }
        if (bytes.size() < last.getFileSize() && !service.has(Fault.SHORT_UPLOAD_TAKEN)) {
            throw invalid("too few bytes");
        }
        if (batches < last.getBatchCount()
                && !service.has(Fault.MISSING_BATCH_TAKEN)
                && bytes.size() >= last.getFileSize()) {
            throw invalid("a batch is missing");
        }
        mine.validate(dataset(), service.has(Fault.BAD_DATASET_TAKEN));
        return SmallService.status(service.has(Fault.UPLOAD_ANSWERS_CREATED) ? Status.CREATED : mine.status);
    }

    private byte[] dataset() {
        boolean spoiled =
                service.has(Fault.LAST_BYTE_LOST) && batches > 1 || service.has(Fault.ONE_MESSAGE_LOST) && batches == 1;
        return spoiled ? new byte[] {'x'} : bytes.toByteArray();
    }

    private void failed(@Nullable SmallModel mine) {
        if (mine == null) {
            return;
        }
        if (service.has(Fault.FAILED_UPLOAD_IS_AN_ERROR)) {
            mine.status = Status.ERRORED;
        }
        if (service.has(Fault.FAILED_UPLOAD_DROPS_DATASET)) {
            mine.datasetIsGood = false;
        }
    }

    /** The call was cut off. */
    @Override
    public void onError(Throwable failure) {
        synchronized (service) {
            if (model != null && service.has(Fault.CUT_OFF_IS_AN_ERROR)) {
                model.status = Status.ERRORED;
            }
            if (model != null && service.has(Fault.CUT_OFF_LOCKS_THE_MODEL)) {
                model.locked = true;
            }
        }
    }

    private static StatusRuntimeException invalid(String words) {
        return SmallService.refusal(Code.INVALID_ARGUMENT, words);
    }
}
