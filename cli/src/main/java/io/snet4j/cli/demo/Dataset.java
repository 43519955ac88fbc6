package io.snet4j.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the demo trains with, and what it asks the models about afterwards.
 *
 * @param archive the zip to upload
 * @param trained how many digits are in it
 * @param questions digits that are not in it
 * @param took to pack it
 */
record Dataset(Path archive, int trained, List<Digit> questions, Duration took) {
    static final long SEED = 20_261_123;
    static final int HELD_OUT = 1_500;
    static final int MESSAGE_BYTES = 256 * 1024;
    /** Each is asked of the default model and of the trained one, and paid both times. */
    static final int QUESTIONS = 200;

    /** Reads the digits and writes the archive into the folder. */
    static Dataset pack(Path digits, Path folder) {
        var watch = new Stopwatch();
        var split = DigitSplit.of(DigitFile.read(digits), HELD_OUT, SEED);
        var archive = DatasetArchive.write(split.training(), folder.resolve("digits.zip"));
        return new Dataset(archive, split.training().size(), split.heldOut().subList(0, QUESTIONS), watch.elapsed());
    }

    long bytes() {
        try {
            return Files.size(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
