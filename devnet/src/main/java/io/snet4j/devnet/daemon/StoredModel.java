package io.snet4j.devnet.daemon;

import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import io.snet4j.wire.training.TrainingProto.Status;

/**
 * What the daemon keeps of a model.
 *
 * @param description what clients are told of it
 * @param validatePrice what validating it costs: the last quote, 0 before any
 * @param trainPrice what training it costs: the last quote, 0 before any
 */
record StoredModel(ModelResponse description, Cogs validatePrice, Cogs trainPrice) {
    String id() {
        return description.getModelId();
    }

    StoredModel withDescription(ModelResponse description) {
        return new StoredModel(description, validatePrice, trainPrice);
    }

    StoredModel withStatus(Status status) {
        return withDescription(description.toBuilder().setStatus(status).build());
    }

    StoredModel withValidatePrice(Cogs price) {
        return new StoredModel(description, price, trainPrice);
    }

    StoredModel withTrainPrice(Cogs price) {
        return new StoredModel(description, validatePrice, price);
    }
}
