package io.snet4j.training;

import io.snet4j.dataset.UploadProgress;
import java.util.Optional;

/**
 * Where a journey is. Made by the library, to be read.
 *
 * @param model known from the first moment; keep it, to {@linkplain TrainingPlan.Builder#model resume} by it
 * @param status as last seen
 * @param upload how much of the dataset is sent; only in {@link TrainingPhase#DATASET}, and not for one by link
 * @param quote what was asked for; only in the two phases of prices
 * @since 0.1.0
 */
public record TrainingProgress(
        TrainingPhase phase,
        ModelId model,
        ModelStatus status,
        Optional<UploadProgress> upload,
        Optional<Quote> quote) {}
