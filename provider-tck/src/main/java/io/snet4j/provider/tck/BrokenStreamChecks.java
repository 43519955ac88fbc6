package io.snet4j.provider.tck;

import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rules about uploads that do not arrive as a whole. A daemon ends such an upload as it ends a complete one. */
final class BrokenStreamChecks {
    /** A provider may take one upload after the other where they were meant to be at once, but not each time. */
    private static final int TRIES = 5;

    private BrokenStreamChecks() {}

    static void empty(Probe probe) {
        probe.daemon.upload().finish().requireRefused("the upload has no message");
    }

    static void tooFewBytes(Probe probe) {
        requireFailure(
                probe,
                "it ended before its file_size",
                messages -> edited(messages, message -> message.toBuilder()
                        .setFileSize(message.getFileSize() + 1)
                        .build()));
    }

    static void tooManyBytes(Probe probe) {
        requireFailure(
                probe,
                "it has more bytes than its file_size",
                messages -> edited(messages, message -> message.toBuilder()
                        .setFileSize(message.getFileSize() - 1)
                        .build()));
    }

    /** All bytes are there, but a batch more is announced. */
    static void missingBatch(Probe probe) {
        requireFailure(
                probe,
                "it ended before its batch_count",
                messages -> edited(messages, message -> message.toBuilder()
                        .setBatchCount(message.getBatchCount() + 1)
                        .build()));
    }

    static void batchOrder(Probe probe) {
        requireFailure(probe, "its batches are out of order", messages -> {
            List<UploadInput> swapped = new ArrayList<>(messages);
            swapped.set(0, messages.get(1));
            swapped.set(1, messages.get(0));
            return swapped;
        });
    }

    static void otherModel(Probe probe) {
        String other = probe.daemon.model();
        requireFailure(probe, "it changes to another model", messages -> {
            List<UploadInput> changed = new ArrayList<>(messages);
            changed.set(1, messages.get(1).toBuilder().setModelId(other).build());
            return changed;
        });
        probe.requireStatus(other, Status.CREATED, "after an upload for another model changed to it");
    }

    static void cutOff(Probe probe) {
        String model = probe.daemon.model();
        UploadCall call = probe.daemon.upload();
        call.send(UploadMessages.several(model, probe.good).subList(0, 2));
        requireSent(probe, model);
        call.cutOff();
        probe.requireStatus(model, Status.CREATED, "after an upload was cut off");
        probe.upload(model, probe.good).required();
        probe.requireSettled(model, Status.VALIDATED, "after an upload was cut off and sent again");
    }

    static void keepsDataset(Probe probe) {
        String model = probe.validatedModel();
        List<UploadInput> messages = UploadMessages.several(model, probe.good);
        probe.daemon
                .upload()
                .send(messages.subList(0, messages.size() - 1))
                .finish()
                .requireRefused("it ended before its last message");
        probe.requireStatus(model, Status.VALIDATED, "after another upload failed");
        probe.daemon.train(model).required();
        probe.requireSettled(model, Status.READY_TO_USE, "after training on the dataset that it had");
    }

    static void twoAtOnce(Probe probe) {
        for (int i = 1; i <= TRIES; i++) {
            String model = probe.daemon.model();
            int taken = takenOfTwo(probe, model);
            if (taken == 1) {
                probe.requireSettled(model, Status.VALIDATED, "after two uploads at once");
                return;
            }
            if (i == TRIES) {
                throw new BrokenRule("of two uploads at once, " + (taken == 0 ? "none" : "both")
                        + " succeeded, in each of " + TRIES + " tries");
            }
        }
    }

    private static int takenOfTwo(Probe probe, String model) {
        List<UploadInput> messages = UploadMessages.several(model, probe.good);
        int half = messages.size() / 2;
        UploadCall first = probe.daemon.upload().send(messages.subList(0, half));
        UploadCall second = probe.daemon.upload().send(messages.subList(0, half));
        requireSent(probe, model);
        first.send(messages.subList(half, messages.size()));
        second.send(messages.subList(half, messages.size()));
        int taken = first.finish().isGiven() ? 1 : 0;
        return second.finish().isGiven() ? taken + 1 : taken;
    }

    /** A call that follows messages on their connection: when it is answered, they were sent. */
    private static void requireSent(Probe probe, String model) {
        probe.requireStatus(model, Status.CREATED, "while an upload is under way");
    }

    private static void requireFailure(Probe probe, String why, UnaryOperator<List<UploadInput>> edit) {
        String model = probe.daemon.model();
        List<UploadInput> messages = edit.apply(UploadMessages.several(model, probe.good));
        probe.daemon.upload().send(messages).finish().requireRefused(why);
        probe.requireStatus(model, Status.CREATED, "after an upload failed");
    }

    private static List<UploadInput> edited(List<UploadInput> messages, UnaryOperator<UploadInput> edit) {
        return messages.stream().map(edit).toList();
    }
}
