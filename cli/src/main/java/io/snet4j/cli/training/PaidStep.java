package io.snet4j.cli.training;

import io.snet4j.cli.shell.Output;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.value.Cogs;

/**
 * What a paid step led to.
 *
 * @param status what the daemon says at once; the work goes on
 */
record PaidStep(ModelId model, ModelStatus status, Cogs paid) {
    void print(Output output) {
        output.field("model", model.value());
        output.field("status", status);
        output.field("paid", paid);
    }
}
