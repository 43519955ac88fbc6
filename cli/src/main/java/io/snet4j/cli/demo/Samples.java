package io.snet4j.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** What somebody needs who tries the digits service by hand: a dataset to train with, and digits to ask about. */
public final class Samples {
    private Samples() {}

    /**
     * Writes {@code dataset.zip} with some digits of each label, and {@code questions.jsonl} with requests for others.
     * The same ones each time.
     *
     * @param digits the file that the build has packed
     * @param count of digits in the dataset
     * @param questions how many requests
     * @throws io.snet4j.errors.InvalidRequestException if there are not so many digits
     */
    public static void write(Path digits, Path folder, int count, int questions) {
        DigitSplit split = DigitSplit.of(DigitFile.read(digits), Dataset.HELD_OUT, Dataset.SEED);
        List<Digit> training = split.training();
        DatasetArchive.write(training.subList(0, Math.min(count, training.size())), folder.resolve("dataset.zip"));
        List<String> requests = split.heldOut().stream()
                .limit(questions)
                .map(DigitImage::png)
                .map(png -> "{\"image\": \"" + Base64.getEncoder().encodeToString(png) + "\"}")
                .toList();
        try {
            Files.write(folder.resolve("questions.jsonl"), requests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
