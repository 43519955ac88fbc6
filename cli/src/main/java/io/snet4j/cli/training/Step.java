package io.snet4j.cli.training;

import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.TrainingPhase;
import io.snet4j.value.Cogs;
import java.util.Optional;

/**
 * The beginning of a phase.
 *
 * @param price only in the two phases of prices
 * @param paid by this command, until then
 */
record Step(TrainingPhase phase, ModelId model, ModelStatus status, Optional<Cogs> price, Cogs paid) {}
