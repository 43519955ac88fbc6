package io.snet4j.internal.training;

import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.value.MethodRef;
import io.snet4j.wire.training.TrainingProto.ModelResponse;

/**
 * Holds what a daemon says of a model against what it was asked. Whoever goes on from such an answer pays for the model
 * that it names, so that an answer about another model is no answer.
 */
final class ModelAnswers {
    private static final int SHOWN = 80;

    private ModelAnswers() {}

    /** @throws UntrustedDaemonException if the answer is about another model, or about none */
    static Model about(ModelId asked, ModelResponse answer) {
        if (!answer.getModelId().equals(asked.value())) {
            throw new UntrustedDaemonException("the daemon was asked about model " + shown(asked.value())
                    + " and answered about " + named(answer.getModelId()) + "; nothing is paid by such an answer");
        }
        return WireModels.model(answer);
    }

    /**
     * @param method that the model was created for
     * @throws UntrustedDaemonException if the new model has no id that could be paid for, or is for another method
     */
    static Model created(MethodRef method, ModelResponse answer) {
        if (!PaymentHeaders.canCarry(answer.getModelId())) {
            throw new UntrustedDaemonException("the daemon created " + named(answer.getModelId())
                    + ", and no such id can be paid for: a model's id is 1 to " + PaymentHeaders.MAX_MODEL_ID
                    + " printable ASCII characters without spaces. Ask the provider to repair its create_model");
        }
        Model model = WireModels.model(answer);
        requireMethod(model, method);
        return model;
    }

    /**
     * A model keeps its method. One that was named nowhere is not compared.
     *
     * @throws UntrustedDaemonException if it is for another method than before
     */
    static void requireMethod(Model now, MethodRef before) {
        boolean same = isSame(now.method().service(), before.service())
                && isSame(now.method().method(), before.method());
        if (!same) {
            throw new UntrustedDaemonException(
                    "the daemon says that model " + shown(now.id().value()) + " is for "
                            + shown(now.method().toString()) + ", and it is for " + shown(before.toString())
                            + "; nothing is paid by such an answer");
        }
    }

    private static boolean isSame(String name, String before) {
        return name.equals(before) || name.equals(WireModels.UNKNOWN) || before.equals(WireModels.UNKNOWN);
    }

    private static String named(String id) {
        return id.isEmpty() ? "a model without an id" : "model \"" + shown(id) + "\"";
    }

    /** Short and printable, whatever a daemon sends. */
    private static String shown(String text) {
        String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return start.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
    }
}
